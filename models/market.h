#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/math/exp.h"
#include "core/matrix.h"
#include "core/path.h"
#include "core/plan.h"
#include "models/curve.h"

namespace snell {

/// An asset quoted in a foreign currency whose payoff is paid in domestic currency at a fixed exchange rate
/// of 1: its drift under the domestic measure is foreign_rate - dividend - fx_correlation * volatility *
/// fx_volatility.
template <class P>
struct Quanto {
    P foreign_rate;    ///< continuously compounded [1/year]
    P fx_volatility;   ///< of the exchange rate, domestic per foreign [1/sqrt(year)]
    P fx_correlation;  ///< of asset and exchange rate [-]
};

template <class P>
struct Asset {
    std::string name;
    P spot;             ///< [asset currency]
    Curve<P> dividend;  ///< continuous yield [1/year]
    std::optional<Quanto<P>> quanto;
};

/// Today's world, common to all models: one discount curve, assets, and the correlation of their drivers.
template <class P>
struct Market {
    Curve<P> rate;  ///< zero rates of the currency that payoffs are paid in [1/year]
    std::vector<Asset<P>> assets;
    Matrix<P> correlation;  ///< [asset][asset]
    P today = P(0.0);       ///< moves for theta: all dates stay, today advances [years]

    Market() = default;
    template <class Q>
    explicit Market(const Market<Q>& other)
        : rate(other.rate), correlation(other.correlation), today(other.today) {
        for (const Asset<Q>& a : other.assets) {
            Asset<P> asset{a.name, P(a.spot), Curve<P>(a.dividend), std::nullopt};
            if (a.quanto)
                asset.quanto = Quanto<P>{P(a.quanto->foreign_rate), P(a.quanto->fx_volatility),
                                         P(a.quanto->fx_correlation)};
            assets.push_back(std::move(asset));
        }
    }

    int size() const { return static_cast<int>(assets.size()); }

    /// A move of today from 0 takes the forward quote at 0 off every integral that starts today.
    P discounted(Years t) const { return rate.accumulated(t) - today * rate.quotes.front(); }
    /// Integral of the drift of ln S, before the variance term, from today to t [-].
    P drift(int asset, Years t) const {
        const Asset<P>& a = assets[static_cast<std::size_t>(asset)];
        const P yield = a.dividend.accumulated(t) - today * a.dividend.quotes.front();
        return (a.quanto ? a.quanto->foreign_rate * (P(t) - today) : discounted(t)) - yield;
    }

    /// Numbers that are the same on every path: deflator, bond, growth, today's spot; none for what must be
    /// simulated.
    std::optional<P> known(const Observable& what) const {
        const bool today_s = what.seen <= same_time;
        const auto asset = static_cast<std::size_t>(what.asset);
        if (what.quantity == Quantity::settled) return P(0.0);
        if (what.quantity == Quantity::deflator) return exp(-discounted(what.seen));
        if (what.quantity == Quantity::bond)
            return exp(rate.accumulated(what.seen) - rate.accumulated(what.maturity));
        if (what.quantity == Quantity::growth && !assets[asset].quanto)
            return exp(drift(what.asset, what.maturity) - drift(what.asset, what.seen));
        if (what.quantity == Quantity::spot && today_s) return assets[asset].spot;
        if (what.quantity == Quantity::fixing && today_s) return P(value_of(assets[asset].spot));
        return std::nullopt;
    }

    /// Visits every parameter in a fixed order: v.number(name, unit, P&), v.curve(name, unit, Curve<P>&),
    /// v.matrix(name, Matrix<P>&).
    template <class Visitor>
    void parameters(Visitor& v) {
        for (Asset<P>& a : assets) {
            v.number("spot", a.name, "-", a.spot);
            v.curve("dividend", a.name, "1/year", a.dividend);
            if (a.quanto) {
                v.number("foreign_rate", a.name, "1/year", a.quanto->foreign_rate);
                v.number("fx_volatility", a.name, "1/sqrt(year)", a.quanto->fx_volatility);
                v.number("fx_correlation", a.name, "-", a.quanto->fx_correlation);
            }
        }
        v.curve("rate", "", "1/year", rate);
        v.number("today", "", "year", today);
        if (size() > 1) v.matrix("correlation", correlation);
    }
};

}  // namespace snell
