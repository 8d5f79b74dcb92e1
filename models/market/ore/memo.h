#pragma once
#include <map>
#include <set>
#include <string>

#include "models/market/ore/quotes.h"

namespace snell::ore {

/// Things that are made when first asked for, by name.  One that cannot be made fails alike every time.
template <class Thing>
class Memo {
  public:
    /// Throws the Fault of `make`, or one at `asker` if the thing is asked for while it is made.
    template <class Make>
    const Thing& get(const std::string& name, const Place& asker, Make make) {
        if (const auto at = made_.find(name); at != made_.end()) return at->second;
        if (const auto at = failed_.find(name); at != failed_.end()) throw at->second;
        if (!in_work_.insert(name).second) refuse(asker, "'" + name + "' stands on itself");
        try {
            const Thing& thing = made_.emplace(name, make()).first->second;
            in_work_.erase(name);
            return thing;
        } catch (const Fault& fault) {
            in_work_.erase(name);
            failed_.emplace(name, fault);
            throw;
        }
    }

  private:
    std::map<std::string, Thing> made_;
    std::map<std::string, Fault> failed_;
    std::set<std::string> in_work_;
};

/// Does the work; exceptions of QuantLib and of readers of names become a Fault at the place.
template <class Work>
auto faulty(const Place& place, const std::string& what, Work work) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        throw;  // nothing that the files are to blame for
    } catch (const std::exception& why) {
        refuse(place, what + ": " + why.what());
    }
}

}  // namespace snell::ore
