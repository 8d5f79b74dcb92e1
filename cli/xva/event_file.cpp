#include "cli/xva/event_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/command.h"

namespace snell {
namespace {

/// A pipe is opened as its own reader, too: then it is never waited for, and never broken.
int access_of(const std::string& path) {
    struct stat found {};
    const bool is_pipe = ::stat(path.c_str(), &found) == 0 && S_ISFIFO(found.st_mode);
    return is_pipe ? O_RDWR : O_WRONLY;
}

}  // namespace

EventFile::EventFile(const std::string& path) : path_(path) {
    const int flags = access_of(path) | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC;
    file_ = ::open(path.c_str(), flags, 0666);
    if (file_ < 0) throw OutputError(fmt::format("cannot write '{}': {}", path, std::strerror(errno)));
}

EventFile::~EventFile() { ::close(file_); }

bool EventFile::append(const std::string& line) {
    const std::string text = (torn_ ? "\n" : "") + line + "\n";
    const ssize_t written = ::write(file_, text.data(), text.size());
    if (written > 0) torn_ = static_cast<std::size_t>(written) < text.size();
    return written == static_cast<ssize_t>(text.size());
}

}  // namespace snell
