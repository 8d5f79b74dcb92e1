"""A case as a portfolio file: market, model and one trade, in the words of `snell products` and `snell models`."""

import math
import re

import arithmetic
import instruments
from case_inputs import Unsupported


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }"
    return repr(value)


def table(head, rows):
    return head + "\n" + "".join(f"{key} = {toml(value)}\n" for key, value in rows.items())


def one_asset(inputs):
    market = {"spot": inputs.number("spot"), "rate": inputs.number("rate"),
              "dividend": inputs.number("dividend_yield", 0.0)}
    return table("[market]", market), market["spot"]


def quanto_market(inputs):
    spot = inputs.number("spot")
    if inputs.number("fx_fixed", 1.0) != 1.0:
        raise Unsupported("quanto at a fixed exchange rate other than 1")
    inputs.expect("drift", "foreign_rate - dividend_yield - correlation*volatility*fx_volatility")
    asset = {"spot": spot, "dividend": inputs.number("dividend_yield", 0.0),
             "quanto": {"foreign_rate": inputs.number("foreign_rate"),
                        "fx_volatility": inputs.number("fx_volatility"),
                        "fx_correlation": inputs.number("correlation")}}
    market = {"rate": inputs.number("domestic_rate")}
    return table("[market]", market) + "\n" + table("[market.assets.A]", asset), spot


def each(inputs, many, one, count, *default):
    """A list of one number for each asset, or one number for all."""
    if many in inputs:
        numbers = [float(x) for x in inputs.take(many)]
        if len(numbers) != count:
            raise Unsupported(f"{len(numbers)} {many} for {count} assets")
        return numbers
    return [inputs.number(one, *default)] * count


def many_assets(inputs):
    count = int(inputs.number("n_assets")) if "n_assets" in inputs else len(inputs.take("spots"))
    spots = each(inputs, "spots", "spot", count)
    dividends = each(inputs, "dividend_yields", "dividend_yield", count, 0.0)
    text = table("[market]", {"rate": inputs.number("rate"), "correlation": inputs.take("correlation")})
    for i in range(count):
        asset = {"spot": spots[i], "dividend": dividends[i]}
        text += "\n" + table(f"[market.assets.A{i + 1:02d}]", asset)
    return text, max(spots)


def black_scholes(inputs):
    return {"kind": "black_scholes", "volatility": inputs.number("volatility")}


def black_scholes_nd(inputs):
    count = int(inputs.number("n_assets")) if "n_assets" in inputs else len(inputs.take("spots"))
    volatilities = each(inputs, "volatilities", "volatility", count)
    return {"kind": "black_scholes"} | {f"A{i + 1:02d}": {"volatility": v} for i, v in enumerate(volatilities)}


def jumps(inputs):
    return {key: inputs.number(key) for key in ("jump_intensity", "jump_log_mean", "jump_log_std")}


def double_exponential_jumps(inputs):
    return {"jump_intensity": inputs.number("jump_intensity"), "jump_up_probability": inputs.number("prob_up"),
            "jump_up_rate": inputs.number("eta_up"), "jump_down_rate": inputs.number("eta_down")}


def variance(inputs):
    return {"v0": inputs.number("v0"), "kappa": inputs.number("kappa"), "theta": inputs.number("theta"),
            "xi": inputs.number("sigma"), "rho": inputs.number("rho")}


def local_volatility(inputs):
    """sigma(S, t) as a formula, on a grid fine enough that its interpolation is lost beside the tolerances."""
    formula = re.fullmatch(r"sigma\(S,t\)=(.*)", inputs.take("local_vol"))
    if not formula:
        raise Unsupported("a local volatility that is no formula sigma(S,t)=...")
    sigma = arithmetic.function(formula[1], ("S", "t"))
    spot, maturity = inputs.number("spot"), inputs.number("maturity")
    times = [maturity * i / 32 for i in range(1, 33)]
    spots = [spot * 1.02 ** i for i in range(-100, 101)]
    return {"kind": "local_volatility",
            "local": {"times": times, "spots": spots, "volatilities": [[sigma(s, t) for s in spots] for t in times]}}


MODELS = {
    "local_volatility": local_volatility,
    "black_scholes": black_scholes,
    "black_scholes_nd": black_scholes_nd,
    "merton": lambda inputs: {"kind": "merton", "volatility": inputs.number("volatility")} | jumps(inputs),
    "kou": lambda inputs: {"kind": "kou", "volatility": inputs.number("volatility")}
    | double_exponential_jumps(inputs),
    "heston": lambda inputs: {"kind": "heston"} | variance(inputs),
    "bates": lambda inputs: {"kind": "bates"} | variance(inputs) | jumps(inputs),
}


def write(case, inputs, offered):
    """The text of the file and the spot that sets the scale of errors.  `offered`: kinds of models and products."""
    if case["model"] not in MODELS:
        raise Unsupported(f"model '{case['model']}'")
    if case["instrument"] not in instruments.TRADES:
        raise Unsupported(f"instrument '{case['instrument']}'")
    if case["instrument"] == "european_option_discrete_dividend":  # a yield that takes off the same by maturity
        paid = inputs.number("proportional_dividend") if 0 < inputs.number("dividend_time") else 0.0
        inputs.given["dividend_yield"] = -math.log(1.0 - paid) / inputs.number("maturity")
    if case["instrument"] == "quanto_option":
        market, spot = quanto_market(inputs)
    elif case["model"] == "black_scholes_nd":
        market, spot = many_assets(inputs)
    elif case["instrument"] in ("cliquet", "variance_option") and "spot" not in inputs:  # pays on returns alone
        inputs.given["spot"] = 1.0
        market, spot = one_asset(inputs)
    else:
        market, spot = one_asset(inputs)
    model = MODELS[case["model"]](inputs)
    trade = instruments.TRADES[case["instrument"]](inputs)
    kind = trade["product"]
    if model["kind"] not in offered["models"]:
        raise Unsupported(f"model '{model['kind']}'")
    if kind not in offered["products"]:
        raise Unsupported(f"product '{kind}'")
    inputs.all_taken()
    return "\n".join([market, table("[model]", model), table("[[trades]]", {"id": case["id"]} | trade)]), spot
