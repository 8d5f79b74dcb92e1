"""The trade of a case in the words of `snell products`.  What a case says in prose must be what the product does."""

import math
import re

from case_inputs import Unsupported


def option_type(inputs):
    if inputs.take("option_type") not in ("call", "put"):
        raise Unsupported(f"option_type = {inputs.take('option_type')!r}")
    return inputs.take("option_type")


def option(inputs, product, **more):
    inputs.expect("exercise", "european")
    return {"product": product, "type": option_type(inputs), "strike": inputs.number("strike"),
            "maturity": inputs.number("maturity")} | more


def european(inputs):
    return option(inputs, "european")


def discrete_dividend(inputs):
    if inputs.number("dividend_time") > inputs.number("maturity"):
        raise Unsupported("dividend after maturity")
    return option(inputs, "european")


def weights(inputs):
    return {"weights": [float(w) for w in inputs.take("weights")]}


def spread(inputs):
    inputs.expect("payoff", "(S1-S2-K)^+", "(S1-S2)^+")
    if len(inputs.take("spots")) != 2:
        raise Unsupported("a spread of other than two assets")
    return option(inputs, "spread", first="A01", second="A02")


def best_of(inputs):
    inputs.expect("payoff", "(max_i S_i - K)^+")
    return option(inputs, "best_of")


def exercised(inputs, product, **more):
    """An option with early exercise: at any time, or on dates, of which today may be one."""
    trade = {"product": product, "type": option_type(inputs), "strike": inputs.number("strike"),
             "maturity": inputs.number("maturity")} | more
    style = inputs.take("exercise")
    if style == "american":
        return trade
    if style != "bermudan":
        raise Unsupported(f"exercise = {style!r}")
    times = [float(t) for t in inputs.take("exercise_times")]
    later = [t for t in times if t > 0.0]
    return trade | {"exercise": "bermudan", "exercise_times": later, "exercise_today": later != times}


def max_call(inputs):
    inputs.expect("payoff", "(max_i S_i - K)^+")
    return exercised(inputs, "american_best_of")


def geometric_basket(inputs):
    inputs.expect("payoff", "(K-(prod S_i)^(1/d))^+")
    return exercised(inputs, "american_basket", average="geometric", weights=1.0 / inputs.number("n_assets"))


def forward_start(inputs):
    return {"product": "forward_start", "type": option_type(inputs),
            "moneyness": inputs.number("moneyness"), "start_time": inputs.number("start_time"),
            "maturity": inputs.number("maturity")}


def simple_chooser(inputs):
    return {"product": "chooser", "strike": inputs.number("strike"),
            "choosing_time": inputs.number("choosing_time"), "maturity": inputs.number("maturity")}


def complex_chooser(inputs):
    return {"product": "complex_chooser"} | {key: inputs.number(key) for key in (
        "call_strike", "put_strike", "choosing_time", "call_maturity", "put_maturity")}


def compound(inputs):
    types = {"type": inputs.take("outer_type"), "inner_type": inputs.take("inner_type")}
    return {"product": "compound"} | types | {
        "strike": inputs.number("outer_strike"), "maturity": inputs.number("outer_maturity"),
        "inner_strike": inputs.number("inner_strike"), "inner_maturity": inputs.number("inner_maturity")}


def cliquet(inputs):
    inputs.expect("payoff", "max(global_floor, sum_i clip(S_i/S_{i-1}-1, local_floor, local_cap)) at maturity")
    count, maturity = int(inputs.number("n_periods")), inputs.number("maturity")
    if abs(inputs.number("period") * count - maturity) > 1e-6 * maturity:
        raise Unsupported("periods that do not fill the maturity")
    trade = {"product": "cliquet", "resets": [maturity * (i + 1) / count for i in range(count)],
             "notional": inputs.number("notional", 1.0)}
    for key in ("local_floor", "local_cap", "global_floor", "global_cap"):
        if key in inputs:
            trade[key] = inputs.number(key)
    return trade


def variance_swap(inputs):
    inputs.expect("annualisation", "sum*10000/T")
    definition = inputs.take("return_definition")
    returns = definition.split(",")[0]
    if definition not in ("simple, (S_i/S_{i-1}-1)^2", "log, ln(S_i/S_{i-1})^2"):
        raise Unsupported(f"return_definition = {definition!r}")
    count, maturity = int(inputs.number("n_observations")), inputs.number("maturity")
    # The fair strike is what the floating leg is worth without discounting.
    return {"product": "variance_swap", "returns": returns, "strike": 0.0,
            "notional": 1e4 * math.exp(inputs.number("rate") * maturity),
            "observations": [maturity * (i + 1) / count for i in range(count)]}


def variance_option(inputs):
    inputs.expect("payoff", "(int_0^T v dt - K)^+ for call, total (not annualised) variance")
    maturity = inputs.number("maturity")
    return {"product": "variance_option", "type": option_type(inputs), "maturity": maturity,
            "strike": inputs.number("strike") / maturity, "notional": maturity}


def averaged(inputs):
    if "fixing_times" not in inputs:
        inputs.expect("averaging", "continuous", "continuous, [0,T]")
        return {"averaging": "continuous", "averaging_start": inputs.number("averaging_start", 0.0),
                "maturity": inputs.number("maturity")}
    fixings = [float(t) for t in inputs.take("fixing_times")]
    if inputs.take("n_fixings", len(fixings)) != len(fixings):
        raise Unsupported("n_fixings differs from fixing_times")
    return {"fixings": fixings, "maturity": inputs.number("maturity", fixings[-1])}


def asian(inputs):
    inputs.expect("payoff", "(S_T - G)^+")
    kind = inputs.take("strike_kind", "fixed")
    if "payoff" in inputs and kind != "floating":
        raise Unsupported("payoff (S_T - G)^+ of a fixed strike")
    trade = {"product": "asian", "type": option_type(inputs), "average": inputs.take("average"),
             "strike_kind": kind} | averaged(inputs)
    if kind == "fixed":
        trade["strike"] = inputs.number("strike")
    return trade


def monitored(inputs, trade):
    if inputs.take("monitoring", "continuous") == "discrete":
        times = [float(t) for t in inputs.take("monitoring_times")]
        if inputs.take("n_monitoring", len(times)) != len(times):
            raise Unsupported("n_monitoring differs from monitoring_times")
        trade["monitoring_times"] = times
    else:
        inputs.expect("monitoring", "continuous")
    return trade


def barrier(inputs):
    trade = option(inputs, "barrier", barrier_type=inputs.take("barrier_type"), barrier=inputs.number("barrier"),
                   rebate=inputs.number("rebate", 0.0))
    inputs.expect("rebate_timing", "at hit for out, at expiry for in")
    return monitored(inputs, trade)


def double_barrier(inputs):
    trade = option(inputs, "double_barrier", barrier_type=inputs.take("barrier_type"),
                   lower_barrier=inputs.number("barrier_low"), upper_barrier=inputs.number("barrier_high"),
                   rebate=inputs.number("rebate", 0.0))
    return monitored(inputs, trade)


def lookback(inputs, strike_kind):
    trade = {"product": "lookback", "type": option_type(inputs), "strike_kind": strike_kind,
             "maturity": inputs.number("maturity")}
    inputs.expect("payoff", "S_T - min", "max - S_T", "max(running_max, S_1..S_m) - S_T")
    for key in ("running_min", "running_max", "running_extreme"):
        if key in inputs:
            trade["extreme"] = inputs.number(key)
    if strike_kind == "fixed":
        trade["strike"] = inputs.number("strike")
    if "lookback_start" in inputs:
        trade["lookback_start"] = inputs.number("lookback_start")
    return monitored(inputs, trade)


def digital(inputs, payout):
    trade = option(inputs, "digital", payout=payout)
    if payout == "cash":
        trade["cash"] = inputs.number("cash")
    return trade


def one_touch(inputs):
    trade = {"product": "one_touch", "barrier_type": inputs.take("barrier_type"), "barrier": inputs.number("barrier"),
             "cash": inputs.number("cash"), "payment": inputs.take("payment"), "maturity": inputs.number("maturity")}
    return monitored(inputs, trade)


def binary_barrier(inputs):
    inputs.expect("payment", "at_expiry")
    trade = option(inputs, "binary_barrier", barrier_type=inputs.take("barrier_type"),
                   barrier=inputs.number("barrier"), cash=inputs.number("cash"))
    return monitored(inputs, trade)


def autocallable(inputs):
    """A trade on spot 1 without exchange of principal; days are days / 365."""
    inputs.expect("day_count", "days/365")
    inputs.expect("knock_in_condition", "S < level")
    inputs.expect("knock_out_condition", "S >= level")
    if inputs.number("spot") != 1.0:
        raise Unsupported("levels relative to a spot other than 1")
    days = inputs.take("observation_days")
    if abs(days[-1] / 365 - inputs.number("maturity")) > 1e-6:
        raise Unsupported("maturity after the last observation")
    trade = {"product": "autocallable", "observations": [d / 365 for d in days],
             "knock_out_levels": inputs.take("knock_out_levels"), "knock_in_level": inputs.number("knock_in_level")}
    watched = inputs.take("knock_in_monitoring")
    if watched == "daily":
        trade["knock_in_dates"] = [d / 365 for d in inputs.take("ki_days")]
    elif watched != "at maturity only":
        raise Unsupported(f"knock_in_monitoring = {watched!r}")
    loss = re.fullmatch(r"min\(S_T-1,0\)|max\(min\(S_T-1,0\),(-[0-9.]+)\)", inputs.take("loss_if_knocked_in"))
    if not loss:
        raise Unsupported(f"loss_if_knocked_in = {inputs.take('loss_if_knocked_in')!r}")
    if loss[1]:
        trade["loss_floor"] = float(loss[1])
    accrual = inputs.take("coupon_accrual")
    if accrual == "rate * time of knock-out, paid at knock-out; no principal exchanged":
        return trade | {"accrual": "annual", "knock_out_coupons": inputs.take("knock_out_coupon"),
                        "maturity_coupon": inputs.number("maturity_coupon")}
    if accrual == "flat amount on every observation with S >= coupon_barrier up to and including knock-out":
        return trade | {"coupons": inputs.number("coupon_per_observation"),
                        "coupon_barrier": inputs.number("coupon_barrier")}
    raise Unsupported(f"coupon_accrual = {accrual!r}")


TRADES = {
    "european_option": european,
    "european_option_discrete_dividend": discrete_dividend,
    "quanto_option": european,
    "basket_option": lambda inputs: option(inputs, "basket") | weights(inputs),
    "spread_option": spread,
    "exchange_option": spread,
    "american_option": lambda inputs: exercised(inputs, "american"),
    "bermudan_option": lambda inputs: exercised(inputs, "american"),
    "bermudan_max_call": max_call,
    "american_max_call": max_call,
    "bermudan_geometric_basket_put": geometric_basket,
    "american_basket_option": lambda inputs: exercised(inputs, "american_basket", **weights(inputs)),
    "european_max_call": best_of,
    "option_on_max": best_of,
    "option_on_min": lambda inputs: option(inputs, "worst_of"),
    "forward_start_option": forward_start,
    "simple_chooser": simple_chooser,
    "complex_chooser": complex_chooser,
    "compound_option": compound,
    "cliquet": cliquet,
    "variance_swap": variance_swap,
    "variance_option": variance_option,
    "asian_option": asian,
    "barrier_option": barrier,
    "double_barrier_option": double_barrier,
    "floating_lookback": lambda inputs: lookback(inputs, "floating"),
    "fixed_lookback": lambda inputs: lookback(inputs, "fixed"),
    "partial_fixed_lookback": lambda inputs: lookback(inputs, "fixed"),
    "cash_or_nothing": lambda inputs: digital(inputs, "cash"),
    "cash_or_nothing_digital": lambda inputs: digital(inputs, "cash"),
    "asset_or_nothing": lambda inputs: digital(inputs, "asset"),
    "one_touch": one_touch,
    "binary_barrier": binary_barrier,
    "autocallable": autocallable,
}
