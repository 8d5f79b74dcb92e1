#pragma once
#include <sys/types.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace snell {

/// The system calls of a commit, in one table, so that a test can let each of them fail.
struct FileCalls {
    int (*open)(const char* path, int flags, mode_t mode);
    ssize_t (*write)(int file, const void* bytes, std::size_t count);
    int (*fsync)(int file);
    int (*close)(int file);
    int (*rename)(const char* from, const char* to);
    int (*unlink)(const char* path);
};
FileCalls system_calls();

/// A file could not be written; says which, at what step and why.
class CommitError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Puts whole files into a folder.  A file is written and synchronised under another name, renamed, and its
/// folder synchronised: whoever dies at any moment leaves the file whole, or not there (or as it was).  Two
/// that write the same bytes at the same time do no harm.
class Committer {
  public:
    explicit Committer(std::string folder, FileCalls calls = system_calls());

    const std::string& folder() const { return folder_; }
    /// The path of a file in the folder.
    std::string path(std::string_view name) const;
    /// Throws CommitError; then nothing stands under the name, or what stood there before.
    void commit(const std::string& name, std::string_view bytes) const;

    /// Takes a file away, for good, if it is there.  Throws CommitError.
    void remove(const std::string& name) const;

    /// Makes the folder and those above it.  Throws CommitError.
    void make_folder() const;
    /// Removes what unfinished commits left.  Only for the one who knows that nobody writes.
    void remove_partial() const;

  private:
    std::string folder_;
    FileCalls calls_;

    [[noreturn]] void fail(const char* step, const std::string& path) const;
    std::string unfinished(const std::string& name, int& file) const;
    void write_all(int file, std::string_view bytes, const std::string& path) const;
    void sync_folder() const;
};

/// A whole file; nothing where it is not there or cannot be read.
bool read_bytes(const std::string& path, std::string& bytes);
/// The same of a file that there must be; throws InputError E101 with a remedy.
std::string read_input(const std::string& path, const char* remedy = "Does it exist, and may you read it?");

}  // namespace snell
