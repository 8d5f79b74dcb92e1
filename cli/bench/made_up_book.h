#pragma once
#include <string>

namespace snell::race {

/// A made-up run of snell xva in a folder of its own, which goes when this does.
class MadeUpBook {
  public:
    MadeUpBook(int trades, int netting_sets);
    ~MadeUpBook();
    MadeUpBook(const MadeUpBook&) = delete;
    MadeUpBook& operator=(const MadeUpBook&) = delete;

    const std::string& run() const { return run_; }

  private:
    std::string folder_, run_;
};

}  // namespace snell::race
