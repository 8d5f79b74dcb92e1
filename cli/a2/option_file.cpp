#include "cli/a2/option_file.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

#include "portfolios/native/toml.h"

// The parameters as read-only data of this object file.
asm(".pushsection .rodata\n"
    ".globl snell_a2_assets_5, snell_a2_assets_10, snell_a2_end\n"
    ".hidden snell_a2_assets_5, snell_a2_assets_10, snell_a2_end\n"
    "snell_a2_assets_5:\n"
    ".incbin \"" SNELL_A2_FOLDER
    "/assets_5.toml\"\n"
    "snell_a2_assets_10:\n"
    ".incbin \"" SNELL_A2_FOLDER
    "/assets_10.toml\"\n"
    "snell_a2_end:\n"
    ".popsection\n");
extern "C" {
extern const char snell_a2_assets_5[], snell_a2_assets_10[], snell_a2_end[];
}

namespace snell::a2 {
namespace {

const Node& entry(const Node& table, std::string_view key) {
    const Entry* const found = table.find(key);
    if (!found) throw std::runtime_error(fmt::format("{}: no {}", snell::print(table.place), key));
    return found->value;
}
double number(const Node& table, std::string_view key) {
    const Node& node = entry(table, key);
    const std::optional<double> found = node.number();
    if (!found) throw std::runtime_error(fmt::format("{}: {} is no number", snell::print(node.place), key));
    return *found;
}
const Node::Array& array(const Node& table, std::string_view key) {
    const Node& node = entry(table, key);
    const auto* const found = node.as<Node::Array>();
    if (!found) throw std::runtime_error(fmt::format("{}: {} is no list", snell::print(node.place), key));
    return *found;
}

}  // namespace

std::string print(const Parameters& parameters) {
    const auto& [option, bumps] = parameters;
    std::string text = fmt::format(
        "# Workload a2 on {} assets: made up, drawn by the seed (docs/benchmarks/a2.md).\n"
        "seed = {}\nspot = {}\nstrike = {}\nmaturity = {}  # years\nrate = {}\n\n"
        "[bumps]  # spot, kappa, theta, xi, v0: relative; rate, maturity, rho, correlations: absolute\n"
        "spot = {}\nrate = {}\ntime = {}\nvariance = {}\ncorrelation = {}\n",
        option.assets(), option.seed, option.spot, option.strike, option.maturity, option.rate, bumps.spot,
        bumps.rate, bumps.time, bumps.variance, bumps.correlation);
    for (const auto& terms : option.terms)
        text += fmt::format("\n[[assets]]\nkappa = {}\ntheta = {}\nxi = {}\nv0 = {}\nrho = {}\n", terms.kappa,
                            terms.theta, terms.xi, terms.v0, terms.rho);
    text += "\n# Of the drivers V_1, S_1, V_2, S_2 ...\n[correlation]\nrows = [\n";
    for (int i = 0; i < option.correlation.size(); ++i) {
        text += "  [";
        for (int j = 0; j < option.correlation.size(); ++j)
            text += fmt::format("{}{}", j == 0 ? "" : ", ", option.correlation(i, j));
        text += "],\n";
    }
    return text + "]\n";
}

Parameters read_parameters(const std::string& text, const std::string& name) {
    const Node file = parse_toml(text, name);
    Parameters read;
    Option& option = read.option;
    option.seed = static_cast<std::uint64_t>(number(file, "seed"));
    option.spot = number(file, "spot");
    option.strike = number(file, "strike");
    option.maturity = number(file, "maturity");
    option.rate = number(file, "rate");
    const Node& bumps = entry(file, "bumps");
    read.bumps = {number(bumps, "spot"), number(bumps, "rate"), number(bumps, "time"),
                  number(bumps, "variance"), number(bumps, "correlation")};
    for (const Node& asset : array(file, "assets"))
        option.terms.emplace_back(number(asset, "v0"), number(asset, "kappa"), number(asset, "theta"),
                                  number(asset, "xi"), number(asset, "rho"));
    const Node::Array& rows = array(entry(file, "correlation"), "rows");
    option.correlation = Matrix<double>(static_cast<int>(rows.size()));
    if (option.correlation.size() != 2 * option.assets())
        throw std::runtime_error(
            fmt::format("{}: {} rows of correlations for {} assets", name, rows.size(), option.assets()));
    for (int i = 0; i < option.correlation.size(); ++i) {
        const auto* const row = rows[static_cast<std::size_t>(i)].as<Node::Array>();
        if (!row || row->size() != rows.size())
            throw std::runtime_error(fmt::format("{}: row {} of the correlations is not whole", name, i + 1));
        for (int j = 0; j < option.correlation.size(); ++j)
            option.correlation(i, j) = (*row)[static_cast<std::size_t>(j)].number().value_or(0.0);
    }
    return read;
}

Parameters parameters_of(int assets) {
    if (assets == 5)
        return read_parameters({snell_a2_assets_5, snell_a2_assets_10}, "bench/a2/assets_5.toml");
    if (assets == 10) return read_parameters({snell_a2_assets_10, snell_a2_end}, "bench/a2/assets_10.toml");
    return {draw_option(parameters_seed, assets), Bumps{}};
}

}  // namespace snell::a2
