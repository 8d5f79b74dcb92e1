// Stands in for the driver's libnvidia-ml.so.1: two GPUs, of which each has used so many joules more at every
// look.

namespace {
int devices[2];
unsigned long long looks = 0;
}  // namespace

extern "C" {
int nvmlInit_v2() { return 0; }
int nvmlShutdown() { return 0; }
int nvmlDeviceGetCount_v2(unsigned* count) {
    *count = 2;
    return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) {
    *device = &devices[index];
    return 0;
}
/// The first GPU uses 1 J between two looks at it, the second 10 J; both began long ago.
int nvmlDeviceGetTotalEnergyConsumption(void* device, unsigned long long* millijoules) {
    const bool is_first = device == &devices[0];
    looks += is_first ? 1 : 0;
    *millijoules = 5'000'000'000ull + looks * (is_first ? 1'000ull : 10'000ull);
    return 0;
}
}
