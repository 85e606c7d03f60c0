"""Adjustments of control lines and the overlap of fields through the built program, held against GDAL's
own overlay of the layers."""

import json
import re
import subprocess

from served import Served
from support import SampleDistrict, zhitu, zhitu_json

KINDS = {"basic": "YJJBNTTB", "standard": "GBZNT", "grain_zone": "LSSCGNQ"}


def overlay(path, *layers):
    """The planar area of ground in all these layers, by SpatiaLite, in m²."""
    names = [chr(ord("a") + place) for place in range(len(layers))]
    shape = f"{names[0]}.geom"
    for name in names[1:]:
        shape = f"ST_Intersection({shape}, {name}.geom)"
    tests = [f"ST_Intersects({names[0]}.geom, {name}.geom)" for name in names[1:]]
    sql = (f"SELECT SUM(ST_Area({shape})) AS area FROM "
           + ", ".join(f"{layer} {name}" for layer, name in zip(layers, names))
           + (" WHERE " + " AND ".join(tests) if tests else ""))
    said = subprocess.run(["ogrinfo", "-q", path, "-dialect", "sqlite", "-sql", sql],
                          capture_output=True, text=True, check=True).stdout
    return float(re.search(r"area \(Real\) = ([0-9.e+]+)", said)[1])


class Adjustments(SampleDistrict):
    def adjust(self, *arguments, status=0, role="planner"):
        return zhitu("adjust", *arguments, "-w", self.workspace, "--as", role, status=status)

    def carry(self, number, status=0):
        return self.adjust("execute", number, "--document", "验 1", status=status, role="reviewer")

    def approve(self, number):
        self.adjust("submit", number)
        self.adjust("approve", number, "--document", "批 1", role="reviewer")

    def test_the_overlap_agrees_with_another_overlay(self):
        found = zhitu_json("fields", "-w", self.workspace, "--epoch", "2023", "--limit", 1_000_000)
        whole = found["units"][0]
        for name, kinds in {"basic": ["basic"], "standard": ["standard"], "grain_zone": ["grain_zone"],
                            "all_three": ["basic", "standard", "grain_zone"]}.items():
            planar = overlay(self.sample, *[KINDS[kind] for kind in kinds])
            # Official areas differ from those in the plane by the scale of the projection.
            self.assertAlmostEqual(whole[name] / 100 / planar, 1, delta=2e-3, msg=name)
        parts = ["basic_only", "standard_only", "grain_only", "basic_standard", "basic_grain",
                 "standard_grain"]
        self.assertEqual(sum(whole[key] for key in parts) + whole["all_three"], whole["union"])
        for level in ("town", "village"):
            units = [unit for unit in found["units"] if unit["level"] == level]
            self.assertGreater(len(units), 1)
            self.assertTrue(all(unit["name"] for unit in units))
            for key in [*parts, "all_three", "basic", "union"]:
                self.assertEqual(sum(unit[key] for unit in units), whole[key])
        best = found["candidates"][0]
        self.assertEqual(len(best["lacking"].split("+")), 1)
        self.assertEqual(best["all_three_after"] - whole["all_three"], best["area"])
        place = self.path("fields.geojson")
        zhitu("fields", "-w", self.workspace, "--epoch", "2023", "--map", place)
        with open(place, encoding="utf-8") as file:
            map_ = json.load(file)
        self.assertEqual(sum(one["properties"]["area"] for one in map_["features"]), whole["union"])

    def test_from_a_suggestion_to_the_ground_and_no_land_out_before_land_came_in(self):
        found = zhitu_json("adjust", "suggest", "-w", self.workspace, "--epoch", "2023")
        kinds = {one["kind"] for one in found["suggestions"]}
        self.assertLessEqual({"fragmented", "beside"}, kinds)
        out = next(one for one in found["suggestions"] if one["kind"] == "fragmented")
        beside = [one for one in found["suggestions"] if one["kind"] == "beside"]
        patches = [patch["id"] for patch in out["patches"]]
        first = zhitu_json(
            "adjust", "propose", "--line", "basic_farmland", "--out", "--reason", "fragmented",
            "--title", "零星永农调出", "--scheme", "甲", "--epoch", "2023",
            *[part for id_ in patches for part in ("--patch", id_)], "-w", self.workspace)
        self.assertEqual(first["record"]["proposal"]["area"][:4], "3302")
        number = first["id"]
        again = zhitu_json("adjust", "suggest", "-w", self.workspace, "--epoch", "2023")
        self.assertEqual(
            [one["proposal"] for one in again["suggestions"]
             if one["kind"] == "fragmented" and one["patches"][0]["id"] == patches[0]], [number])
        twice = self.adjust("propose", "--line", "basic_farmland", "--out", "--reason", "wrong",
                            "--title", "又", "--scheme", "乙", "--epoch", "2023", "--patch", patches[0],
                            status=2)
        self.assertIn(number, twice.stderr)

        alone = zhitu_json("adjust", "effect", "-w", self.workspace, status=None)
        rules = {rule["reference"]: rule for rule in alone["rules"]}
        # The suggestion is cut by fewer layers; each piece is rounded to 0.01 m².
        self.assertAlmostEqual(alone["out"], out["area"], delta=20 * len(patches))
        self.assertEqual(alone["net"], -alone["out"])
        # Nothing came in: a hundred per cent less, by the rule pack.
        self.assertEqual(rules["CORE-05"]["verdict"], "fail")
        self.assertAlmostEqual(rules["CORE-05"]["value"], -1)
        self.assertEqual(alone["after"]["area"], alone["before"]["area"] - alone["out"])

        self.adjust("approve", number, "--document", "批 1", status=2, role="reviewer")
        self.approve(number)
        early = self.carry(number, status=2)
        self.assertIn("CORE-09", early.stderr)

        chosen, area = [], 0
        for one in beside:
            grade = one["patches"][0].get("grade")
            if grade is None or grade > min(p["grade"] for p in out["patches"]):
                continue
            chosen.append(one["patches"][0]["id"])
            area += one["area"]
            if area > 2 * out["area"]:
                break
        added = zhitu_json(
            "adjust", "propose", "--line", "basic_farmland", "--no-out", "--reason", "existing",
            "--title", "补划", "--scheme", "甲", "--epoch", "2023",
            *[part for id_ in chosen for part in ("--patch", id_)], "-w", self.workspace)["id"]
        both = zhitu_json("adjust", "effect", "-w", self.workspace, status=None)
        rules = {rule["reference"]: rule for rule in both["rules"]}
        self.assertEqual(both["net"], both["in"] - both["out"])
        self.assertEqual(rules["CORE-05"]["verdict"], "pass")
        self.assertAlmostEqual(rules["CORE-05"]["value"], both["net"] / both["out"], places=9)
        self.assertEqual(both["after"]["area"] - both["before"]["area"], both["net"])

        self.approve(added)
        self.carry(added)
        carried = json.loads(self.adjust("execute", number, "--document", "验 2", "--json",
                                         role="reviewer").stdout)
        self.assertEqual(carried["record"]["phase"], "executed")
        self.assertEqual(sum(part["area"] for part in carried["record"]["executed"]["parts"]),
                         both["out"])
        rebuilt = zhitu_json("log", "rebuild", "--workspace", self.workspace)
        self.assertEqual([one for one in rebuilt if one["name"] == "adjustments"],
                         [{"name": "adjustments", "wasSame": True}])
        self.tell_the_history(number, both["out"], both["large_from"])

    def tell_the_history(self, number, area, limit):
        """The deeds of proposals are told to whoever may read them, with document and area."""
        self.assertEqual(limit, 100 * 200000 // 3 + 1)
        served = Served(self.workspace)
        self.addCleanup(served.stop)

        def deeds(role, category):
            status, _, body = served.ask("GET", f"/api/v1/history?category={category}&limit=200",
                                         headers={"Zhitu-Role": role})
            self.assertEqual(status, 200, body)
            return json.loads(body)["deeds"]

        for role in ("planner", "reviewer", "supervisor"):
            own = [deed for deed in deeds(role, "adjustment") if deed["id"] == number]
            self.assertEqual([deed["kind"] for deed in own],
                             ["executed", "approved", "submitted", "proposed"])
            self.assertEqual({deed["subject"] for deed in own}, {f"{number} 零星永农调出"})
            self.assertEqual(own[0]["text"], f"验 2（{area // 100}.{area % 100:02} m²）")
            self.assertEqual(own[1]["text"], "批 1")
        for role in ("security-administrator", "audit-administrator"):
            self.assertEqual(deeds(role, "adjustment"), [])
        self.assertEqual(deeds("planner", "programme"), [])
        self.count_by_unit(served)

    def count_by_unit(self, served):
        """The patches that would raise the overlap are counted for the town or village that is asked for."""
        whole = served.json("/api/v1/field-overlap?epoch=2023")
        self.assertNotIn("unit", whole)
        towns = [unit["code"] for unit in whole["units"] if unit["level"] == "town"]
        counts = 0
        for code in towns:
            own = served.json(f"/api/v1/field-overlap?epoch=2023&unit={code}")
            self.assertEqual(own["unit"], code)
            self.assertEqual(own["units"], whole["units"])
            self.assertLessEqual(len(own["candidates"]), own["candidate_count"])
            self.assertTrue(all(one["village"].startswith(code) for one in own["candidates"]))
            counts += own["candidate_count"]
        self.assertEqual(counts, whole["candidate_count"])
