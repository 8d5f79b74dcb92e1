"""Cases of nested simulation that are a portfolio's risk, answered by `snell exposure`: quantile and shortfall of a loss."""

import json
import pathlib

import portfolio_file
from case_inputs import Unsupported

INSTRUMENTS = {"risk_measure": {"value_at_risk": "quantile", "expected_shortfall": "shortfall"}}
PORTFOLIO = "short 3 up-and-out calls, strikes 90/100/110, barrier 120, 1 asset"
LOSS = "V0 - sum_k UOC(S_horizon, K_k, maturity-horizon) * 1{max over [0,horizon] <= 120}"
STRIKES, BARRIER = (90.0, 100.0, 110.0), 120.0
OUTER, INNER = 1 << 16, 128


def book(market, volatility, maturity):
    text = portfolio_file.table("[market]", market)
    text += portfolio_file.table("[model]", {"kind": "black_scholes", "volatility": volatility})
    for strike in STRIKES:
        text += portfolio_file.table("[[trades]]", {
            "id": f"K{strike:g}", "product": "barrier_call", "barrier_type": "up_and_out", "barrier": BARRIER,
            "strike": strike, "maturity": maturity})
    return text


def measure_of(case):
    measures = INSTRUMENTS[case["instrument"]]
    if case["quantity"] not in measures:
        raise Unsupported(f"quantity '{case['quantity']}'")
    return measures[case["quantity"]]


def evaluate(snell, case, inputs, folder, call):
    """Value, standard error and spot; what the inner paths leave of bias is taken off and counts as error, too."""
    measure = measure_of(case)
    inputs.expect("portfolio", PORTFOLIO)
    inputs.expect("loss", LOSS)
    inputs.expect("time0_value", "priced with remaining life maturity-horizon (sic)")
    market = {"spot": inputs.number("spot"), "rate": inputs.number("rate")}
    maturity, horizon, volatility = (inputs.number(key) for key in ("option_maturity", "horizon", "volatility"))
    confidence, drift = inputs.number("confidence"), inputs.number("real_world_drift")
    inputs.all_taken()

    path = pathlib.Path(folder, "today.toml")
    path.write_text(book(market, volatility, maturity - horizon))
    trades = json.loads(call([snell, "price", str(path), "--json", "--threads", "1"]))["trades"]
    today = sum(trade["value"] for trade in trades)
    path = pathlib.Path(folder, "horizon.toml")
    path.write_text(book(market, volatility, maturity))
    out = json.loads(call([
        snell, "exposure", str(path), "--json", "--threads", "1", "--dates", f"[{horizon!r}]", "--drift", repr(drift),
        "--quantile", repr(confidence), "--paths", str(OUTER), "--inner", str(INNER)]))
    net = next(position for position in out["positions"] if position["id"] == "net")["dates"][0]
    found = next(value for name, value in net.items() if name.startswith(measure))
    value = today - (found["value"] - found["bias"]["value"])
    return value, found["std_error"] + found["bias"]["std_error"], market["spot"]
