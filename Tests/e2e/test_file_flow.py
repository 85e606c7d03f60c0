"""The flow of two files: memory limit, times of the steps, single pieces."""

import csv
import json
import subprocess
import sys
import unittest

from support import BINARY, SHARED, Scratch, needs_data, zhitu


class TwoFiles(Scratch):
    def files(self):
        a = self.unzip("real/ng_landcover_2001.fgb.zip")
        b = self.unzip("real/ng_landcover_2015.fgb.zip")
        return ["flow", a, b, "--class-a", "class", "--class-b", "class", "--area", "planar",
                "--quiet"]

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_a_memory_limit_changes_no_byte(self):
        zhitu(*self.files(), "--pieces", self.path("whole.csv"))
        limited = [*self.files(), "--pieces", self.path("tiles.csv"), "--memory", "240M"]
        zhitu(*limited, "--threads", 3)
        with open(self.path("whole.csv"), "rb") as one, open(self.path("tiles.csv"), "rb") as two:
            self.assertEqual(one.read(), two.read())

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_a_memory_limit_holds(self):
        command = [BINARY, *map(str, self.files()), "--threads", "2", "--memory", "240M"]
        # A process starts with the peak of the one it was forked from: a small one in between.
        ask = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", ask, *command], capture_output=True, text=True, check=True)
        peak = int(done.stdout.split()[-1]) / 1024
        self.assertLess(peak, 240)
        self.assertGreater(peak, 60)

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_too_little_memory_is_said_at_once(self):
        result = zhitu(*self.files(), "--memory", "40M", status=2)
        self.assertIn("flow.memory", result.stderr)
        zhitu(*self.files(), "--memory", "much", status=2)

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_official_areas_of_a_whole_island(self):
        """Its projection is equal-area on WGS 84: both kinds of area differ by the formula only."""
        totals = []
        for kind in ("official", "planar"):
            zhitu(*self.files(), "--area", kind, "--matrix", self.path("m.csv"))
            with open(self.path("m.csv"), newline="") as file:
                totals.append(sum(float(row["area_m2"]) for row in csv.DictReader(file)))
        self.assertAlmostEqual(totals[0] / totals[1], 1, delta=1e-6)

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_times_of_the_steps(self):
        zhitu(*self.files(), "--timings", self.path("t.json"))
        with open(self.path("t.json")) as file:
            times = json.load(file)
        self.assertEqual(times["schema"], "zhitu.timings/1")
        self.assertEqual(
            [step["name"] for step in times["steps"]], ["read", "overlay", "ledger", "write"])
        self.assertTrue(all(step["wall_s"] >= 0 and step["cpu_s"] >= 0 for step in times["steps"]))

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_the_ground_of_one_piece(self):
        flow = self.files()
        zhitu(*flow, "--pieces", self.path("p.csv"))
        with open(self.path("p.csv"), newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["from_id"] and row["to_id"]]
        row = min(rows, key=lambda row: float(row["area_m2"]))
        piece = json.loads(zhitu(*flow, "--piece", f"{row['from_id']},{row['to_id']}").stdout)
        self.assertEqual(piece["kind"], "piece")
        self.assertEqual(piece["area_m2"], float(row["area_m2"]))
        self.assertTrue(piece["wkt"].startswith("MULTIPOLYGON ((("))
        missing = zhitu(*flow, "--piece", "0,nothing", status=2)
        self.assertIn("flow.piece-missing", missing.stderr)


if __name__ == "__main__":
    unittest.main()
