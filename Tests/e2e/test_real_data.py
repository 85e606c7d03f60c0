"""The main job on real surveys, against answers that others computed."""

import collections
import csv
import subprocess
import unittest

from support import SHARED, Scratch, matrix, needs_data, zhitu, zhitu_json


class Blenheim(Scratch):
    """Two epochs of the New Zealand Land Cover Database."""

    @needs_data("real/lcdb5_blenheim_T1996.gpkg")
    def test_matrix_equals_the_published_one(self):
        workspace = self.path("w.gpkg")
        for year in (1996, 2018):
            zhitu(
                "import", SHARED / f"real/lcdb5_blenheim_T{year}.gpkg", "--workspace", workspace,
                "--epoch", year, "--crosswalk", "lcdb", "--quiet",
            )
        flow = ("flow", "--workspace", workspace, "--from", 1996, "--to", 2018, "--by", "source",
                "--quiet")
        zhitu(*flow, "--area", "planar", "--matrix", self.path("planar.csv"))
        got = matrix(self.path("planar.csv"))
        expected = {}
        with open(SHARED / "real/lcdb5_blenheim_transition_ha_1996_2018.csv") as file:
            for row in csv.DictReader(file):
                before = row.pop("Class_1996")
                expected.update({(before, after): float(area) for after, area in row.items()})
        for pair in expected.keys() | {p for p in got if "" not in p}:
            self.assertAlmostEqual(
                got.get(pair, 0) / 1e4, expected.get(pair, 0), delta=0.01, msg=str(pair))
        # The official area differs by the scale of the map and nothing else.
        zhitu(*flow, "--area", "official", "--matrix", self.path("official.csv"))
        official = matrix(self.path("official.csv"))
        ratios = [official[p] / got[p] for p in got if got[p] > 1e6]
        self.assertEqual(official.keys(), got.keys())
        # NZTM about 30' east of its meridian: 0.9996 squared, more or less.
        self.assertTrue(all(1.0005 < ratio < 1.0009 for ratio in ratios), (min(ratios), max(ratios)))


class NewGuinea(Scratch):
    """Two epochs of polygons along pixel edges: the exact answer is known."""

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_ratios_equal_the_pixels(self):
        a = self.unzip("real/ng_landcover_2001.fgb.zip")
        b = self.unzip("real/ng_landcover_2015.fgb.zip")
        zhitu("flow", a, b, "--class-a", "class", "--class-b", "class", "--area", "planar",
              "--matrix", self.path("m.csv"), "--quiet")
        got = matrix(self.path("m.csv"))
        pixels = {}
        with open(SHARED / "real/ng_pixel_transition_2001_2015.csv") as file:
            for row in csv.DictReader(file):
                before = row.pop("row_0")
                pixels.update({(before, after): int(n) for after, n in row.items() if int(n)})
        # 255 is no data in the raster and no polygon here; a pixel is 300 m by 300 m.
        pixels = {tuple("" if c == "255" else c for c in pair): n for pair, n in pixels.items()}
        pixels.pop(("", ""), None)
        self.assertEqual(got.keys(), pixels.keys())
        for pair, count in pixels.items():
            self.assertAlmostEqual(got[pair] / 90_000 / count, 1, delta=1e-6, msg=str(pair))
        # The total is conserved to the last 0.01 m².
        table = subprocess.run(
            ["ogrinfo", "-q", "-dialect", "sqlite", "-sql",
             "SELECT SUM(CAST(ROUND(ST_Area(geometry) * 100) AS INTEGER)) AS s"
             f" FROM {a.name.removesuffix('.fgb')}", str(a)],
            capture_output=True, text=True, check=True).stdout
        before = int(next(line.split("=")[1] for line in table.splitlines() if "s (" in line))
        total = sum(round(area * 100) for pair, area in got.items() if pair[0])
        self.assertEqual(total, before)


class Miyako(Scratch):
    """A registry cadastre with its real defects."""

    @needs_data("real/miyako_cadastre.gpkg")
    def test_defects_are_repaired_or_set_aside_and_overlaps_found(self):
        workspace = self.path("w.gpkg")
        answer = zhitu_json(
            "import", SHARED / "real/miyako_cadastre.gpkg", "--workspace", workspace, "--epoch",
            "2023", "--crosswalk", "cadastre")
        report = answer[0]["report"]
        self.assertEqual(report["read"], 7129)
        self.assertEqual(report["accepted"] + report["rejected"], 7129)
        self.assertEqual(report["repaired"] + report["rejected"], 59)
        found = zhitu_json("check", "--workspace", workspace, status=1)[0]
        self.assertGreater(found["overlapTotal"], 500)
        self.assertLess(found["overlapTotal"], 660)
        rules = collections.Counter(f["rule"] for f in found["findings"])
        self.assertGreater(rules["TOP-OVERLAP"], 0)


class Tamana(Scratch):
    """A Japanese land-use survey with its own areas."""

    @needs_data("real/tamana_luse_2022.gpkg")
    def test_structure_and_areas(self):
        workspace = self.path("w.gpkg")
        zhitu("import", SHARED / "real/tamana_luse_2022.gpkg", "--workspace", workspace,
              "--epoch", 2022, "--crosswalk", "plateau", "--quiet")
        table = subprocess.run(
            ["ogr2ogr", "-f", "CSV", "/vsistdout/", workspace, "-sql",
             "SELECT zt_class, zt_area, zt_area_planar, areaInSquareMeter AS own FROM survey_2022"],
            capture_output=True, text=True, check=True).stdout
        rows = [r for r in csv.DictReader(table.splitlines()) if r["own"]]
        self.assertGreater(len(rows), 300)
        self.assertTrue(all(r["zt_class"] for r in rows))
        # Its own figure is a whole number of m² for the part inside a map sheet.
        planar = [abs(int(r["zt_area_planar"]) / 100 / float(r["own"]) - 1) for r in rows]
        self.assertLess(sorted(planar)[len(planar) // 2], 2e-3)


class Parcels(Scratch):
    """Official against geodesic area of 300 real parcels, measured by GeographicLib."""

    @needs_data("validation/geographiclib/mito300_geodesic_grs80.csv")
    def test_differences_are_those_of_the_rule(self):
        source = SHARED / "validation/geographiclib/mito300_geodesic_grs80.csv"
        with open(source, newline="") as file:
            expected = {row["i"]: abs(float(row["area_py_m2"])) for row in csv.DictReader(file)}
        subprocess.run(
            ["ogr2ogr", "-q", "-oo", "GEOM_POSSIBLE_NAMES=wkt_lonlat", "-s_srs", "EPSG:6668",
             "-t_srs", "EPSG:6677", self.path("mito.gpkg"), source], check=True)
        zhitu("area", self.path("mito.gpkg"), "--id-field", "i", "--csv", self.path("a.csv"))
        with open(self.path("a.csv"), newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 300)
        for row in rows:
            known = expected[row["id"]]
            # The rule's own rounding of vertices and short edges: a few parts in a million.
            self.assertAlmostEqual(
                float(row["official_m2"]), known, delta=0.01 + 5e-6 * known, msg=row["id"])
            self.assertAlmostEqual(
                float(row["geodesic_m2"]), known, delta=0.01 + 5e-6 * known, msg=row["id"])


if __name__ == "__main__":
    unittest.main()
