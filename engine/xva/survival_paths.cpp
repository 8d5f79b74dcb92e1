#include "engine/xva/survival_paths.h"

#include <algorithm>

#include "engine/parallel.h"

namespace snell {
namespace {

/// Keeps the draws of hazards apart from those of the market.
constexpr std::uint32_t hazard_purpose = 0x40;

/// Longest step of a square root [years], a quarter of 94 days: the variance that it leaves out, sigma^2 x
/// dt^3 / 12, is a few parts in a million of survival a year.
constexpr Years longest_step = 0.26;

/// FNV-1a: a name's draws do not depend on which other names there are.
std::uint64_t hash(const std::string& name) {
    std::uint64_t sum = 0xcbf29ce484222325u;
    for (const char c : name) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return sum;
}

/// One step of the market, between two dates of the grid.
struct MarketMove {
    Date from, to;
    Transition transition;
};

/// Noises of one hazard in one step: of x and its integral, or the standard normals of a square root's steps.
std::vector<DriverNoise> noises_of(const HazardTerms& terms, Years from, Years to) {
    if (terms.dynamics == HazardTerms::Dynamics::gaussian)
        return {noise_of_hazard(terms, from, to), noise_of_integral(terms, from, to)};
    const int count = std::min(1 + static_cast<int>((to - from) / longest_step), max_hazard_noises);
    const Years dt = (to - from) / count;
    std::vector<DriverNoise> noises;
    for (int k = 0; k < count; ++k)
        noises.push_back({from + k * dt, k + 1 < count ? from + (k + 1) * dt : to,
                          [=](Years) { return 1.0 / sqrt(dt); }, 0.0});
    return noises;
}

/// Brings one name to moves.
class NameBuilder {
  public:
    NameBuilder(const CrossAsset& model, const SurvivalName& name, const HazardTerms* own, int own_hazard)
        : model_(model),
          name_(name),
          terms_(model.parts().hazards[static_cast<std::size_t>(name.hazard)]),
          own_(own),
          own_hazard_(own_hazard) {}

    HazardMove move(const MarketMove& market) {
        const Years from = model_.time(market.from), to = model_.time(market.to);
        const std::vector<DriverNoise> noises = noises_of(terms_, from, to);
        const std::vector<DriverNoise> own = own_ ? noises_of(*own_, from, to) : std::vector<DriverNoise>{};
        const Matrix<double> joint = joint_covariance(market, own, noises);
        HazardMove move;
        move.factors = model_.factors();
        move.own_noises = static_cast<int>(own.size());
        move.dynamics = terms_.dynamics;
        lay_noises(market.transition, given_others(joint, move.factors + move.own_noises), move);
        const double survival = (*name_.survival)(market.to);
        if (terms_.dynamics == HazardTerms::Dynamics::gaussian) {
            move.decay = exp(-terms_.reversion * (to - from));
            move.carry = reversion_time(terms_.reversion, to - from);
            accumulate(move, joint, noises);
            move.known =
                survival * exp(-0.5 * integral_variance_ - model_.currency(0).H(to) * integral_with_rate_);
        } else {
            move.square_root = SquareRootStep::make(terms_, (to - from) / static_cast<double>(noises.size()));
            move.known = survival / square_root_survival(terms_, to);
        }
        return move;
    }

  private:
    const CrossAsset& model_;
    const SurvivalName& name_;
    const HazardTerms& terms_;
    const HazardTerms* own_;  ///< null: this is our own name, or ours does not move
    int own_hazard_;
    /// Of a Gaussian x(t) and its integral: their covariances, and those with x of the base currency.
    double variance_ = 0.0, both_ = 0.0, integral_variance_ = 0.0;
    double with_rate_ = 0.0, integral_with_rate_ = 0.0;

    /// Of [market's noise, our own noises, noises].
    Matrix<double> joint_covariance(const MarketMove& market, const std::vector<DriverNoise>& own,
                                    const std::vector<DriverNoise>& noises) const {
        const int n = model_.factors(), m = static_cast<int>(own.size()),
                  size = n + m + static_cast<int>(noises.size());
        Matrix<double> joint(size, 0.0);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j) joint(i, j) = market.transition.covariance(i, j);
        const auto noise = [&](int i) -> const DriverNoise& {
            return i < n + m ? own[static_cast<std::size_t>(i - n)]
                             : noises[static_cast<std::size_t>(i - n - m)];
        };
        const auto hazard = [&](int i) { return i < n + m ? own_hazard_ : name_.hazard; };
        for (int i = n; i < size; ++i) {
            const std::vector<double> with_market = model_.noise_covariance(hazard(i), noise(i), market.to);
            for (int j = 0; j < n; ++j) joint(i, j) = joint(j, i) = with_market[static_cast<std::size_t>(j)];
            for (int j = n; j <= i; ++j)
                joint(i, j) = joint(j, i) =
                    covariance(noise(i), noise(j),
                               model_.parts().correlation(model_.hazard_driver(hazard(i)),
                                                          model_.hazard_driver(hazard(j))));
        }
        return joint;
    }

    /// The market's noise is its state less what the state before led to.
    static void lay_noises(const Transition& market, const GivenOthers& given, HazardMove& move) {
        const int n = move.factors;
        const auto add = [&](int source, double weight) {
            if (weight != 0.0) move.terms.push_back({source, weight});
        };
        for (std::size_t a = 0; a < given.regression.size(); ++a) {
            const std::vector<double>& k = given.regression[a];
            double offset = 0.0;
            std::vector<double> before(static_cast<std::size_t>(n), 0.0);
            for (int i = 0; i < n; ++i) {
                const double by = k[static_cast<std::size_t>(i)];
                offset -= by * market.offset[static_cast<std::size_t>(i)];
                for (int j = 0; j < n; ++j) before[static_cast<std::size_t>(j)] -= by * market.map(i, j);
            }
            for (int j = 0; j < n; ++j) add(j, before[static_cast<std::size_t>(j)]);
            for (int j = 0; j < n; ++j) add(n + j, k[static_cast<std::size_t>(j)]);
            for (int j = 0; j < move.own_noises; ++j) add(2 * n + j, k[static_cast<std::size_t>(n + j)]);
            for (std::size_t b = 0; b < given.noise[a].size(); ++b)
                add(2 * n + move.own_noises + static_cast<int>(b), given.noise[a][b]);
            move.offset.push_back(offset);
            move.ends.push_back(static_cast<int>(move.terms.size()));
        }
    }

    void accumulate(const HazardMove& move, const Matrix<double>& joint,
                    const std::vector<DriverNoise>& noises) {
        const int x = joint.size() - static_cast<int>(noises.size()), integral = x + 1;
        const double decay = move.decay, carry = move.carry;
        integral_variance_ += 2.0 * carry * both_ + carry * carry * variance_ + joint(integral, integral);
        both_ = decay * (both_ + carry * variance_) + joint(x, integral);
        variance_ = decay * decay * variance_ + joint(x, x);
        integral_with_rate_ += carry * with_rate_ + joint(integral, 0);
        with_rate_ = decay * with_rate_ + joint(x, 0);
    }
};

}  // namespace

SurvivalPaths::SurvivalPaths(const CrossAsset& model, const std::vector<Date>& grid,
                             const std::vector<SurvivalName>& names, Own own, const Sampler& sampler,
                             int threads)
    : names_(names.size()) {
    std::vector<MarketMove> market;
    Date before = model.today();
    for (Date date : grid) {
        market.push_back({before, date, model.transition(before, date)});
        before = date;
    }
    const std::vector<HazardTerms>& hazards = model.parts().hazards;
    parallel_ranges(threads, names.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            const HazardTerms& terms = hazards[static_cast<std::size_t>(names[k].hazard)];
            const int ours = own == Own::first && k > 0 ? names[0].hazard : -1;
            NameBuilder builder(model, names[k],
                                ours < 0 ? nullptr : &hazards[static_cast<std::size_t>(ours)], ours);
            Moves& to = names_[k];
            to.start = terms.dynamics == HazardTerms::Dynamics::gaussian ? 0.0 : terms.start;
            to.draws = std::visit(
                [&](const auto& s) {
                    return Philox{s.seed ^ hash(terms.name), s.purpose ^ hazard_purpose};
                },
                sampler);
            std::size_t widest = 0;
            for (const MarketMove& step : market) {
                to.moves.push_back(builder.move(step));
                widest = std::max(widest, to.moves.back().offset.size());
            }
            for (std::size_t step = 0; step < to.moves.size(); ++step) {
                to.moves[step].step = static_cast<std::uint32_t>(step);
                to.moves[step].normals = static_cast<int>(widest);
            }
        }
    });
}

Philox SurvivalPaths::draws(int name, std::uint32_t replicate) const {
    const Philox& draws = names_[static_cast<std::size_t>(name)].draws;
    return {draws.seed, replicate_purpose(draws.purpose, replicate)};
}

}  // namespace snell
