#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>

#include "cli/capital/capital_commands.h"
#include "cli/capital/number_table.h"
#include "cli/command.h"
#include "core/visible.h"
#include "engine/capital/simm_factors.h"
#include "engine/capital/simm_portfolio.h"
#include "portfolios/native/crif.h"
#include "portfolios/native/crif_words.h"

namespace snell {
namespace {

struct Options {
    std::string file;
    std::string currency = "USD";
    std::string side = "call";
    std::string version = "2.5A";
    TableOutput output;
};

/// Takes out the rows that name another volatility group than this version gives their currency.
void check_rate_buckets(Crif& crif, const CsvTable& table, const SimmParameters& parameters, Faults& faults) {
    std::vector<CrifRow> sound;
    const auto& columns = table.columns();
    const auto bucket = std::find_if(columns.begin(), columns.end(),
                                     [](const std::string& name) { return folded(name) == "bucket"; });
    for (CrifRow& row : crif.rows) {
        const int group = rate_volatility_group(row.qualifier, parameters.rates);
        if (row.risk != CrifRisk::rate_curve || row.bucket == group) {
            sound.push_back(std::move(row));
            continue;
        }
        faults.add(NodeFault{"E502",
                             table.place(row.table_row, static_cast<std::size_t>(bucket - columns.begin())),
                             fmt::format("{} stands in bucket {}, but SIMM {} has it in {}", row.qualifier,
                                         row.bucket + 1, parameters.version, group + 1),
                             "Correct the bucket."});
        crif.refused.push_back(row.portfolio);
    }
    crif.rows = std::move(sound);
}

constexpr const char* all = "All";

/// Rows of one portfolio: kinds of margin, classes of risk, product classes, the total.
void add_rows(NumberTable& table, const std::string& name, const SimmPortfolio& portfolio,
              const SimmPortfolioMargin& margin) {
    for (std::size_t p = 0; p < margin.products.size(); ++p) {
        if (portfolio.products[p].empty()) continue;
        const std::string product(crif_product_names[p]);
        const SimmProductMargin& own = margin.products[p];
        for (std::size_t c = 0; c < simm_classes; ++c) {
            const std::string risk(simm_class_names[c]);
            const double sum = std::accumulate(own.margins[c].begin(), own.margins[c].end(), 0.0);
            for (std::size_t m = 0; m < simm_margins; ++m)
                if (own.margins[c][m] != 0.0)
                    table.add({name, product, risk, std::string(simm_margin_names[m])}, {own.margins[c][m]});
            if (sum != 0.0) table.add({name, product, risk, all}, {sum});
        }
        table.add({name, product, all, all}, {own.margin});
    }
    if (margin.additional != 0.0) table.add({name, all, all, "Additional"}, {margin.additional});
    table.add({name, all, all, all}, {margin.total});
}

ExitCode run(const Options& options) {
    const CsvTable file = read_crif_table(options.file);
    Faults faults;
    Crif crif = read_crif(file, faults);
    SimmRules rules;
    for (const SimmParameters* parameters : simm_versions())
        if (parameters->version == options.version) rules.parameters = parameters;
    rules.calculation_volatility = exchange_volatility_group(options.currency, rules.parameters->exchange);
    rules.posts = options.side == "post";
    check_rate_buckets(crif, file, *rules.parameters, faults);
    NumberTable table({"portfolio", "product_class", "risk_class", "margin_type"}, {"margin_usd"});
    int without_factor = 0;
    std::map<std::string, std::vector<CrifRow>> by_portfolio;
    for (const CrifRow& row : crif.rows) by_portfolio[row.portfolio].push_back(row);
    for (const std::string& name : crif.portfolios) {
        const std::vector<CrifRow>& rows = by_portfolio[name];
        if (rows.empty()) continue;
        const SimmPortfolio portfolio = simm_portfolio(rows, rules, options.currency);
        without_factor += portfolio.notionals_without_factor;
        add_rows(table, name, portfolio, simm(portfolio, rules));
    }
    if (file.size() == 0)
        faults.add(NodeFault{"E126", file.place(), "no rows", "Each row below the names is a sensitivity."});
    const ExitCode code = tell(faults, crif.rows.size());
    if (code == ExitCode::invalid_input) return code;
    const TableOutput& output = options.output;
    write_output(output.file, output.json  ? table.json("margins")
                              : output.csv ? table.csv()
                                           : fmt::format("ISDA SIMM {}, {}: {} rows, {} refused\n{}",
                                                         rules.parameters->version, options.side, file.size(),
                                                         crif.refused.size(), table.text()));
    if (without_factor > 0)
        fmt::print(stderr, "snell: {} products have a notional and no factor: no margin for them\n",
                   without_factor);
    std::map<std::string, int> refused;
    for (const std::string& name : crif.refused) ++refused[name];
    for (const auto& [name, count] : refused)
        fmt::print(stderr, "snell: the margin of portfolio '{}' lacks {} refused rows\n", visible(name, 40),
                   count);
    return code;
}

}  // namespace

void add_simm(CLI::App& root, ExitCode& code) {
    auto o = std::make_shared<Options>();
    CLI::App* command =
        root.add_subcommand("simm", "Initial margin by the ISDA SIMM, of sensitivities in a CRIF file");
    command->add_option("CRIF", o->file, "Sensitivities, separated by commas or tabs")->required();
    command->add_option("--calculation-currency", o->currency,
                        "Exchange rates with it carry no risk; margins are in dollars all the same [USD]");
    command->add_option("--side", o->side, "call: margin that we receive; post: that we give [call]")
        ->check(CLI::IsMember({"call", "post"}));
    std::vector<std::string> versions;
    for (const SimmParameters* parameters : simm_versions()) versions.emplace_back(parameters->version);
    command->add_option("--simm-version", o->version, fmt::format("{} [2.5A]", fmt::join(versions, " or ")))
        ->check(CLI::IsMember(versions));
    add_table_output(*command, o->output);
    command->footer("Example: snell simm portfolios/examples/crif.csv");
    command->callback([=, &code] { code = run(*o); });
}

}  // namespace snell
