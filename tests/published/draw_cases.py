"""Cases of random words, Sobol' points and integrals, answered by `snell draws`."""

import json
import re

from case_inputs import Unsupported

TABLE = "new-joe-kuo-6.21201"
INTEGRANDS = {
    "cos(2*pi*u_1 + sum a_i x_i)": "oscillatory",
    "prod 1/(a_i^-2+(x_i-u_i)^2)": "product_peak",
    "(1+sum a_i x_i)^-(d+1)": "corner_peak",
    "exp(-sum a_i|x_i-u_i|)": "continuous",
    "0 if x_1>u_1 or x_2>u_2 else exp(sum a_i x_i)": "discontinuous",
}
CURAND = {
    "first_output_word": lambda answer: int(answer["words"][0], 16),
    "curand_uniform_first": lambda answer: answer["uniform_float"],
    "curand_uniform_double_first": lambda answer: answer["uniform_double"],
    "curand_uniform2_double_x": lambda answer: answer["uniform2_double"][0],
    "curand_normal_double_first": lambda answer: answer["normal2_double"][0],
}
CURAND_LAYOUT = ("key=(seed low, seed high); counter=(x,y,z,w) with x|y<<32 = offset/4 and z|w<<32 = subsequence; "
                 "word index = offset mod 4; counter incremented after each 4 words")


def joined(numbers):
    return ",".join(repr(x) if isinstance(x, float) else str(x) for x in numbers)


def must_equal(found, expected, what):
    if found != expected:
        raise ValueError(f"{what}: found {found}, expected {expected}")


def known_answer(ask, case, inputs):
    answer = ask("philox", "--counter", joined(inputs.take("counter_hex")), "--key", joined(inputs.take("key_hex")),
                 "--rounds", str(inputs.take("rounds", 10)))
    must_equal(answer["words"], inputs.take("expected_hex", answer["words"]), "words")
    if case["quantity"] != "first_output_word":
        raise Unsupported(f"quantity '{case['quantity']}'")
    return int(answer["words"][0], 16), 0.0


def curand(ask, case, inputs):
    inputs.expect("layout", CURAND_LAYOUT)
    for prose in ("formula", "note_uniform"):
        inputs.take(prose, "")
    answer = ask("curand", *(f"--{key}={int(inputs.number(key))}" for key in ("seed", "subsequence", "offset")))
    must_equal(answer["words"], inputs.take("expected_words_hex", answer["words"]), "words")
    if "second_value" in inputs:
        second = inputs.number("second_value")
        if abs(answer["normal2_double"][1] - second) > case["tolerance"]:
            raise ValueError(f"second normal {answer['normal2_double'][1]!r} is not {second!r}")
    if case["quantity"] not in CURAND:
        raise Unsupported(f"quantity '{case['quantity']}'")
    return CURAND[case["quantity"]](answer), 0.0


def table(inputs):
    if not inputs.take("direction_numbers").startswith(TABLE):
        raise Unsupported(f"direction numbers other than {TABLE}")


def sobol_point(ask, case, inputs):
    table(inputs)
    ordering = inputs.take("ordering")
    gray = ordering.startswith("Gray code")
    said = re.search(r"index (\d+) is natural index \d+" if gray else r"\(index (\d+)", ordering)
    if "index" not in inputs and not said:
        raise Unsupported(f"ordering = {ordering!r} and no index")
    index = int(inputs.number("index")) if "index" in inputs else int(said[1])
    dimension = int(inputs.number("dimension"))
    known = {int(d): x for d, x in inputs.take("sample_coordinates", {}).items()}
    known |= dict(enumerate(inputs.take("point", []), 1))
    wanted = sorted(set(known) | {dimension})
    found = ask("sobol", "--index", str(index), "--order", "gray" if gray else "natural", "--dimensions", joined(wanted))
    coordinates = dict(zip(wanted, found["coordinates"]))
    must_equal({d: coordinates[d] for d in known}, known, "coordinates")
    asked = re.fullmatch(r"coordinate_(\d+)", case["quantity"])
    if not asked or int(asked[1]) not in coordinates:
        raise Unsupported(f"quantity '{case['quantity']}'")
    return coordinates[int(asked[1])], 0.0


def sobol_property(ask, case, inputs):
    table(inputs)
    inputs.take("property", "")
    points = int(inputs.number("n_points"))
    if case["quantity"] != "failing_dimensions" or points & (points - 1):
        raise Unsupported(f"quantity '{case['quantity']}' of {points} points")
    answer = ask("stratification", "--dimensions", str(int(inputs.number("dimension"))), "--log2-points",
                 str(points.bit_length() - 1))
    return answer["failing_dimensions"], 0.0


def inverse_cdf(ask, case, inputs):
    return ask("quantile", str(inputs.take("p")))["quantile"], 0.0


def integral(ask, case, inputs):
    integrand = inputs.take("integrand")
    if integrand not in INTEGRANDS:
        raise Unsupported(f"integrand = {integrand!r}")
    if int(inputs.number("dimension")) != len(inputs.take("a")):
        raise Unsupported("dimension differs from the number of parameters")
    answer = ask("integral", "--integrand", INTEGRANDS[integrand], "--a", joined(inputs.take("a")), "--u",
                 joined(inputs.take("u")))
    return answer["value"], answer["std_error"]


def convergence_rate(ask, case, inputs):
    product = re.fullmatch(r"prod_\{i=1\.\.(\d+)\} \(1\+\(x_i-0\.5\)/i\^2\)", inputs.take("integrand"))
    estimator = re.fullmatch(r"(Owen-scrambled Sobol|plain Monte Carlo), N=2\^(\d+)\.\.2\^(\d+), (\d+) replications"
                             r"(?:, log-log slope of the RMSE)?", inputs.take("estimator"))
    if not product or not estimator or int(product[1]) != int(inputs.number("dimension")):
        raise Unsupported("another integrand or estimator")
    answer = ask("slope", "--integrand", "linear", "--a", joined(1.0 / i**2 for i in range(1, int(product[1]) + 1)),
                 "--u", joined([0.5] * int(product[1])), "--exact", repr(inputs.number("exact")),
                 "--sampler", "philox" if estimator[1].startswith("plain") else "sobol",
                 "--log2-from", estimator[2], "--log2-points", estimator[3], "--replicates", estimator[4])
    return answer["rmse_slope"], 0.0


COMMANDS = {
    "known_answer": known_answer,
    "curand_device_sequence": curand,
    "sobol_point": sobol_point,
    "sobol_property": sobol_property,
    "inverse_cdf": inverse_cdf,
    "integral": integral,
    "convergence_rate": convergence_rate,
}


def evaluate(snell, case, inputs, call):
    """Value, standard error (0 where nothing is simulated) and the scale that the error refers to."""
    ask = lambda *words: json.loads(call([snell, "draws", *words, "--json"]))
    value, error = COMMANDS[case["instrument"]](ask, case, inputs)
    inputs.all_taken()
    return value, error, abs(value)
