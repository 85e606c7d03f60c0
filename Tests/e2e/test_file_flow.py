"""The flow of two files: memory limit, times of the steps, single pieces."""

import csv
import json
import math
import struct
import subprocess
import sys
import unittest

from support import BINARY, SHARED, Scratch, needs_data, zhitu

CGCS2000_120E = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def discs(stem, rows, points):
    """Writes a shapefile of `rows` × `rows` discs with so many points each."""
    turn = [2 * math.pi * k / points for k in range(points, -1, -1)]
    ring = [(40 * math.cos(angle), 40 * math.sin(angle)) for angle in turn]
    ring[-1] = ring[0]
    size = 48 + 16 * len(ring)

    def head(count, record):
        file_words = (100 + count * record) // 2
        box = (450_000, 3_300_000, 450_000 + 100 * rows, 3_300_000 + 100 * rows, 0, 0, 0, 0)
        words = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, file_words)
        return words + struct.pack("<2i8d", 1000, 5, *box)

    count = rows * rows
    with open(f"{stem}.shp", "wb") as shp, open(f"{stem}.shx", "wb") as shx:
        shp.write(head(count, 8 + size))
        shx.write(head(count, 8))
        for number in range(count):
            x = 450_050 + 100 * (number % rows)
            y = 3_300_050 + 100 * (number // rows)
            shx.write(struct.pack(">2i", (100 + number * (8 + size)) // 2, size // 2))
            shp.write(struct.pack(">2i", number + 1, size // 2))
            shp.write(struct.pack("<i4d3i", 5, x - 40, y - 40, x + 40, y + 40, 1, len(ring), 0))
            flat = [value for px, py in ring for value in (x + px, y + py)]
            shp.write(struct.pack(f"<{len(flat)}d", *flat))
    with open(f"{stem}.dbf", "wb") as dbf:
        dbf.write(struct.pack("<4BIHH20x", 3, 126, 1, 1, count, 65, 5))
        dbf.write(struct.pack("<11sc4xBB14x", b"class", b"C", 4, 0) + b"\r")
        dbf.write(b" 0101" * count)
    with open(f"{stem}.prj", "w") as prj:
        prj.write(CGCS2000_120E)
    return f"{stem}.shp"


def flat_geobuf(stem, rows):
    """Writes a FlatGeobuf of (wkt, id, class) in the order of the rows."""
    with open(f"{stem}.csv", "w", encoding="utf-8") as file:
        file.write("WKT,id,class\n")
        for wkt, key, label in rows:
            file.write(f'"{wkt}",{key},"{label}"\n')
    with open(f"{stem}.csvt", "w") as file:
        file.write("WKT,Integer64,String")
    subprocess.run(
        ["ogr2ogr", "-q", "-f", "FlatGeobuf", "-lco", "SPATIAL_INDEX=NO", "-a_srs", "EPSG:4549",
         "-select", "id,class", "-oo", "EMPTY_STRING_AS_NULL=YES", f"{stem}.fgb", f"{stem}.csv"],
        check=True)
    return f"{stem}.fgb"


def peak(command):
    """The most memory that a program takes, in MiB."""
    # A process starts with the peak of the one it was forked from: a small one in between.
    ask = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask, *command], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1024


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

    def test_reading_by_the_batch_changes_no_byte(self):
        """With a memory limit features are read one by one, without one by the batch; a point among
        the polygons makes it start again."""
        def cell(number, shift=0):
            x, y = 500_000 + 10 * (number % 60) + shift, 3_300_000 + 10 * (number // 60)
            ring = [(x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10), (x, y)]
            return "POLYGON ((" + ",".join(f"{px} {py}" for px, py in ring) + "))"

        # Two spellings of é are one class.
        odd = {7: "", 8: "caf\u00e9", 9: "cafe\u0301", 10: "水田"}
        rows = [(cell(n), 10_000 + n, odd.get(n, f"c{n % 500}")) for n in range(3000)]
        point = ("POINT (500001 3300001)", 1, "point only")
        sound = flat_geobuf(self.path("sound"), [(cell(n, 3), n, f"k{n % 3}") for n in range(3000)])
        for name, faults in (("a", []), ("b", [point])):
            mixed = flat_geobuf(self.path(name), rows[:2500] + faults + rows[2500:])
            flow = ["flow", mixed, sound, "--class-a", "class", "--class-b", "class", "--id-a", "id",
                    "--lang", "en", "--pieces", self.path("pieces.csv")]
            found = []
            for limit in ([], ["--memory", "400M"]):
                result = zhitu(*flow, *limit, status=1 if faults else 0)
                with open(self.path("pieces.csv"), encoding="utf-8-sig") as file:
                    found.append((result.stdout, result.stderr, file.read()))
            self.assertEqual(found[0], found[1])
            self.assertEqual(found[0][1].count("[geometry.set-aside]"), len(faults))
            pieces = [
                row for row in csv.DictReader(found[0][2].splitlines()) if row["from_id"]]
            self.assertEqual(
                {row["from_id"] for row in pieces}, {str(10_000 + n) for n in range(3000)})
            self.assertEqual(len({row["from"] for row in pieces}), 503)

    def test_a_memory_limit_holds(self):
        rounds = discs(self.path("discs"), rows=200, points=200)
        flow = [BINARY, "flow", rounds, rounds, "--class-a", "class", "--class-b", "class",
                "--area", "planar", "--quiet", "--threads", "2"]
        # The files have 256 MB together: without a limit they do not fit into 130 MiB.
        self.assertGreater(peak(flow), 130)
        self.assertLess(peak([*flow, "--memory", "130M"]), 130)

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
            with open(self.path("m.csv"), newline="", encoding="utf-8-sig") as file:
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
        with open(self.path("p.csv"), newline="", encoding="utf-8-sig") as file:
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
