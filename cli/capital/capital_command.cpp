#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "cli/capital/capital_commands.h"
#include "cli/capital/number_table.h"
#include "cli/command.h"
#include "engine/capital/capital_book.h"
#include "portfolios/native/capital_tables.h"

namespace snell {
namespace {

struct Options {
    std::string derivatives, netting_sets, counterparties, hedges;
    TableOutput output;
};

/// All that the files say.
struct Book {
    std::vector<DerivativeTerms> derivatives;
    std::vector<CapitalNettingSet> netting_sets;
    std::vector<CapitalCounterparty> counterparties;
    std::vector<CapitalHedge> hedges;
};

template <class Row>
std::vector<Row> read(const std::string& file, std::vector<Row> (*rows)(const CsvTable&, Faults&),
                      Faults& faults) {
    if (file.empty()) return {};
    const CsvTable table = read_csv(file);
    if (table.size() == 0)
        faults.add(NodeFault{"E126", table.place(), "no rows", "Each row below the names is one thing."});
    return rows(table, faults);
}

bool knows(const Book& book, const std::string& counterparty) {
    return std::any_of(book.counterparties.begin(), book.counterparties.end(),
                       [&](const CapitalCounterparty& c) { return c.id == counterparty; });
}

/// Netting sets and hedges of counterparties that the table does not have.
void check_counterparties(const std::vector<NettingSetCapital>& sets, Book& book, const Options& options,
                          Faults& faults) {
    const auto add = [&](const std::string& file, const std::string& what, const std::string& counterparty) {
        faults.add(Diagnostic{"E503", file,
                              fmt::format("{} is of counterparty '{}', which has no row", what, counterparty),
                              fmt::format("Add it to {}.", options.counterparties)});
    };
    for (const NettingSetCapital& set : sets)
        if (!knows(book, set.set.counterparty))
            add(options.netting_sets.empty() ? options.derivatives : options.netting_sets,
                fmt::format("netting set '{}'", set.set.id), set.set.counterparty);
    std::erase_if(book.hedges, [&](const CapitalHedge& hedge) {
        const bool lost = !hedge.counterparty.empty() && !knows(book, hedge.counterparty);
        if (lost) add(options.hedges, fmt::format("hedge '{}'", hedge.id), hedge.counterparty);
        return lost;
    });
}

NumberTable exposures(const std::vector<NettingSetCapital>& sets) {
    NumberTable table({"netting_set", "counterparty"},
                      {"value", "collateral", "replacement_cost", "add_on", "multiplier", "pfe", "ead"});
    for (const NettingSetCapital& set : sets) {
        const SaCcrExposure& e = set.exposure;
        table.add({set.set.id, set.set.counterparty}, {set.value, set.set.collateral, e.replacement_cost,
                                                       e.add_on, e.multiplier, e.future, e.at_default});
    }
    return table;
}

NumberTable stand_alone(const CvaCapital& cva) {
    NumberTable table({"counterparty", "sector", "quality"}, {"scva", "hedges", "misalignment"});
    for (const CounterpartyCapital& each : cva.counterparties)
        table.add({each.counterparty.id,
                   std::string(cva_sectors[static_cast<std::size_t>(each.counterparty.sector)]),
                   std::string(credit_qualities[static_cast<std::size_t>(each.counterparty.quality)])},
                  {each.stand_alone, each.hedges.recognised, each.hedges.misalignment});
    return table;
}

/// Every number in a row of its own, for programs.
NumberTable all_numbers(const std::vector<NettingSetCapital>& sets, const CvaCapital& cva) {
    NumberTable table({"of", "id", "measure"}, {"amount"});
    for (const NettingSetCapital& set : sets) {
        const auto add = [&](const char* measure, double number) {
            table.add({"netting_set", set.set.id, measure}, {number});
        };
        const SaCcrExposure& e = set.exposure;
        add("value", set.value);
        add("collateral", set.set.collateral);
        add("replacement_cost", e.replacement_cost);
        for (std::size_t c = 0; c < capital_classes; ++c)
            if (e.add_ons[c] != 0.0)
                add(fmt::format("add_on_{}", capital_class_names[c]).c_str(), e.add_ons[c]);
        add("add_on", e.add_on);
        add("multiplier", e.multiplier);
        add("pfe", e.future);
        add("ead", e.at_default);
        add("effective_maturity", set.effective_maturity);
    }
    for (const CounterpartyCapital& each : cva.counterparties) {
        table.add({"counterparty", each.counterparty.id, "scva"}, {each.stand_alone});
        table.add({"counterparty", each.counterparty.id, "hedges"}, {each.hedges.recognised});
        table.add({"counterparty", each.counterparty.id, "misalignment"}, {each.hedges.misalignment});
    }
    if (cva.counterparties.empty()) return table;
    table.add({"book", "", "k_reduced"}, {cva.measures.reduced});
    table.add({"book", "", "k_hedged"}, {cva.measures.hedged});
    table.add({"book", "", "k_full"}, {cva.measures.full});
    table.add({"book", "", "cva_capital"}, {cva.capital});
    return table;
}

std::string printed(const std::vector<NettingSetCapital>& sets, const CvaCapital& cva,
                    const TableOutput& output) {
    if (output.json) return all_numbers(sets, cva).json("capital");
    if (output.csv) return all_numbers(sets, cva).csv();
    std::string text = exposures(sets).text();
    if (!cva.counterparties.empty())
        text +=
            fmt::format("\n{}\nK reduced {:.2f}, hedged {:.2f}, full {:.2f}\ncapital for CVA risk {:.2f}\n",
                        stand_alone(cva).text(), cva.measures.reduced, cva.measures.hedged, cva.measures.full,
                        cva.capital);
    return text;
}

ExitCode run(const Options& options) {
    if (!options.hedges.empty() && options.counterparties.empty())
        throw UsageError("--hedges needs --counterparties");
    Faults faults;
    Book book{read(options.derivatives, read_derivatives, faults),
              read(options.netting_sets, read_capital_netting_sets, faults),
              read(options.counterparties, read_capital_counterparties, faults),
              read(options.hedges, read_capital_hedges, faults)};
    const std::vector<NettingSetCapital> sets = sa_ccr_book(book.derivatives, book.netting_sets);
    CvaCapital cva;
    if (!options.counterparties.empty()) {
        check_counterparties(sets, book, options, faults);
        cva = ba_cva_book(sets, book.counterparties, book.hedges);
    }
    const ExitCode code = tell(faults, book.derivatives.size());
    if (code == ExitCode::invalid_input) return code;
    write_output(options.output.file, printed(sets, cva, options.output));
    if (!options.netting_sets.empty() && sets.size() > book.netting_sets.size())
        fmt::print(stderr, "snell: {} netting sets have no row: taken without margin and collateral\n",
                   sets.size() - book.netting_sets.size());
    return code;
}

}  // namespace

void add_capital(CLI::App& root, ExitCode& code) {
    auto o = std::make_shared<Options>();
    CLI::App* command = root.add_subcommand(
        "capital",
        "Exposure at default by SA-CCR, and capital for CVA risk by the basic approach, of tables");
    command->add_option("DERIVATIVES", o->derivatives, "Table of derivatives (CSV)")->required();
    command->add_option("--netting-sets", o->netting_sets,
                        "Table of netting sets [no margin, no collateral]");
    command->add_option("--counterparties", o->counterparties,
                        "Table of counterparties, for capital for CVA risk [none]");
    command->add_option("--hedges", o->hedges, "Table of hedges of counterparties' credit [none]");
    add_table_output(*command, o->output);
    command->footer(
        "Example: snell capital portfolios/examples/capital/derivatives.csv "
        "--netting-sets portfolios/examples/capital/netting_sets.csv "
        "--counterparties portfolios/examples/capital/counterparties.csv");
    command->callback([=, &code] { code = run(*o); });
}

}  // namespace snell
