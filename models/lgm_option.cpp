#include "models/lgm_option.h"

#include <map>

#include "models/root.h"

namespace snell {
namespace {

/// Beyond this, an exponential would leave the doubles.
constexpr double widest_exponent = 600.0;
constexpr double scanned_deviations = 12.0;
constexpr int scanned_steps = 384;

}  // namespace

/// In units of the first bond, which leaves the signs and keeps exponents small.
double LgmOptionFlows::at(double x, double zeta) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < H.size(); ++k)
        sum += present[k] * exp(-(H[k] - H.front()) * (x + 0.5 * (H[k] + H.front()) * zeta));
    return sum;
}

int LgmOptionFlows::sign_changes() const {
    int changes = 0;
    for (std::size_t k = 1; k < present.size(); ++k)
        changes += (present[k] > 0.0) != (present[k - 1] > 0.0) ? 1 : 0;
    return changes;
}

std::vector<ExerciseRegion::Boundary> LgmOptionFlows::boundaries(double zeta) const {
    const int changes = sign_changes();
    if (changes == 0) return {};
    const auto value = [&](double x) { return at(x, zeta); };
    if (changes == 1) {
        // Descartes' rule of signs: exactly one root, wherever it is.
        const double width = H.back() - H.front();
        double reach = max(sqrt(zeta), 1e-8);
        while (reach * width < widest_exponent && (value(-reach) > 0.0) == (value(reach) > 0.0)) reach *= 2.0;
        if ((value(-reach) > 0.0) == (value(reach) > 0.0)) return {};
        return {{bracketed_root(value, -reach, reach), value(reach) > 0.0}};
    }
    return scanned(zeta);
}

/// From step to step every flow changes by a factor, which spares its exponential; the boundary itself is
/// found on the exact sum.
std::vector<ExerciseRegion::Boundary> LgmOptionFlows::scanned(double zeta) const {
    const double step = 2.0 * scanned_deviations * sqrt(zeta) / scanned_steps;
    if (step == 0.0) return {};
    const auto place = [&](int i) { return (i - scanned_steps / 2) * step; };
    std::vector<double> terms, factors;
    for (std::size_t k = 0; k < H.size(); ++k) {
        const double h = H[k] - H.front();
        terms.push_back(present[k] * exp(-h * (place(0) + 0.5 * (H[k] + H.front()) * zeta)));
        factors.push_back(exp(-h * step));
    }
    std::vector<ExerciseRegion::Boundary> found;
    bool before = at(place(0), zeta) > 0.0;
    for (int i = 1; i <= scanned_steps; ++i) {
        double sum = 0.0;
        for (std::size_t k = 0; k < terms.size(); ++k) sum += terms[k] *= factors[k];
        const bool after = sum > 0.0;
        if (before != after)
            found.push_back(
                {bracketed_root([&](double x) { return at(x, zeta); }, place(i - 1), place(i)), after});
        before = after;
    }
    return found;
}

ExerciseRegion LgmOptionFlows::region(double zeta) const {
    ExerciseRegion region{boundaries(zeta), 0.0};
    const bool positive_below =
        region.boundaries.empty() ? !H.empty() && at(0.0, zeta) > 0.0 : !region.boundaries.front().rising;
    region.always = positive_below ? 1.0 : 0.0;
    for (const ExerciseRegion::Boundary& boundary : region.boundaries)
        region.always -= boundary.rising ? 0.0 : 1.0;
    return region;
}

double LgmOptionFlows::value(double zeta) const {
    const double deviation = sqrt(zeta);
    const ExerciseRegion exercised = region(zeta);
    double sum = 0.0;
    for (std::size_t k = 0; k < H.size(); ++k)
        sum += present[k] * (deviation > 0.0 ? exercised.probability(-H[k] * zeta, 1.0 / deviation) : 1.0);
    return max(sum, 0.0);
}

LgmOption::LgmOption(const Lgm& model, const std::vector<FixedFlow>& flows, Date expiry)
    : model_(&model), expiry_(expiry) {
    std::map<Date, double> by_date;
    for (const FixedFlow& flow : flows) {
        if (flow.pay < expiry) throw std::invalid_argument("option: a flow is paid before expiry");
        by_date[flow.pay] += flow.amount;
    }
    for (const auto& [pay, amount] : by_date)
        if (amount != 0.0) flows_.push_back({pay, amount});
    region_ = this->flows().region(model_->zeta(model_->time(expiry_)));
}

LgmOptionFlows LgmOption::flows() const {
    LgmOptionFlows scaled;
    for (const FixedFlow& flow : flows_) {
        scaled.present.push_back(flow.amount * model_->discount()(flow.pay));
        scaled.H.push_back(model_->H(model_->time(flow.pay)));
    }
    return scaled;
}

SeenLgmOption LgmOption::seen(Date t) const {
    const double left = max(model_->zeta(model_->time(expiry_)) - model_->zeta(model_->time(t)), 0.0);
    SeenLgmOption seen;
    seen.region = region_;
    seen.deviation = t < expiry_ ? sqrt(left) : 0.0;
    for (const FixedFlow& flow : flows_) {
        const Exponential bond = model_->bond(t, flow.pay);
        seen.flows.push_back({flow.amount * bond.scale, bond.slope});
        seen.shifts.push_back(-model_->H(model_->time(flow.pay)) * left);
    }
    return seen;
}

}  // namespace snell
