#include "models/market/write_dynamics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

#include "core/node.h"

namespace snell {
namespace {

std::string print_numbers(const std::vector<double>& numbers) {
    std::string text = "[";
    for (std::size_t i = 0; i < numbers.size(); ++i) text += (i > 0 ? ", " : "") + print_number(numbers[i]);
    return text + "]";
}

/// A file says up to when each value holds; the last goes on for ever, so any later time serves it.
std::string print_steps(const StepFunction& steps) {
    if (steps.times.empty()) return print_number(steps.values.front());
    std::vector<double> times = steps.times;
    times.push_back(times.back() + 1.0);
    return fmt::format("{{ times = {}, values = {} }}", print_numbers(times), print_numbers(steps.values));
}

/// The tables, in the order of their first entries.
class Lists {
  public:
    void add(const std::string& list, const std::string& name, const std::string& value) {
        auto at = std::find_if(lists_.begin(), lists_.end(), [&](const auto& l) { return l.first == list; });
        if (at == lists_.end()) at = lists_.insert(at, {list, ""});
        fmt::format_to(std::back_inserter(at->second), "{} = {}\n", toml_key(name), value);
    }
    std::string text() const {
        std::string all;
        for (const auto& [list, lines] : lists_) all += fmt::format("[model.{}]\n{}", list, lines);
        return all;
    }

  private:
    std::vector<std::pair<std::string, std::string>> lists_;
};

/// Names of the factors in the order of the model's correlations.
std::vector<std::string> factor_names(const CrossAssetParts& parts, const World& world) {
    std::vector<std::string> names;
    for (const CurrencyMarket& c : world.currencies) names.push_back("IR:" + c.code);
    for (std::size_t c = 1; c < world.currencies.size(); ++c)
        names.push_back("FX:" + world.currencies[c].code + world.base);
    for (const EquityMarket& e : world.equities) names.push_back("EQ:" + e.name);
    for (const HazardTerms& hazard : parts.hazards) names.push_back("CR:" + hazard.name);
    return names;
}

}  // namespace

std::string toml_text(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            fmt::format_to(std::back_inserter(quoted), "\\u{:04x}", static_cast<int>(c));
        else
            quoted += c;
    }
    return quoted + '"';
}

std::string toml_key(const std::string& name) {
    const bool bare = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return c < 0x80 && (std::isalnum(c) || c == '-' || c == '_');
    });
    return bare ? name : toml_text(name);
}

std::string write_dynamics(const CrossAsset& model, const World& world) {
    const CrossAssetParts& parts = model.parts();
    Lists lists;
    for (std::size_t c = 0; c < parts.currencies.size(); ++c)
        lists.add("reversion", world.currencies[c].code, print_number(parts.currencies[c].terms().kappa));
    for (std::size_t c = 0; c < parts.currencies.size(); ++c) {
        const Lgm::Terms& terms = parts.currencies[c].terms();
        const bool hagan = terms.parametrisation == Lgm::Volatility::hagan;
        lists.add(hagan ? "alpha" : "rate_volatility", world.currencies[c].code,
                  print_steps(terms.volatility));
    }
    for (std::size_t c = 0; c < parts.exchanges.size(); ++c)
        lists.add("exchange_volatility", world.currencies[c + 1].code,
                  print_steps(parts.exchanges[c].volatility));
    for (std::size_t e = 0; e < parts.equities.size(); ++e)
        lists.add("equity_volatility", world.equities[e].name, print_steps(parts.equities[e].volatility));
    for (const HazardTerms& hazard : parts.hazards) {
        const bool square_root = hazard.dynamics == HazardTerms::Dynamics::square_root;
        lists.add("hazard_reversion", hazard.name, print_number(hazard.reversion));
        lists.add(square_root ? "cir_volatility" : "hazard_volatility", hazard.name,
                  print_number(hazard.volatility));
        if (!square_root) continue;
        lists.add("cir_level", hazard.name, print_number(hazard.level));
        lists.add("cir_start", hazard.name, print_number(hazard.start));
    }
    const std::vector<std::string> names = factor_names(parts, world);
    for (int i = 0; i < parts.correlation.size(); ++i)
        for (int j = i + 1; j < parts.correlation.size(); ++j)
            if (parts.correlation(i, j) != 0.0)
                lists.add("correlation",
                          names[static_cast<std::size_t>(i)] + "," + names[static_cast<std::size_t>(j)],
                          print_number(parts.correlation(i, j)));
    return lists.text();
}

}  // namespace snell
