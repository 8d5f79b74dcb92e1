#pragma once
#include <string>
#include <unordered_set>
#include <vector>

#include "core/error.h"
#include "core/node.h"

namespace snell {

/// A value that cannot be used, thrown by what reads it; the reader adds whose value it is.
struct NodeFault {
    std::string code;
    Place place;
    std::string problem;
    std::string remedy;
};

/// Everything that is wrong with an input, in the order of finding, each fault once.
class Faults {
  public:
    /// Adds a fault at a place, of `whose` ("trade 'B-3'", or nothing).
    void add(const NodeFault& fault, const std::string& whose = "");
    void add(Diagnostic diagnostic);

    const std::vector<Diagnostic>& all() const { return all_; }
    std::size_t count() const { return all_.size(); }

  private:
    std::vector<Diagnostic> all_;
    std::unordered_set<std::string> printed_;
};

}  // namespace snell
