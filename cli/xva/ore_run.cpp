#include "cli/xva/ore_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "core/faults.h"
#include "core/node.h"

namespace snell {
namespace {

namespace fs = std::filesystem;

/// The <Parameter name="...">text</Parameter> children of an element, each read once.
class Parameters {
  public:
    explicit Parameters(const XmlElement* element) : element_(element) {
        if (!element_) return;
        for (const XmlElement* p : element_->children("Parameter"))
            if (const auto name = p->attribute("name")) entries_[std::string(*name)] = p;
    }
    const XmlElement* find(const std::string& name) const {
        const auto at = entries_.find(name);
        return at == entries_.end() ? nullptr : at->second;
    }
    std::string text(const std::string& name, std::string otherwise = "") const {
        const XmlElement* found = find(name);
        return found && !found->text().empty() ? found->text() : std::move(otherwise);
    }

  private:
    const XmlElement* element_;
    std::map<std::string, const XmlElement*> entries_;
};

/// Y, YES, TRUE, True, true, 1 and their opposites, as ORE takes them.
bool truth(const Parameters& parameters, const std::string& name, bool otherwise, Faults& faults) {
    const XmlElement* found = parameters.find(name);
    if (!found || found->text().empty()) return otherwise;
    std::string word = found->text();
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (word == "y" || word == "yes" || word == "true" || word == "1") return true;
    if (word == "n" || word == "no" || word == "false" || word == "0") return false;
    faults.add(NodeFault{"E421", found->place(),
                         fmt::format("{}: '{}' is neither Y nor N", name, found->text()), "Write Y or N."});
    return otherwise;
}

Date date_of(const XmlElement& element, Faults& faults) {
    std::string text = element.text();
    if (text.size() == 8 && text.find('-') == std::string::npos)
        text = text.substr(0, 4) + '-' + text.substr(4, 2) + '-' + text.substr(6);
    try {
        return Date::parse(text);
    } catch (const std::invalid_argument& fault) {
        faults.add(NodeFault{"E421", element.place(),
                             fmt::format("'{}' is no date: {}", element.text(), fault.what()),
                             "Write YYYY-MM-DD."});
        return Date();
    }
}

/// Looks a file up where ORE's users keep it: ore.xml is read from the folder that contains inputPath.
class Finder {
  public:
    Finder(const fs::path& run, const std::string& input, Faults& faults) : faults_(faults) {
        const fs::path here = run.has_parent_path() ? run.parent_path() : fs::path(".");
        places_ = {here, here / ".." / input, here / input, fs::path(input)};
    }
    std::string find(const XmlElement* named) const {
        if (!named || named->text().empty()) return "";
        for (const fs::path& place : places_) {
            const fs::path candidate = (place / named->text()).lexically_normal();
            std::error_code ignored;
            if (fs::is_regular_file(candidate, ignored)) return candidate.string();
        }
        faults_.add(NodeFault{
            "E422", named->place(), fmt::format("there is no file '{}'", named->text()),
            fmt::format("It was looked for beside this file and in '{}'.", places_.back().string())});
        return "";
    }
    /// The same for a comma-separated list.
    std::vector<std::string> find_all(const XmlElement* named) const {
        if (!named || named->text().find(',') == std::string::npos) {
            const std::string one = find(named);
            return one.empty() ? std::vector<std::string>{} : std::vector{one};
        }
        faults_.add(NodeFault{"E422", named->place(),
                              "several portfolio files in one parameter are not supported",
                              "Join them in one file."});
        return {};
    }

  private:
    std::vector<fs::path> places_;
    Faults& faults_;
};

void read_setup(const Parameters& setup, const Finder& find, OreRun& run, Faults& faults) {
    if (const XmlElement* today = setup.find("asofDate"))
        run.today = date_of(*today, faults);
    else
        faults.add(Diagnostic{"E420", run.file, "Setup has no asofDate", "Name the day of the valuation."});
    run.imply_todays_fixings = truth(setup, "implyTodaysFixings", false, faults);
    run.quotes = find.find(setup.find("marketDataFile"));
    run.fixings = find.find(setup.find("fixingDataFile"));
    run.todays_market = find.find(setup.find("marketConfigFile"));
    run.curve_config = find.find(setup.find("curveConfigFile"));
    run.conventions = find.find(setup.find("conventionsFile"));
    run.currencies = find.find(setup.find("currencyConfiguration"));
    run.calendar_adjustment = find.find(setup.find("calendarAdjustment"));
    run.portfolios = find.find_all(setup.find("portfolioFile"));
    const std::pair<const char*, const std::string*> needed[] = {{"marketDataFile", &run.quotes},
                                                                 {"marketConfigFile", &run.todays_market},
                                                                 {"curveConfigFile", &run.curve_config},
                                                                 {"conventionsFile", &run.conventions}};
    for (const auto& [name, path] : needed)
        if (path->empty() && !setup.find(name))
            faults.add(
                Diagnostic{"E420", run.file, fmt::format("Setup names no {}", name), "Add the parameter."});
    if (run.portfolios.empty() && !setup.find("portfolioFile"))
        faults.add(Diagnostic{"E420", run.file, "Setup names no portfolioFile", "Add the parameter."});
    // Where ORE logs, writes and prices trades is not our affair: engines are named in docs/reference.
    for (const char* name : {"outputPath", "inputPath", "logFile", "logMask", "observationModel",
                             "continueOnError", "pricingEnginesFile"})
        if (const XmlElement* found = setup.find(name)) found->disregard();
}

std::vector<double> numbers(const XmlElement& element, Faults& faults) {
    std::vector<double> result;
    std::string_view left = element.text();
    while (!left.empty()) {
        const std::size_t comma = left.find(',');
        const std::string word(left.substr(0, comma));
        try {
            result.push_back(std::stod(word));
        } catch (const std::exception&) {
            faults.add(NodeFault{"E421", element.place(), fmt::format("'{}' is no number", word), ""});
        }
        left = comma == std::string_view::npos ? "" : left.substr(comma + 1);
    }
    return result;
}

void read_xva(const Parameters& p, const Finder& find, OreRun& run, Faults& faults) {
    run.netting = find.find(p.find("csaFile"));
    run.collateral_balances = find.find(p.find("collateralBalancesFile"));
    run.by_trade = truth(p, "exposureProfilesByTrade", true, faults);
    run.cva = truth(p, "cva", false, faults);
    run.dva = truth(p, "dva", false, faults);
    run.fva = truth(p, "fva", false, faults);
    run.colva = truth(p, "colva", false, faults);
    run.collateral_floor = truth(p, "collateralFloor", false, faults);
    run.flip_view = truth(p, "flipViewXVA", false, faults);
    run.own_name = p.text("dvaName");
    run.borrowing_curve = p.text("fvaBorrowingCurve");
    run.lending_curve = p.text("fvaLendingCurve");
    if (const XmlElement* quantile = p.find("quantile")) run.quantiles = numbers(*quantile, faults);
    run.calculation_type = p.text("calculationType", "Symmetric");
    run.allocation_method = p.text("allocationMethod", "None");
}

void read_analytics(const XmlElement& analytics, const Finder& find, OreRun& run, Faults& faults) {
    for (const XmlElement* analytic : analytics.children("Analytic")) {
        const std::string type(analytic->attribute("type").value_or(""));
        const Parameters parameters(analytic);
        const bool active = truth(parameters, "active", false, faults);
        if (type == "npv") {
            run.npv = active;
            run.base = parameters.text("baseCurrency", run.base);
        } else if (type == "simulation" || type == "exposure") {
            run.simulate = run.simulate || active;
            run.simulation = find.find(parameters.find("simulationConfigFile"));
            run.base = parameters.text("baseCurrency", run.base);
        } else if (type == "xva") {
            run.xva = active;
            if (active) read_xva(parameters, find, run, faults);
        }
        analytic->disregard();
    }
}

}  // namespace

OreRun read_ore_run(const std::string& file, const XmlElement& root) {
    Faults faults;
    OreRun run;
    run.file = file;
    if (root.name() != "ORE")
        throw InputError(Diagnostic{"E420", print(root.place()),
                                    fmt::format("the root element is '{}', not 'ORE'", root.name()),
                                    "Name the ore.xml of a run folder."});
    const Parameters setup(root.child("Setup"));
    const Finder find(file, setup.text("inputPath", "."), faults);
    read_setup(setup, find, run, faults);
    const Parameters markets(root.child("Markets"));
    run.pricing = markets.text("pricing", run.pricing);
    run.simulation_market = markets.text("simulation", run.pricing);
    run.lgm_calibration = markets.text("lgmcalibration", run.simulation_market);
    run.fx_calibration = markets.text("fxcalibration", run.simulation_market);
    run.equity_calibration = markets.text("eqcalibration", run.simulation_market);
    if (const XmlElement* analytics = root.child("Analytics")) read_analytics(*analytics, find, run, faults);
    if (run.base.empty()) run.base = setup.text("baseCurrency", "EUR");
    if (faults.count() > 0) throw InputError(faults.all());
    return run;
}

}  // namespace snell
