#pragma once
#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/faults.h"
#include "core/fields.h"
#include "core/node_number.h"
#include "core/node_time.h"

namespace snell {

/// What terms may refer to beside themselves.
struct ReadingContext {
    std::vector<std::string> assets;  ///< names, in the market's order
    bool assets_known = true;         ///< false where the market could not be read: any name will do
    std::optional<Date> today;
};

/// Reads terms from what a user wrote: the visitor of fields.h.  It never stops at a fault; `finish` reports
/// what is left over or missing.
class FieldReader {
  public:
    /// Reads from tables of which an earlier one covers a later one (an asset's own terms, then those for
    /// all). `owner` is who has the terms ("european"), `whose` names the trade ("trade 'B-3'") in messages.
    FieldReader(std::vector<const Node*> layers, std::string owner, std::string whose,
                const ReadingContext& context, Faults& faults);

    /// A term that something else already says, by its text: "type" is "call" for a european_call.
    void preset(std::string_view name, std::string_view text);
    /// A key that may stand here, but is read elsewhere.
    void admit(std::string_view name) { known_.emplace_back(name); }

    void asset(std::string_view name, int& value, std::string_view about);
    void assets(std::string_view name, std::vector<int>& value, std::string_view about);
    void number(std::string_view name, double& value, const Range& range, std::string_view about);
    void numbers(std::string_view name, std::vector<double>& value, const Range& range,
                 std::string_view about);
    /// An optional time may be 0.
    void time(std::string_view name, Years& value, std::string_view about,
              Presence presence = Presence::required);
    void schedule(std::string_view name, std::vector<Years>& value, std::string_view about,
                  Presence presence = Presence::required);
    void flag(std::string_view name, bool& value, std::string_view about);
    void text(std::string_view name, std::string& value, std::string_view about);
    void tolerance(std::string_view name, std::optional<Tolerance>& value, std::string_view about);
    /// Quotes by maturity: a number, or { times = [...], values = [...] }.
    void curve(std::string_view name, std::vector<Years>& times, std::vector<double>& quotes,
               const Range& range, std::string_view about);
    /// A table of values: { times = [...], AXIS = [...], volatilities = [[...], ...] }, one row a time.
    void surface(std::string_view name, std::string_view axis, VolatilityGrid& grid, const Range& range,
                 std::string_view about);
    template <class Enum>
    void choice(std::string_view name, Enum& value, Names names, std::string_view about) {
        if (const auto index = chosen(name, {names.begin(), names.size()}, about))
            value = static_cast<Enum>(*index);
    }
    template <std::integral Integer>
    void integer(std::string_view name, Integer& value, const Range& range, std::string_view about) {
        if (const auto whole = whole_number(name, range, about)) value = static_cast<Integer>(*whole);
    }

    /// Reports unknown and missing keys; true if nothing at all was wrong.
    bool finish();

    /// The entry that a key is read from; null where it was left out.
    const Entry* find(std::string_view name) const;

  private:
    struct Missing {
        std::string name, about, valid;
    };
    /// The entry of a key that is known from now on.
    const Entry* take(std::string_view name);
    void miss(std::string_view name, std::string_view about, std::string valid);
    template <class Read>
    void attempt(Read read);
    std::optional<int> chosen(std::string_view name, std::span<const std::string_view> names,
                              std::string_view about);
    std::optional<std::int64_t> whole_number(std::string_view name, const Range& range,
                                             std::string_view about);
    int asset_index(const Node& node, std::string_view name) const;

    std::vector<const Node*> layers_;
    std::string owner_, whose_;
    const ReadingContext& context_;
    Faults& faults_;
    std::vector<std::string> known_;
    std::vector<std::pair<std::string, std::string>> presets_;
    std::vector<Missing> missing_;
    bool sound_ = true;
};

}  // namespace snell
