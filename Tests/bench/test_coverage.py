"""The generated coverages are what the benchmark says they are."""

import json
import subprocess
import unittest

from bench_support import BENCH_PYTHON, OVERLAY, needs_bench_python

# Runs where numpy and shapely are, and prints facts for the tests to judge. shapely's own test of a
# coverage is the oracle: it finds gaps, overlaps and edges that do not match.
FACTS = """
import json, math, sys
sys.path.insert(0, sys.argv[1])
import numpy, shapely
import coverage as c

def facts(points, noise):
    made = c.coverage(points, noise)
    return made, {
        "polygons": len(made),
        "area": math.fsum(shapely.area(made)),
        "valid": bool(shapely.is_valid(made).all()),
        "matched": bool(shapely.coverage_is_valid(made)),
        "bounds": shapely.total_bounds(made).tolist(),
        "millimetres": bool(
            (numpy.abs(numpy.round(x := shapely.get_coordinates(made), 3) - x) < 1e-9).all()),
        "vertices": int(shapely.get_num_coordinates(made).sum()),
    }

points, classes = c.seeds(500, 1)
first, told = facts(points, 1)
later_points, later_classes = c.later_seeds(500, 1, 3, 0.1)
later, later_told = facts(later_points, 1)
moved = (points != later_points).any(1)
again = c.coverage(c.seeds(500, 1)[0], 1)
print(json.dumps({
    "first": told,
    "later": later_told,
    "moved": int(moved.sum()),
    "kept_class": bool((classes == later_classes)[~moved].all()),
    "same_polygons": int(shapely.equals_exact(first, later, 0)[~moved].sum()),
    "again": bool(shapely.equals_exact(first, again, 0).all()),
    "other_seed": int(shapely.equals_exact(first, c.coverage(c.seeds(500, 2)[0], 2), 0).sum()),
}))
"""


@needs_bench_python
class CoverageTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = [str(BENCH_PYTHON), "-B", "-c", FACTS, str(OVERLAY)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise AssertionError(done.stderr)
        cls.facts = json.loads(done.stdout)

    def test_fills_the_square_without_gap_or_overlap(self):
        for epoch in ("first", "later"):
            with self.subTest(epoch):
                facts = self.facts[epoch]
                self.assertEqual(facts["polygons"], 500)
                self.assertAlmostEqual(facts["area"], 50_000.0**2, delta=1e-3)
                self.assertTrue(facts["valid"])
                self.assertTrue(facts["matched"])
                self.assertEqual(facts["bounds"], [475e3, 3450e3, 525e3, 3500e3])

    def test_has_detailed_edges_on_millimetres(self):
        self.assertGreater(self.facts["first"]["vertices"], 500 * 40)
        self.assertTrue(self.facts["first"]["millimetres"])

    def test_a_later_epoch_changes_a_tenth_and_keeps_most(self):
        self.assertGreater(self.facts["moved"], 25)
        self.assertLess(self.facts["moved"], 80)
        self.assertTrue(self.facts["kept_class"])
        # A moved seed changes its neighbours, where it was and where it is.
        self.assertGreater(self.facts["same_polygons"], 150)

    def test_the_seed_decides_everything(self):
        self.assertTrue(self.facts["again"])
        self.assertEqual(self.facts["other_seed"], 0)
