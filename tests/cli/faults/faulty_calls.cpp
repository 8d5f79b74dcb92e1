/// Stands between the command and the C library (LD_PRELOAD): counts the calls that a commit is made of, on
/// files below SNELL_FAULT_UNDER, and lets the one whose number is SNELL_FAULT_AT fail with the error
/// SNELL_FAULT_ERROR, or kills the process there (a write then leaves half of its bytes).  No process is
/// started where SNELL_FAULT_FORK holds an error.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

std::atomic<int> calls = 0;
std::array<std::atomic<bool>, 4096> watched;

const char* setting(const char* name) {
    const char* const found = std::getenv(name);
    return found ? found : "";
}

bool is_below(const char* path) {
    const std::string folder = setting("SNELL_FAULT_UNDER");
    return !folder.empty() && std::strncmp(path, folder.c_str(), folder.size()) == 0;
}

bool is_watched(int file) {
    return file >= 0 && static_cast<std::size_t>(file) < watched.size() &&
           watched[static_cast<std::size_t>(file)];
}

/// Whether this call is the one.  Dies here where there is no error to fail with.
template <class Before>
bool strikes(const Before& before) {
    if (++calls != std::atoi(setting("SNELL_FAULT_AT"))) return false;
    const int error = std::atoi(setting("SNELL_FAULT_ERROR"));
    if (error == 0) {
        before();
        kill(getpid(), SIGKILL);
    }
    errno = error;
    return true;
}

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

const auto nothing = [] {};

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    const bool is_ours = is_below(path) && ((flags & O_CREAT) != 0 || (flags & O_DIRECTORY) != 0);
    if (is_ours && strikes(nothing)) return -1;
    const int file = real<int(const char*, int, ...)>("open")(path, flags, mode);
    if (is_ours && file >= 0 && static_cast<std::size_t>(file) < watched.size())
        watched[static_cast<std::size_t>(file)] = true;
    return file;
}

ssize_t write(int file, const void* bytes, size_t count) {
    auto* const go = real<ssize_t(int, const void*, size_t)>("write");
    if (is_watched(file) && strikes([&] { go(file, bytes, count / 2); })) return -1;
    return go(file, bytes, count);
}

int fsync(int file) {
    if (is_watched(file) && strikes(nothing)) return -1;
    return real<int(int)>("fsync")(file);
}

int close(int file) {
    const bool is_ours = is_watched(file);
    if (is_ours) watched[static_cast<std::size_t>(file)] = false;
    const bool fails = is_ours && strikes(nothing);
    const int closed = real<int(int)>("close")(file);
    return fails ? -1 : closed;
}

int rename(const char* from, const char* to) {
    if (is_below(to) && strikes(nothing)) return -1;
    return real<int(const char*, const char*)>("rename")(from, to);
}

pid_t fork() {
    errno = std::atoi(setting("SNELL_FAULT_FORK"));
    return errno != 0 ? -1 : real<pid_t()>("fork")();
}

}  // extern "C"
