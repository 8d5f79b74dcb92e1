#include "engine/nested/exposure.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.h"
#include "engine/build.h"
#include "engine/exercise/bounds.h"
#include "engine/meter/timer.h"

namespace snell {
namespace {

/// Inner paths that cost as much as one outer path does, which is simulated in all lanes of a register.
constexpr double lanes_of_outer_path = 8.0;

Years last_date(const std::vector<Product>& products) {
    Plan plan;
    for (const Product& product : products) std::visit([&](const auto& each) { each.bind(plan); }, product);
    const std::vector<Years> dates = plan.dates();
    if (dates.empty()) throw InputError({"E302", "", "nothing that is held has a date after today", ""});
    return dates.back();
}

void check_dates(const std::vector<Years>& dates, Years last) {
    for (Years t : dates)
        if (t <= same_time || t >= last - same_time)
            throw InputError({"E307", "",
                              fmt::format("nothing is exposed on the date {:.10g}: the last date of what is "
                                          "held is {:.10g}",
                                          t, last),
                              "choose dates after today and before the last one"});
}

/// The model with another drift of its assets: a dividend yield that makes it so.
Model with_drift(const Model& model, double drift) {
    Model moved = model;
    std::visit(
        [&](auto& each) {
            for (auto& asset : each.market.assets) {
                if (asset.quanto)
                    throw InputError({"E308", "", "a drift was given, and '" + asset.name + "' is quanto",
                                      "leave the drift out"});
                asset.dividend = each.market.rate;
                for (double& quote : asset.dividend.quotes) quote -= drift;
            }
        },
        moved);
    if (std::holds_alternative<LocalVolatility<double>>(model))
        throw InputError(
            {"E308", "",
             "a drift was given, and a local volatility belongs to the drift that it was made for",
             "leave the drift out, or choose black_scholes or heston"});
    return moved;
}

class ExposureRun {
  public:
    ExposureRun(const Backend& backend, const ExposureTask& task, const ExposureSettings& settings);
    Exposures run();

  private:
    const Backend& backend_;
    const ExposureTask& task_;
    const ExposureSettings& settings_;
    std::vector<Years> grid_;
    Model outer_model_;
    Held held_;
    std::map<int, NestedWalk> walks_;  // by level
    double path_steps_ = 0.0;

    std::size_t trades() const { return task_.products.size(); }
    std::size_t positions() const { return trades() > 1 ? trades() + 1 : 1; }
    int outputs() const { return static_cast<int>(task_.dates.size() * positions()); }
    double outer_cost() const;
    const NestedWalk& walk_of(const InnerTask& task);
    void simulate_inner(const InnerTask& task, double* quarters);
    void net(const double* payoffs, double* quarters) const;
    DateExposure measured(const NestedSamples& samples, std::size_t date, std::size_t position) const;
};

ExposureRun::ExposureRun(const Backend& backend, const ExposureTask& task, const ExposureSettings& settings)
    : backend_(backend),
      task_(task),
      settings_(settings),
      grid_(grid_for(task.model, task.products, task.dates, settings.steps)),
      outer_model_(task.drift ? with_drift(task.model, *task.drift) : task.model),
      held_{task.model, outer_model_, {}} {
    Settings training;
    training.sampler = settings.draws.outer;
    training.exercise = settings.exercise;
    for (const Product& product : task.products)
        held_.products.push_back(trained(backend, task.model, product, training, grid_));
}

/// Of an outer path in inner paths: its own steps, and those that inner paths go at all of its dates.
double ExposureRun::outer_cost() const {
    double inner = 0.0;
    for (Years t : task_.dates) inner += static_cast<double>(grid_.size()) - step_of(grid_, t);
    return lanes_of_outer_path * step_of(grid_, task_.dates.back()) / inner;
}

const NestedWalk& ExposureRun::walk_of(const InnerTask& task) {
    const auto found = walks_.find(task.level);
    if (found != walks_.end() && found->second.inner_paths == task.inner) return found->second;
    NestedDraws draws = settings_.draws;
    draws.level = task.level;
    return walks_.insert_or_assign(task.level, nested_walk(held_, grid_, task_.dates, draws, task.inner))
        .first->second;
}

/// [trade][quarter] of a date to [position][quarter].
void ExposureRun::net(const double* payoffs, double* quarters) const {
    double* const sum = quarters + trades() * inner_quarters;
    if (trades() > 1) std::fill(sum, sum + inner_quarters, 0.0);
    for (std::size_t k = 0; k < trades(); ++k)
        for (std::size_t q = 0; q < inner_quarters; ++q) {
            const double value = payoffs[k * inner_quarters + q] * task_.quantities[k];
            quarters[k * inner_quarters + q] = value;
            if (trades() > 1) sum[q] += value;
        }
}

void ExposureRun::simulate_inner(const InnerTask& task, double* quarters) {
    const NestedWalk& walk = walk_of(task);
    const auto rows = static_cast<std::size_t>(task.outers * task.replicates);
    std::vector<double> payoffs(rows * walk.row());
    backend_.revalue(walk, {task.replicates, task.first_outer, task.outers}, payoffs.data());
    const std::size_t dates = rows * task_.dates.size();
    for (std::size_t i = 0; i < dates; ++i)
        net(payoffs.data() + i * trades() * inner_quarters, quarters + i * positions() * inner_quarters);
    for (const ValuationDate& date : walk.dates)
        path_steps_ += static_cast<double>(rows) * task.inner * (date.inner.steps - date.step);
}

DateExposure ExposureRun::measured(const NestedSamples& samples, std::size_t date,
                                   std::size_t position) const {
    const double deflator =
        exp(-std::visit([&](const auto& m) { return m.market.discounted(task_.dates[date]); }, task_.model));
    const double q = task_.quantile;
    const std::vector<NestedEstimate> found = measure(
        samples, static_cast<int>(date * positions() + position), Functionals([&](const SignedLaw& law) {
            const double low = law.quantile(1.0 - q);
            return std::vector<double>{law.expected_positive(),
                                       law.expected_negative(),
                                       law.mean([](double x) { return x; }),
                                       std::max(law.quantile(q), 0.0) / deflator,
                                       low / deflator,
                                       law.lower_shortfall(1.0 - q, low) / deflator};
        }));
    return {task_.dates[date], found[0], found[1], found[2], found[3], found[4], found[5]};
}

Exposures ExposureRun::run() {
    const meter::Timer timer;
    NestedSettings nested = settings_.nested;
    nested.outer_cost = outer_cost();
    nested.beside = [q = task_.quantile](const SignedLaw& law) {
        return std::vector<double>{std::max(law.quantile(q), 0.0)};
    };
    Exposures found;
    found.run = simulate([&](const InnerTask& task, double* quarters) { simulate_inner(task, quarters); },
                         outputs(), nested);
    found.positions.assign(positions(), std::vector<DateExposure>(task_.dates.size()));
    for (std::size_t position = 0; position < positions(); ++position)
        for (std::size_t date = 0; date < task_.dates.size(); ++date)
            found.positions[position][date] = measured(found.run.samples, date, position);
    found.steps = static_cast<int>(grid_.size());
    found.path_steps = path_steps_;
    found.seconds = timer.wall();
    return found;
}

}  // namespace

Exposures exposures(const Backend& backend, const ExposureTask& task, const ExposureSettings& settings) {
    check_dates(task.dates, last_date(task.products));
    return ExposureRun(backend, task, settings).run();
}

std::vector<Years> even_dates(const std::vector<Product>& products, int count) {
    const Years last = last_date(products);
    std::vector<Years> dates;
    for (int i = 1; i <= count; ++i) dates.push_back(last * i / (count + 1));
    return dates;
}

}  // namespace snell
