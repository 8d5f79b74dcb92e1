"""Identities inside the model, on ORE's market and calibration with another book or other dates."""

import contextlib
import pathlib
import re
import shutil
import tempfile

import run_folder

PATHS = ("--paths", "65536", "--by-trade")


@contextlib.contextmanager
def copy_of(examples, folder):
    """The input of a run where it may be changed, beside the input that all runs share."""
    with tempfile.TemporaryDirectory() as place:
        for name in (f"{folder}/Input", "Input"):
            shutil.copytree(examples / name, pathlib.Path(place) / name, copy_function=shutil.copyfile)
        yield pathlib.Path(place) / folder / "Input"


def replace(file, pattern, text):
    """Exactly one occurrence, or the file is not what this was written for."""
    changed, count = re.subn(pattern, text, file.read_text(), flags=re.DOTALL)
    if count != 1:
        raise RuntimeError(f"{file}: '{pattern}' occurs {count} times")
    file.write_text(changed)


EXERCISE = "2021-02-05"  # a simulated date, before the swap's first flow


def forward_swap(examples):
    """Trades of Swaption_5_15 of MinimalSetup: its swap, and the right to enter it from either side."""
    text = (examples / "MinimalSetup/Input/portfolio_swaptions.xml").read_text()
    trade = next(t for t in re.findall(r"<Trade id=.*?</Trade>", text, re.DOTALL) if 'id="Swaption_5_15"' in t)
    trade = trade.replace("<Settlement>Cash<", "<Settlement>Physical<")
    trade = re.sub(r"<ExerciseDate>\d+<", f"<ExerciseDate>{EXERCISE}<", trade)
    legs = "".join(re.findall(r"<LegData>.*?</LegData>", trade, re.DOTALL))
    right = trade.replace('id="Swaption_5_15"', 'id="right"')
    mirrored = right.replace('id="right"', 'id="mirror"')
    flips = {"<Payer>false<": "<Payer>true<", "<Payer>true<": "<Payer>false<"}
    mirrored = re.sub("|".join(flips), lambda found: flips[found[0]], mirrored)
    envelope = re.search(r"<Envelope>.*?</Envelope>", trade, re.DOTALL)[0]
    swap = f'<Trade id="swap"><TradeType>Swap</TradeType>{envelope}<SwapData>{legs}</SwapData></Trade>'
    return f"<Portfolio>{swap}{right}{mirrored}</Portfolio>"


def swap_by_swaptions(snell, examples, verdicts):
    """Sorensen and Bollier (1994): before a swap's first flow, its deflated EPE on a date is the price of the right to
    enter it then, and its ENE that of the mirrored right; a price is the deflated mean on any date before."""
    with copy_of(examples, "MinimalSetup") as folder:
        (folder / "portfolio_swap.xml").write_text(forward_swap(examples))
        found = run_folder.run(snell, folder / "ore.xml", *PATHS)
    for measure, option in (("EPE", "right"), ("ENE", "mirror")):
        expected = found.estimate("CPTY_A", option, "EPE", "2016-08-05")
        verdicts.estimated(f"{measure} of a forward swap by a swaption",
                           found.estimate("CPTY_A", "swap", measure, EXERCISE), *expected)


def forward_by_options(snell, examples, verdicts):
    """At maturity a forward's EPE and ENE are the prices of the call and the put, which the model meets as calibrated: it
    is calibrated at 10Y, a month before, so that volatility in between is that of the last piece."""
    last = "2026-02-27"  # the last business day of both options
    with copy_of(examples, "Exposure") as folder:
        replace(folder / "simulation.xml", r"<Grid>81,3M</Grid>(?=\s*<!--)", f"<Grid>1M,1Y,5Y,{last}</Grid>")
        found = run_folder.run(snell, folder / "ore_fx.xml", *PATHS)
    for measure, option in (("EPE", "FX_CALL_OPTION_EURUSD_10Y"), ("ENE", "FX_PUT_OPTION_EURUSD_10Y")):
        estimate = found.estimate("CPTY_A", "FXFWD_EURUSD_10Y", measure, last)
        price = found.value("CPTY_A", option, "NPV")
        # Options expire two days and the forward is paid three days later: 2 / 3,677 of the variance and three days'
        # carry of the exchanged amounts, at rates below 2.5 %.
        verdicts.near(f"{measure} of a forward at maturity by {option}", estimate[0], price,
                      4 * estimate[1] + price * 2 / 3677 + 1e6 * 0.025 * 3 / 365)


def todays_values_on_their_own_curves(snell, examples, verdicts):
    """NPVs are those of the configuration for pricing, exposures start as that of simulation has it."""
    npvs, starts = {}, {}
    for pricing, simulation in (("xois_eur", "xois_eur"), ("libor", "libor"), ("libor", "xois_eur")):
        with copy_of(examples, "Exposure") as folder:
            for name, value in (("pricing", pricing), ("simulation", simulation)):
                replace(folder / "ore_ccs.xml", rf'(?<=<Parameter name="{name}">)[a-z_]+', value)
            found = run_folder.run(snell, folder / "ore_ccs.xml", "--paths", "64", "--by-trade")
        npvs[pricing, simulation] = found.value("CPTY_A", "CCSwap", "NPV")
        starts[pricing, simulation] = found.value("CPTY_A", "CCSwap", "ENE", found.dates("CPTY_A", "CCSwap", "ENE")[0])
    mixed, priced, simulated = ("libor", "xois_eur"), ("libor", "libor"), ("xois_eur", "xois_eur")
    verdicts.near("NPV on the curves of pricing", npvs[mixed], npvs[priced], 0.0)
    verdicts.near("exposure of today on the curves of simulation", starts[mixed], starts[simulated], 0.0)
    verdicts.add(npvs[priced] != npvs[simulated], "the configurations differ")
