/// Stands between the command and the C library (LD_PRELOAD): counts what is allocated once main has begun,
/// and lets the one whose number is SNELL_MEMORY_AT fail (all from there on, where SNELL_MEMORY_STAYS is
/// set).  The count at the end goes to the file SNELL_MEMORY_COUNT.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

extern "C" {
// The allocator itself, under the names that only the C library knows.
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {

std::atomic<bool> armed = false;
std::atomic<long> allocations = 0;
long at = 0;
bool stays = false;
int (*real_main)(int, char**, char**) = nullptr;

bool strikes() {
    if (!armed.load(std::memory_order_relaxed)) return false;
    const long number = ++allocations;
    if (number != at && !(stays && at > 0 && number > at)) return false;
    errno = ENOMEM;
    return true;
}

void write_count() {
    armed = false;
    const char* const name = std::getenv("SNELL_MEMORY_COUNT");
    if (!name) return;
    char text[32];
    const int size = std::snprintf(text, sizeof text, "%ld\n", allocations.load());
    const int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (write(file, text, static_cast<std::size_t>(size)) != size) std::abort();
    close(file);
}

int armed_main(int count, char** words, char** environment) {
    const char* const number = std::getenv("SNELL_MEMORY_AT");
    at = number ? std::atol(number) : 0;
    stays = std::getenv("SNELL_MEMORY_STAYS") != nullptr;
    armed = true;
    const int code = real_main(count, words, environment);
    write_count();
    return code;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return strikes() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return strikes() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* old, std::size_t size) { return strikes() ? nullptr : __libc_realloc(old, size); }
void* memalign(std::size_t to, std::size_t size) { return strikes() ? nullptr : __libc_memalign(to, size); }
void* aligned_alloc(std::size_t to, std::size_t size) {
    return strikes() ? nullptr : __libc_memalign(to, size);
}
int posix_memalign(void** made, std::size_t to, std::size_t size) {
    if (strikes()) return ENOMEM;
    *made = __libc_memalign(to, size);
    return *made ? 0 : ENOMEM;
}

/// Where a program begins; static objects are made before, by nobody who could say anything.
int __libc_start_main(int (*main)(int, char**, char**), int count, char** words, void (*init)(),
                      void (*fini)(), void (*loader_fini)(), void* stack) {
    using Start =
        int (*)(int (*)(int, char**, char**), int, char**, void (*)(), void (*)(), void (*)(), void*);
    const auto start = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"));
    real_main = main;
    return start(armed_main, count, words, init, fini, loader_fini, stack);
}

}  // extern "C"
