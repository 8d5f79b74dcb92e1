#pragma once
#include <string>

namespace snell {

/// A file that lines are appended to, each in one piece, so that several commands may share it.  Nothing
/// waits for a reader: where a pipe is full or a disk is, the line is lost.
class EventFile {
  public:
    /// Throws OutputError if it cannot be opened.
    explicit EventFile(const std::string& path);
    ~EventFile();
    EventFile(const EventFile&) = delete;
    EventFile& operator=(const EventFile&) = delete;

    const std::string& path() const { return path_; }
    /// A line without its end.  False if it was lost.
    bool append(const std::string& line);

  private:
    std::string path_;
    int file_ = -1;
    bool torn_ = false;  ///< the last line has no end
};

}  // namespace snell
