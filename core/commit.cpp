#include "core/commit.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <utility>

#include "core/error.h"

namespace snell {
namespace {

constexpr const char* partial = ".partial";

bool is_partial(const std::filesystem::path& path) {
    return path.filename().string().find(partial) != std::string::npos;
}

}  // namespace

FileCalls system_calls() {
    return {[](const char* path, int flags, mode_t mode) { return ::open(path, flags, mode); },
            ::write,
            ::fsync,
            ::close,
            std::rename,
            ::unlink};
}

Committer::Committer(std::string folder, FileCalls calls) : folder_(std::move(folder)), calls_(calls) {}

std::string Committer::path(std::string_view name) const {
    return (std::filesystem::path(folder_) / name).string();
}

void Committer::fail(const char* step, const std::string& path) const {
    throw CommitError(fmt::format("cannot {} '{}': {}", step, path, std::strerror(errno)));
}

void Committer::make_folder() const {
    std::error_code fault;
    std::filesystem::create_directories(folder_, fault);
    if (fault) throw CommitError(fmt::format("cannot make the folder '{}': {}", folder_, fault.message()));
}

/// A name that no other writer has, on whatever machine: the file is made anew or not at all.
std::string Committer::unfinished(const std::string& name, int& file) const {
    for (int number = 0;; ++number) {
        const std::string candidate = path(fmt::format("{}{}{}", name, partial, number));
        file = calls_.open(candidate.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0) return candidate;
        if (errno != EEXIST) fail("write", path(name));
    }
}

void Committer::write_all(int file, std::string_view bytes, const std::string& path) const {
    while (!bytes.empty()) {
        const ssize_t done = calls_.write(file, bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR) continue;
        if (done == 0) errno = ENOSPC;
        if (done <= 0) fail("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
}

void Committer::sync_folder() const {
    const int folder = calls_.open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (folder < 0) fail("open the folder", folder_);
    const int synced = calls_.fsync(folder);
    const int reason = errno;
    calls_.close(folder);
    errno = reason;
    if (synced != 0) fail("synchronise the folder", folder_);
}

void Committer::commit(const std::string& name, std::string_view bytes) const {
    int file = -1;
    const std::string at = path(name), from = unfinished(name, file);
    bool is_named = false;
    try {
        write_all(file, bytes, at);
        if (calls_.fsync(file) != 0) fail("synchronise", at);
        const int closed = calls_.close(std::exchange(file, -1));
        if (closed != 0) fail("close", at);
        if (calls_.rename(from.c_str(), at.c_str()) != 0) fail("rename to", at);
        is_named = true;
        sync_folder();
    } catch (const CommitError&) {
        if (file >= 0) calls_.close(file);
        calls_.unlink(is_named ? at.c_str() : from.c_str());
        throw;
    }
}

void Committer::remove(const std::string& name) const {
    const std::string at = path(name);
    if (calls_.unlink(at.c_str()) == 0) return sync_folder();
    if (errno != ENOENT) fail("remove", at);
}

void Committer::remove_partial() const {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored))
        if (is_partial(entry.path())) std::filesystem::remove(entry.path(), ignored);
}

bool read_bytes(const std::string& path, std::string& bytes) {
    constexpr std::size_t piece = std::size_t{1} << 20;
    struct File {
        int number;
        ~File() { ::close(number); }
    };
    const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat found {};
    if (file.number < 0 || ::fstat(file.number, &found) != 0) return false;
    std::string text;
    text.reserve(static_cast<std::size_t>(std::max<off_t>(found.st_size, 0)) + 1);  // 0 of a pipe
    for (std::size_t size = 0;; text.resize(size)) {
        text.resize(size + std::clamp(text.capacity() - size, std::size_t{1}, piece));
        const ssize_t read = ::read(file.number, text.data() + size, text.size() - size);
        if (read < 0 && errno != EINTR) return false;
        size += static_cast<std::size_t>(std::max<ssize_t>(read, 0));
        if (read == 0) {
            text.resize(size);
            break;
        }
    }
    bytes = std::move(text);
    return true;
}

std::string read_input(const std::string& path, const char* remedy) {
    std::string bytes;
    if (!read_bytes(path, bytes)) throw InputError({"E101", path, "the file cannot be read", remedy});
    return bytes;
}

}  // namespace snell
