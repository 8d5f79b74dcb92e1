#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/date.h"

namespace snell {

/// Historical fixings of indices by name ("EUR-EURIBOR-6M", "FX-ECB-EUR-USD", "EQ-SP5") and day.
class Fixings {
  public:
    void add(std::string index, Date day, double value) { fixings_[{std::move(index), day}] = value; }
    std::optional<double> find(const std::string& index, Date day) const {
        const auto at = fixings_.find({index, day});
        return at == fixings_.end() ? std::nullopt : std::optional(at->second);
    }
    std::size_t size() const { return fixings_.size(); }
    /// By index and day.
    const std::map<std::pair<std::string, Date>, double>& all() const { return fixings_; }

  private:
    std::map<std::pair<std::string, Date>, double> fixings_;
};

}  // namespace snell
