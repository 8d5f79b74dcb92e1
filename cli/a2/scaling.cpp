#include "cli/a2/scaling.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <functional>

#include "cli/device.h"
#include "core/power_law.h"

namespace snell::a2 {
namespace {

/// What runs of a bench may take in all [bytes].
constexpr double most_memory = 8e9;

/// Payments of all scenarios, and the trails that are kept beside them.
double memory_of(const Request& request) {
    const Parameters parameters = parameters_of(request.size.assets);
    const double scenarios =
        static_cast<double>(make_scenarios(parameters.option, request.method).scenarios.size());
    return scenarios * static_cast<double>(request.size.paths) * sizeof(double) + 1.25 * Effort{}.memory;
}

double exponent_of(const std::vector<Axis::Point>& points) {
    std::vector<double> sizes, seconds;
    for (const Axis::Point& point : points) {
        sizes.push_back(static_cast<double>(point.size));
        seconds.push_back(point.seconds);
    }
    return points.size() < 2 ? 0.0 : power_law(sizes, seconds);
}

using SetSize = std::function<void(Request&, std::int64_t)>;

/// Grows an axis while the next size is foreseen to be done within the time box, and at last tries the
/// largest that is.
class Climb {
  public:
    Climb(const Request& request, std::string name, SetSize set) : request_(request), set_(std::move(set)) {
        axis_.name = std::move(name);
    }
    Axis run(std::int64_t from, double factor, std::int64_t grain) {
        for (std::int64_t size = from; size > 0;) {
            if (!measure(size)) break;
            const auto next = static_cast<std::int64_t>(std::ceil(static_cast<double>(size) * factor));
            const std::int64_t most = foreseen();
            size = std::min(next, most / grain * grain);
            if (size <= axis_.points.back().size) break;
        }
        axis_.exponent = exponent_of(axis_.points);
        return axis_;
    }

  private:
    bool measure(std::int64_t size) {
        Request request = request_;
        set_(request, size);
        if (memory_of(request) > most_memory) {
            axis_.bound_by_memory = true;
            return false;
        }
        double seconds = 0.0;
        value_once(request, seconds);
        axis_.points.push_back({size, seconds});
        if (seconds > request.time_box) return false;
        axis_.most = size;
        return true;
    }
    /// Largest size that would be done in nine tenths of the box.
    std::int64_t foreseen() const {
        const Axis::Point& last = axis_.points.back();
        if (axis_.points.size() < 2) return last.size * 8;
        const Axis::Point& before = axis_.points[axis_.points.size() - 2];
        const double slope = std::log(last.seconds / before.seconds) /
                             std::log(static_cast<double>(last.size) / static_cast<double>(before.size));
        const double room = std::log(0.9 * request_.time_box / last.seconds) / std::max(1.0, slope);
        return static_cast<std::int64_t>(static_cast<double>(last.size) * std::exp(room));
    }

    const Request& request_;
    SetSize set_;
    Axis axis_;
};

Axis by_steps(const Request& request) {
    Axis axis;
    axis.name = "steps";
    for (int steps :
         {request.size.steps / 4, request.size.steps / 2, request.size.steps, 2 * request.size.steps}) {
        Request each = request;
        each.size.steps = steps;
        double seconds = 0.0;
        value_once(each, seconds);
        axis.points.push_back({steps, seconds});
        if (seconds > request.time_box) break;
    }
    axis.exponent = exponent_of(axis.points);
    return axis;
}

}  // namespace

std::vector<Axis> measure_scaling(const Request& request) {
    return {Climb(request, "assets", [](Request& r, std::int64_t n) { r.size.assets = static_cast<int>(n); })
                .run(request.size.assets, 1.4, 1),
            Climb(request, "paths", [](Request& r, std::int64_t n) { r.size.paths = n; })
                .run(request.size.paths, 2.0, 1000),
            by_steps(request)};
}

Portfolio value_portfolio(const Request& request, int options) {
    Portfolio portfolio;
    const auto start = std::chrono::steady_clock::now();
    Method method = request.method;
    method.steps = request.size.steps;
    Effort effort;
    effort.paths = request.size.paths;
    effort.seed = request.seed;
    effort.threads = request.threads;
    effort.isa = isa_named(request.lanes);
    while (portfolio.options < options && portfolio.seconds < request.time_box) {
        const std::uint64_t drawn_by = parameters_seed + static_cast<std::uint64_t>(portfolio.options);
        const Option option = draw_option(drawn_by, request.size.assets);
        Named price = Valuation(make_scenarios(option, method), effort).run().front();
        price.name = fmt::format("option {}", ++portfolio.options);
        portfolio.prices.push_back(std::move(price));
        portfolio.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    return portfolio;
}

}  // namespace snell::a2
