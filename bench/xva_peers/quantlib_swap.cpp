#include <cmath>
#include <ql/currencies/europe.hpp>
#include <ql/indexes/iborindex.hpp>
#include <ql/indexes/indexmanager.hpp>
#include <ql/instruments/vanillaswap.hpp>
#include <ql/pricingengines/swap/discountingswapengine.hpp>
#include <ql/settings.hpp>
#include <ql/termstructures/yield/discountcurve.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <random>

#include "bench/xva_peers/swap_work.h"
#include "core/estimate.h"
#include "engine/meter/timer.h"

namespace snell::peers {
namespace {

namespace ql = QuantLib;

ql::Date to_quantlib(const SwapWork& work, Date date) {
    return ql::Date(5, ql::January, 2026) + (date - work.today());
}

/// The swap of the work in QuantLib's classes, on two curves that may be exchanged.
class PeerSwap {
  public:
    explicit PeerSwap(const SwapWork& work)
        : index_(ql::ext::make_shared<ql::IborIndex>("PEER", ql::Period(26, ql::Weeks), SwapWork::fixing_lag,
                                                     ql::EURCurrency(), ql::NullCalendar(), ql::Unadjusted,
                                                     false, count_, forwarding_)) {
        std::vector<ql::Date> fixed, floating;
        for (int period = 0; period <= SwapWork::periods; ++period) {
            floating.push_back(to_quantlib(work, work.start(0, period)));
            if (period % 2 == 0) fixed.push_back(floating.back());
        }
        swap_ =
            std::make_unique<ql::VanillaSwap>(ql::Swap::Payer, 1.0, ql::Schedule(fixed), SwapWork::fixed_rate,
                                              count_, ql::Schedule(floating), index_, 0.0, count_);
        swap_->setPricingEngine(ql::ext::make_shared<ql::DiscountingSwapEngine>(discount_));
    }

    void link(const std::vector<ql::Date>& nodes, const std::vector<double>& discount,
              const std::vector<double>& forwarding) {
        discount_.linkTo(made(nodes, discount));
        forwarding_.linkTo(made(nodes, forwarding));
    }
    void fix(const ql::Date& date, double rate) { index_->addFixing(date, rate, true); }
    double forecast(const ql::Date& date) const { return index_->fixing(date); }
    double value() const { return swap_->NPV(); }

  private:
    ql::Actual365Fixed count_;
    ql::RelinkableHandle<ql::YieldTermStructure> discount_, forwarding_;
    ql::ext::shared_ptr<ql::IborIndex> index_;
    std::unique_ptr<ql::VanillaSwap> swap_;

    ql::ext::shared_ptr<ql::YieldTermStructure> made(const std::vector<ql::Date>& nodes,
                                                     const std::vector<double>& values) const {
        auto curve = ql::ext::make_shared<ql::DiscountCurve>(nodes, values, count_);
        curve->enableExtrapolation();
        return curve;
    }
};

/// Discount factors at the tenors on one date, as functions of the state.
struct Nodes {
    std::vector<ql::Date> dates;
    std::vector<Exponential> bonds;
    std::vector<double> spreads;  ///< index over discount

    Nodes(const SwapWork& work, const Lgm& model, Date date) : dates{to_quantlib(work, date)} {
        for (const Period& tenor : work.tenors()) {
            const Date end = advance(date, tenor, 1);
            dates.push_back(to_quantlib(work, end));
            bonds.push_back(model.bond(date, end));
            spreads.push_back(
                std::exp((SwapWork::discount_rate - SwapWork::index_rate) * (end - date) / 365.0));
        }
    }
};

}  // namespace

Valued quantlib_swap(const SwapWork& work) {
    const Lgm model = work.model();
    const std::vector<Date> dates = work.dates();
    const auto paths = static_cast<std::size_t>(work.paths);
    std::vector<double> state(paths, 0.0), fixing(paths, 0.0), exposure(paths, 0.0);
    std::vector<double> discount(work.tenors().size() + 1, 1.0), forwarding = discount;
    std::mt19937_64 draw(1);
    ql::IndexManager::instance().clearHistories();  // a fixing left by a run before would stand for today's
    const meter::Timer watch;
    PeerSwap swap(work);
    double variance = 0.0;
    ql::Date before;
    for (const Date date : dates) {
        const Nodes nodes(work, model, date);
        const ql::Date now = nodes.dates.front();
        const Exponential numeraire = model.numeraire(date);
        const double grown = model.zeta(model.time(date));
        std::normal_distribution<double> move(0.0, std::sqrt(grown - variance));
        ql::Settings::instance().evaluationDate() = now;
        for (std::size_t path = 0; path < paths; ++path) {
            const double x = state[path] += move(draw);
            for (std::size_t i = 0; i < nodes.bonds.size(); ++i) {
                discount[i + 1] = nodes.bonds[i](x);
                forwarding[i + 1] = discount[i + 1] * nodes.spreads[i];
            }
            swap.link(nodes.dates, discount, forwarding);
            if (before != ql::Date()) swap.fix(before, fixing[path]);
            fixing[path] = swap.forecast(now);
            exposure[path] += std::max(swap.value(), 0.0) / numeraire(x) / static_cast<double>(dates.size());
        }
        variance = grown;
        before = now;
    }
    Valued valued;
    valued.seconds = watch.processor();
    valued.swap_values = work.paths * static_cast<std::int64_t>(dates.size());
    const Estimate mean = estimate(exposure, work.paths);  // each path is a replicate
    valued.epe = mean.value;
    valued.std_error = mean.std_error;
    return valued;
}

}  // namespace snell::peers
