#pragma once
#include <string>

namespace snell {

/// A line on stderr that tells how far work is, drawn over itself; nothing where no person watches (stderr is
/// no terminal, or a dumb one).
class ProgressLine {
  public:
    ProgressLine();
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    bool is_watched() const { return watched_; }
    /// The work alone, as long as nobody knows its end.
    void show(const std::string& work);
    /// With a bar for the share done [0, 1], and what is to be said beside it.
    void show(const std::string& work, double share, const std::string& beside);
    /// Takes the line away, so that others can write.
    void clear();

  private:
    bool watched_, shown_ = false;
};

/// "12 s", "3 min", "2 h 05 min": a time that is about so long.
std::string print_about(double seconds);

}  // namespace snell
