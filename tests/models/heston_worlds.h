#pragma once
#include "models/heston.h"

namespace snell {

/// A flat market of one asset under Heston.
struct HestonWorld {
    double spot, rate, dividend;
    HestonTerms<double> terms;

    /// The same with P's parameters: spot, rate, dividend, v0, kappa, theta, xi, rho carry the slopes 0 to 7.
    template <class P>
    Heston<P> model() const {
        Heston<P> m;
        m.market.rate = Curve<P>(parameter<P>(rate, 1));
        m.market.assets = {
            {"asset", parameter<P>(spot, 0), Curve<P>(parameter<P>(dividend, 2)), std::nullopt}};
        m.market.correlation = Matrix<P>(1);
        m.terms = {{parameter<P>(terms.v0, 3), parameter<P>(terms.kappa, 4), parameter<P>(terms.theta, 5),
                    parameter<P>(terms.xi, 6), parameter<P>(terms.rho, 7)}};
        return m;
    }

  private:
    template <class P>
    static P parameter(double value, int slope) {
        P p(value);
        if constexpr (!std::is_same_v<P, double>) p.slope[slope] = 1.0;
        return p;
    }
};

/// A. Lewis's test case (2000; prices to 12 digits are widely circulated).
inline const HestonWorld lewis{100.0, 0.01, 0.02, {0.04, 4.0, 0.25, 1.0, -0.5}};
/// Andersen (2008), table 1: cases I, II, III.
inline const HestonWorld andersen_1{100.0, 0.0, 0.0, {0.04, 0.5, 0.04, 1.0, -0.9}};
inline const HestonWorld andersen_2{100.0, 0.0, 0.0, {0.04, 0.3, 0.04, 0.9, -0.5}};
inline const HestonWorld andersen_3{100.0, 0.0, 0.0, {0.09, 1.0, 0.09, 1.0, -0.3}};
/// Broadie and Kaya (2006), tables 1 and 2.
inline const HestonWorld broadie_kaya_1{100.0, 0.0319, 0.0, {0.010201, 6.21, 0.019, 0.61, -0.7}};
inline const HestonWorld broadie_kaya_2{100.0, 0.05, 0.0, {0.09, 2.0, 0.09, 1.0, -0.3}};
/// Fang and Oosterlee (2008), section 5.
inline const HestonWorld fang_oosterlee{100.0, 0.0, 0.0, {0.0175, 1.5768, 0.0398, 0.5751, -0.5711}};

}  // namespace snell
