"""Planted errors: what the comparisons with ORE refuse, and what they must let pass."""

import math
import pathlib
import random
import tempfile
import unittest

import derived_runs
import run_folder
from verdicts import ORE_PATHS, Verdicts, dates_after_at_most

DATES = [f"20{year}-02-05" for year in range(17, 37)]
PATHS = 16384


def simulated(seed, paths, scale=1.0):
    """Positive part of a random walk by date: {date: (mean, standard error, paths)}."""
    draw = random.Random(seed)
    sums = [[0.0, 0.0] for _ in DATES]
    for _ in range(paths):
        value = 0.0
        for sum_of in sums:
            value += draw.gauss(0.0, 1e5)
            sum_of[0] += max(value, 0.0)
            sum_of[1] += max(value, 0.0) ** 2
    means = [total / paths for total, _ in sums]
    errors = [math.sqrt((square / paths - mean * mean) / paths) for (_, square), mean in zip(sums, means)]
    return {date: (scale * mean, scale * error, paths) for date, mean, error in zip(DATES, means, errors)}


def failed(**compare):
    verdicts = Verdicts()
    for kind, arguments in compare.items():
        getattr(verdicts, kind)("planted", *arguments)
    return verdicts.failed


class Profiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ours = simulated(1, PATHS)
        cls.printed = {date: mean for date, (mean, _, _) in simulated(2, ORE_PATHS).items()}

    def test_fifty_paths_of_the_same_law_pass(self):
        self.assertEqual(failed(profile=(self.ours, self.printed)), 0)

    def test_wrong_sizes_signs_and_dates_fail(self):
        doubled = {date: 2.5 * value for date, value in self.printed.items()}
        nothing = dict.fromkeys(self.printed, 0.0)
        late = dict(zip(DATES, [self.printed[DATES[-1]]] * len(DATES)))
        for planted in (doubled, nothing, late):
            self.assertEqual(failed(profile=(self.ours, planted)), 1)

    def test_one_date_far_off_fails(self):
        self.assertEqual(failed(profile=(self.ours, {**self.printed, DATES[0]: 2e5})), 1)

    def test_a_missing_date_and_an_empty_profile_fail(self):
        self.assertEqual(failed(profile=(self.ours, {**self.printed, "2099-01-01": 1.0})), 1)
        self.assertEqual(failed(profile=(self.ours, {})), 1)

    def test_an_exposure_where_ours_is_nothing_on_every_path_fails(self):
        nothing = {date: (0.0, 0.0, PATHS) for date in DATES}
        self.assertEqual(failed(profile=(nothing, dict.fromkeys(DATES, 0.0))), 0)
        self.assertEqual(failed(profile=(nothing, {**dict.fromkeys(DATES, 0.0), DATES[3]: 17.0})), 1)


class Values(unittest.TestCase):
    def test_a_value_just_beyond_its_tolerance_fails(self):
        self.assertEqual(failed(near=(1335.2141780, 1335.214177, 2e-6)), 0)
        self.assertEqual(failed(near=(1335.2141800, 1335.214177, 2e-6)), 1)

    def test_an_estimate_without_error_or_five_errors_off_fails(self):
        self.assertEqual(failed(estimated=((20490.0, 5.0), 20475.0)), 0)
        self.assertEqual(failed(estimated=((20490.0, 5.0), 20465.0)), 1)
        self.assertEqual(failed(estimated=((20490.0, 0.0), 20490.0)), 1)

    def test_not_a_number_fails(self):
        self.assertEqual(failed(near=(math.nan, 1.0, 1.0), estimated=((math.nan, 1.0), 1.0)), 2)


class Folders(unittest.TestCase):
    def test_dates_after_a_longer_gap_are_left_out(self):
        dates = ["2016-02-05", "2016-02-19", "2016-03-08", "2016-03-18"]
        self.assertEqual(dates_after_at_most(dates, 14), ["2016-02-19", "2016-03-18"])

    def test_a_replacement_that_meets_nothing_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "simulation.xml"
            file.write_text("<Grid>81,3M</Grid>")
            derived_runs.replace(file, "<Grid>.*</Grid>", "<Grid>1Y</Grid>")
            self.assertEqual(file.read_text(), "<Grid>1Y</Grid>")
            with self.assertRaises(RuntimeError):
                derived_runs.replace(file, "<Seed>.*</Seed>", "")

    def test_a_run_that_gives_nothing_says_why(self):
        with self.assertRaisesRegex(RuntimeError, "exit status"):
            run_folder.run("/bin/false", "ore.xml")


if __name__ == "__main__":
    unittest.main()
