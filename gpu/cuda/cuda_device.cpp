#include "gpu/cuda/cuda_device.h"

#include <cuda_runtime_api.h>
#include <fmt/format.h>

#include <algorithm>

#include "engine/path_loop.h"

namespace snell {
namespace {

/// Paths that a multiprocessor holds at a time, at most.
constexpr int resident_paths = 2048;
constexpr int waves = 4;

int attribute(cudaDeviceAttr which, int ordinal) {
    int value = 0;
    cudaDeviceGetAttribute(&value, which, ordinal);
    return value;
}

CudaProperties properties_of(int ordinal) {
    cudaDeviceProp all{};
    cudaGetDeviceProperties(&all, ordinal);
    return {ordinal,
            all.name,
            fmt::format("sm_{}{}", all.major, all.minor),
            all.multiProcessorCount,
            all.totalGlobalMem,
            static_cast<std::size_t>(all.l2CacheSize),
            attribute(cudaDevAttrClockRate, ordinal) * 1e-6};
}

/// What the runtime says, but for what it says where there is no driver at all.
std::string words_for(cudaError_t status) {
    if (status == cudaErrorInsufficientDriver) return "no NVIDIA driver, or one older than this build's CUDA";
    return cudaGetErrorString(status);
}

}  // namespace

const bool has_cuda = true;

CudaDevices find_cuda_devices() {
    int count = 0;
    const cudaError_t status = cudaGetDeviceCount(&count);
    if (status != cudaSuccess) return {{}, words_for(status)};
    CudaDevices found;
    for (int i = 0; i < count; ++i) found.devices.push_back(properties_of(i));
    if (count == 0) found.reason = "no CUDA device";
    return found;
}

CudaDevice::CudaDevice(const CudaProperties& properties, std::size_t most_bytes)
    : ordinal_(properties.ordinal),
      name_(fmt::format("cuda:{} ({})", properties.ordinal, properties.name)),
      blocks_(static_cast<std::size_t>(waves) * properties.multiprocessors * resident_paths / block_paths) {
    use();
    std::size_t free = 0, total = 0;
    check(cudaMemGetInfo(&free, &total), "cudaMemGetInfo");
    bytes_ = std::min(most_bytes, free / 2);
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes_), "cudaMalloc");
    memory_ = static_cast<std::byte*>(memory);
}

CudaDevice::~CudaDevice() {
    cudaSetDevice(ordinal_);
    cudaFree(memory_);
}

void CudaDevice::upload(void* to, const void* from, std::size_t bytes) {
    use();
    check(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice), "copy to the device");
}

void CudaDevice::download(void* to, const void* from, std::size_t bytes) {
    use();
    check(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToHost), "simulation, or copy from the device");
}

void CudaDevice::check(int status, const char* call) const {
    if (status == cudaSuccess) return;
    throw DeviceFault(fmt::format("{}: {}", call, cudaGetErrorString(static_cast<cudaError_t>(status))));
}

/// Host threads come and go; each must say which device it means.
void CudaDevice::use() const { check(cudaSetDevice(ordinal_), "cudaSetDevice"); }

}  // namespace snell
