"""From a file to working coordinates: the same road for import, area and flow."""

import csv
import json
import sqlite3
import struct
import subprocess
import unittest

from support import Scratch, zhitu, zhitu_json


def square(x, y, side):
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


class Georeference(Scratch):
    def geojson(self, name, rings, crs=None):
        features = [
            {"type": "Feature",
             "properties": {"BSM": f"P{n}", "DLBM": "0101", "DLMC": "水田", "TBMJ": 1},
             "geometry": {"type": "Polygon", "coordinates": [ring]}}
            for n, ring in enumerate(rings)]
        layer = {"type": "FeatureCollection", "features": features}
        if crs:
            name_of = f"urn:ogc:def:crs:EPSG::{crs}"
            layer["crs"] = {"type": "name", "properties": {"name": name_of}}
        path = self.path(name + ".geojson")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(layer, file)
        return path

    def imported(self, file, *options, status=0, workspace="w.gpkg", epoch=2023):
        return zhitu("import", file, "--workspace", self.path(workspace), "--epoch", epoch,
                     "--lang", "en", *options, status=status)

    def flow(self, a, b, *options, status=0):
        return zhitu("flow", a, b, "--class-a", "DLBM", "--class-b", "DLBM", "--lang", "en", *options,
                     status=status)

    def refused_everywhere(self, file, code):
        """All three commands refuse the file with the same code, and say what to do."""
        good = self.geojson("good", [square(550_000, 3_320_000, 100)], 4549)
        for result in (self.imported(file, status=2), zhitu("area", file, "--lang", "en", status=2),
                       self.flow(good, file, status=2)):
            self.assertIn(f"[{code}]", result.stderr)
            self.assertIn("What to do:", result.stderr)
            self.assertIn("--", result.stderr.split("What to do:")[1])

    def test_band_prefix(self):
        bare, prefixed = square(550_000, 3_320_000, 100), square(40_550_000, 3_320_000, 100)
        self.refused_everywhere(self.geojson("a", [prefixed], 4549), "import.crs-zone")
        self.refused_everywhere(self.geojson("b", [bare], 4528), "import.crs-zone")

    def test_axes_and_units(self):
        self.refused_everywhere(
            self.geojson("a", [square(3_320_000, 550_000, 100)], 4549), "import.axes-swapped")
        self.refused_everywhere(self.geojson("b", [square(121, 30, 0.1)], 4549), "import.crs-wrong")
        self.refused_everywhere(
            self.geojson("c", [square(550_000, 3_320_000, 100)]), "import.crs-wrong")

    def test_units_by_option(self):
        feet = self.geojson("feet", [square(984_000, 200_000, 1000)])
        row, = zhitu_json("area", feet, "--crs", "EPSG:2263")
        self.assertAlmostEqual(row["official_m2"], (1000 * 1200 / 3937) ** 2, delta=10)
        degrees = self.geojson("degrees", [square(121.0, 30.0, 0.001)])
        row, = zhitu_json("area", degrees, "--crs", "EPSG:4490")
        self.assertAlmostEqual(row["official_m2"], row["geodesic_m2"], delta=0.02)
        self.assertGreater(row["planar_m2"], 10_000)

    def test_datum(self):
        national = self.geojson("national", [square(550_000, 3_320_000, 100)], 4549)
        xian = self.geojson("xian", [square(550_000, 3_320_000, 100)], 2385)
        self.imported(national, epoch=2020)
        refused = self.imported(xian, status=2)
        self.assertIn("[crs.datum-unknown]", refused.stderr)
        self.assertIn("ten to a hundred metres", refused.stderr)
        self.assertIn("[crs.datum-unknown]", self.flow(national, xian, status=2).stderr)
        shift = "+proj=helmert +x=-10 +y=20 +z=30"
        self.imported(xian, "--accept-datum", epoch=2021)
        self.imported(xian, "--datum-operation", shift, epoch=2022)
        options = {}
        with sqlite3.connect(self.path("w.gpkg")) as base:
            for epoch, record in base.execute("SELECT epoch, options FROM zhitu_layers"):
                options[epoch] = json.loads(record)
        self.assertIn("accepted", options["2021"]["datum-change"])
        self.assertEqual(options["2022"]["datum-operation"], shift)
        self.assertNotIn("datum-change", options["2020"])
        self.flow(national, xian, "--datum-operation", shift)
        points = self.path("points.csv")
        with open(points, "w") as file:
            file.write("x,y,X,Y\n")
            for x, y in ((540_000, 3_310_000), (560_000, 3_311_000), (551_000, 3_330_000)):
                file.write(f"{x},{y},{x + 110},{y - 4}\n")
        said = self.imported(xian, "--control-points", points, workspace="c.gpkg", epoch=2020)
        self.assertNotIn("residual", said.stderr, "a new workspace keeps the datum of its layer")
        said = self.imported(xian, "--control-points", points, epoch=2024)
        self.assertIn("largest residual", said.stderr)
        moved = self.flow(national, xian, "--control-points", points, "--json", "-").stdout
        self.assertEqual(json.loads(moved)["shared_m2"], 0)
        self.imported(xian, "--control-points", points, "--accept-datum", status=2)
        bad = self.imported(xian, "--datum-operation", "+proj=nothing", status=2)
        self.assertIn("[crs.bad-operation]", bad.stderr)

    def test_faults_of_geometry(self):
        x, y = 500_000, 3_320_000
        bow_tie = [[x, y], [x + 100, y + 100], [x + 100, y], [x, y + 100], [x, y]]
        bad = self.geojson("bad", [bow_tie, square(x + 200, y, 100)], 4549)
        good = self.geojson("good", [square(x, y, 400)], 4549)
        area = zhitu("area", bad, "--lang", "en", status=1)
        self.assertIn("[geometry.set-aside]", area.stderr)
        self.assertEqual(len(list(csv.DictReader(area.stdout.splitlines()))), 1)
        flow = self.flow(bad, good, "--area", "planar", status=1)
        self.assertIn("[geometry.set-aside]", flow.stderr)
        self.assertIn("1 not counted", flow.stderr)

    def test_header_of_a_geometry_names_another_system(self):
        file = self.geojson("layer", [square(550_000, 3_320_000, 100)], 4549)
        package = self.path("DLTB_2023.gpkg")
        subprocess.run(["ogr2ogr", "-q", "-nln", "DLTB_2023", package, file], check=True)
        self.assertNotIn("crs-contradicted", self.imported(package).stderr)
        with sqlite3.connect(package) as base:
            # The triggers of the spatial index need functions that only GDAL has.
            for name, in base.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                base.execute(f'DROP TRIGGER "{name}"')
            blob, = base.execute("SELECT geom FROM DLTB_2023").fetchone()
            changed = blob[:4] + struct.pack("<i", 4548) + blob[8:]
            base.execute("UPDATE DLTB_2023 SET geom = ?", (changed,))
        said = self.imported(package, workspace="v.gpkg").stderr
        self.assertIn("[import.crs-contradicted]", said)
        self.assertIn("4548", said)

    def test_wide_layer(self):
        rings = [square(x, 41.0, 0.1) for x in (97, 112, 125)]
        file = self.geojson("wide", rings)
        self.assertIn("[import.far-from-meridian]", self.imported(file).stderr)
        by_zone = [row["geodesic_m2"] for row in zhitu_json("area", file)]
        with sqlite3.connect(self.path("w.gpkg")) as base:
            stored = [row[0] / 100 for row in base.execute(
                "SELECT zt_area FROM survey_2023 ORDER BY zt_id")]
        for one, other in zip(by_zone, stored):
            self.assertAlmostEqual(one / other, 1, delta=1e-8)


if __name__ == "__main__":
    unittest.main()
