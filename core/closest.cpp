#include "core/closest.h"

#include <algorithm>
#include <vector>

namespace snell {
namespace {

constexpr std::size_t longest = 64;  // beyond it a word is no misspelling, and the table would be large

std::string plain(std::string_view word) {
    std::string text(word);
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
    }
    return text;
}

/// Restricted Damerau distance by the usual table of three rows.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, now);
    }
    return last[b.size()];
}

struct Synonym {
    std::string_view word, means;
};
constexpr Synonym synonyms[] = {
    {"sigma", "volatility"},
    {"vol", "volatility"},
    {"iv", "volatility"},
    {"expiry", "maturity"},
    {"expiration", "maturity"},
    {"tenor", "maturity"},
    {"t", "maturity"},
    {"k", "strike"},
    {"s", "spot"},
    {"s0", "spot"},
    {"price", "spot"},
    {"r", "rate"},
    {"q", "dividend"},
    {"yield", "dividend"},
    {"div", "dividend"},
    {"notional", "quantity"},
    {"size", "quantity"},
    {"amount", "quantity"},
    {"name", "id"},
    {"kind", "product"},
    {"type", "product"},
    {"type", "kind"},
    {"instrument", "product"},
    {"underlying", "asset"},
    {"underlier", "asset"},
    {"stock", "asset"},
    {"underlyings", "assets"},
    {"observations", "dates"},
    {"dates", "fixings"},
    {"schedule", "fixings"},
    {"lambda", "intensity"},
    {"vol_of_vol", "xi"},
    {"sigma_v", "xi"},
    {"barrier", "level"},
    {"level", "barrier"},
    {"simulations", "paths"},
    {"samples", "paths"},
    {"corr", "correlation"},
    {"valuation_date", "date"},
    {"as_of", "date"},
    {"rng", "sampler"},
    {"mean_reversion", "kappa"},
};

}  // namespace

std::string_view closest(std::string_view word, std::span<const std::string_view> known) {
    if (word.empty() || word.size() > longest) return {};
    const std::string written = plain(word);
    const std::size_t allowed = written.size() <= 2 ? 0 : std::max<std::size_t>(1, written.size() / 3);
    std::string_view best;
    std::size_t least = allowed + 1;
    for (std::string_view candidate : known) {
        const std::size_t apart = distance(written, candidate);
        if (apart < least) {
            least = apart;
            best = candidate;
        }
    }
    if (!best.empty()) return best;
    for (const Synonym& synonym : synonyms)
        if (synonym.word == written && std::find(known.begin(), known.end(), synonym.means) != known.end())
            return synonym.means;
    constexpr std::size_t abbreviation = 3;
    for (std::string_view candidate : known)
        if (written.size() >= abbreviation &&
            (candidate.starts_with(written) ||
             (candidate.size() >= abbreviation && written.starts_with(candidate))))
            return candidate;
    return {};
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
    const std::string_view near = closest(word, known);
    if (!near.empty()) return "Did you mean '" + std::string(near) + "'?";
    if (known.empty()) return "";
    std::string list;
    for (std::string_view each : known) list += (list.empty() ? "" : ", ") + std::string(each);
    return "Known: " + list;
}

}  // namespace snell
