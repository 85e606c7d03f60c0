"""The potential library through the built program, held against the survey itself: selections counted
by SQL, cuts measured by lines a metre apart, and a control line that moves."""

import json
import pathlib
import shutil
import sqlite3
import unittest
import zipfile
from xml.etree import ElementTree

from polygons_by_lines import box, measured, rings
from support import ROOT, SampleDistrict, Scratch, zhitu, zhitu_json

MARGIN = 0.02


def sheets(file):
    """The sheets of a workbook by name: rows of texts."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(file) as book:
        names = [one.get("name") for one in ElementTree.fromstring(
            book.read("xl/workbook.xml")).iter(f"{main}sheet")]
        strings = ["".join(one.itertext()) for one in ElementTree.fromstring(
            book.read("xl/sharedStrings.xml")).iter(f"{main}si")]

        def text(cell):
            value = cell.find(f"{main}v")
            if value is None:
                return "".join(cell.itertext())
            return strings[int(value.text)] if cell.get("t") == "s" else value.text

        def column(cell):
            number = 0
            for letter in cell.get("r").rstrip("0123456789"):
                number = number * 26 + ord(letter) - 64
            return number - 1

        def cells(row):
            """Empty cells are left out of the file."""
            known = {column(cell): text(cell) for cell in row.iter(f"{main}c")}
            return [known.get(place, "") for place in range(max(known, default=-1) + 1)]

        return {name: [cells(row) for row in ElementTree.fromstring(
            book.read(f"xl/worksheets/sheet{place}.xml")).iter(f"{main}row")]
            for place, name in enumerate(names, 1)}


class OtherLayers(Scratch):
    def test_a_layer_with_a_column_called_like_the_class(self):
        """Columns are named without case, and one called `class` is not the class of the survey."""
        square = [[173.9, -41.5], [173.901, -41.5], [173.901, -41.499], [173.9, -41.499], [173.9, -41.5]]
        (self.folder / "cover.geojson").write_text(json.dumps({
            "type": "FeatureCollection", "features": [{
                "type": "Feature", "properties": {"class": 16, "name": "Gravel or Rock"},
                "geometry": {"type": "Polygon", "coordinates": [square]}}]}))
        zhitu("import", self.path("cover.geojson"), "-w", self.path("w.gpkg"), "--epoch", "2018",
              "--crosswalk", "lcdb", "--quiet")
        found = zhitu_json("potential", "survey", "-w", self.path("w.gpkg"), "--epoch", "2018")
        tasks = {task["id"]: task for task in found["tasks"]}
        self.assertEqual(tasks["villages"]["selected"], 0)
        # Bare ground without a slope is neither in nor out.
        self.assertEqual([gap["missing"] for gap in tasks["new-farmland"]["gaps"]], ["SLOPE_MEAN"])


class Library(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.register = str(cls.shared / "register.yaml")
        zhitu("sample", "--seed", 7, "--out", cls.shared / "again.gpkg", "--potential", cls.register)
        cls.first = zhitu_json("potential", "survey", "-w", cls.workspace, "--epoch", "2023",
                               "--register", cls.register)
        cls.survey = sqlite3.connect(cls.sample)

    def tasks(self):
        return {task["id"]: task for task in self.first["tasks"]}

    def test_selections_agree_with_the_survey(self):
        (restore,) = self.survey.execute(
            "SELECT count(*) FROM DLTB_2023 WHERE ZZSXDM = 'JKHF' AND (DLBM LIKE '02%' OR "
            "DLBM LIKE '03%' OR DLBM LIKE '04%' OR DLBM LIKE '1104%')").fetchone()
        (houses,) = self.survey.execute(
            "SELECT count(*) FROM DLTB_2023 WHERE DLBM = '0702' AND CZCSXM LIKE '203%'").fetchone()
        tasks = self.tasks()
        self.assertGreater(restore, 100)
        self.assertEqual(tasks["new-farmland"]["sources"][0]["selected"], restore)
        self.assertEqual(tasks["villages"]["selected"], houses)
        # The sample has no slopes outside farmland: the bare patch is undecidable, and that is said.
        self.assertEqual([gap["missing"] for gap in tasks["new-farmland"]["gaps"]], ["SLOPE_MEAN"])
        # Without slopes nobody can say what is too steep; it is unchecked on every patch that gets so far.
        steep = next(r for r in tasks["new-farmland"]["exclusions"] if r["id"] == "steep")
        self.assertGreater(steep["unchecked"], 100)

    def test_ten_patches_by_hand(self):
        entries = zhitu_json("potential", "list", "-w", self.workspace, "--task", "new-farmland", "--all")
        tables = {"erl": "STBHHX", "reserve": "ZRBHD", "forest": "LQZT", "udb": "CZKFBJ",
                  "water": "HHGLFW", "pollution": "WRDK"}
        lines = []
        for table in tables.values():
            found = [rings(blob) for (blob,) in self.survey.execute(f"SELECT geom FROM {table}")]
            lines.append([(one, box(one)) for one in found])
        followed = 0
        partly = 0
        for entry in sorted(entries, key=lambda one: one["number"]):
            taken = {step["rule"]: step["area"] for step in entry["course"] if step.get("area")}
            if followed == 10 or not set(taken) & set(tables):
                continue
            followed += 1
            partly += entry.get("exclusion") not in tables
            (blob,) = self.survey.execute(
                "SELECT geom FROM DLTB_2023 WHERE BSM = ?", (entry["patch"],)).fetchone()
            before = 1.0
            for rule, left in zip(tables, measured(rings(blob), lines)):
                self.assertAlmostEqual(taken.get(rule, 0) / entry["area"], before - left,
                                       delta=MARGIN, msg=f"{entry['number']} {rule}")
                before = left
            self.assertEqual(sum(taken.values()) + entry["net"], entry["area"], entry["number"])
        self.assertEqual(followed, 10)
        self.assertGreater(partly, 0)

    def test_a_line_that_moves_and_what_it_did(self):
        other = self.path("w.gpkg")
        shutil.copyfile(self.workspace, other)
        found = self.path("map.json")
        zhitu("potential", "list", "-w", other, "--map", found, "--quiet")
        features = json.loads(pathlib.Path(found).read_text())["features"]
        one = next(f for f in features if f["properties"]["task"] == "new-farmland"
                   and "exclusion" not in f["properties"])
        number = one["properties"]["number"]
        line = {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"BSM": "1", "MC": "林权（试）"}, "geometry": one["geometry"]}]}
        path = pathlib.Path(self.path("LQZT.geojson"))
        path.write_text(json.dumps(line), encoding="utf-8")
        zhitu("import", path, "-w", other, "--role", "forest", "--quiet", status=None)
        stale = zhitu_json("potential", "list", "-w", other)["stale"]
        self.assertIn("林权", "；".join(one["zh"] for one in stale))
        zhitu("potential", "survey", "-w", other, "--epoch", "2023", "--quiet")
        changes = {one["number"]: one for one in zhitu_json("potential", "diff", "-w", other)}
        self.assertEqual(changes[number]["kind"], "went")
        self.assertIn("林权宗地：不涉及 → 排除", changes[number]["reasons"][0]["zh"])
        self.assertTrue(all(one["reasons"] for one in changes.values()))
        # What the old line took comes back, with the old line as the reason.
        came = [one for one in changes.values() if one["kind"] == "came"]
        self.assertTrue(came)
        self.assertTrue(all("林权宗地：排除 → " in one["reasons"][0]["zh"] for one in came), came)
        # A survey of another epoch keeps the numbers of the ground that stayed.
        before = {f["properties"]["number"] for f in features}
        zhitu("potential", "survey", "-w", other, "--epoch", "2024", "--quiet")
        later = {one["number"] for one in zhitu_json(
            "potential", "list", "-w", other, "--task", "new-farmland", "--all")}
        self.assertGreater(len(later & before), len(later) * 0.7)
        self.assertEqual(zhitu_json("potential", "list", "-w", other)["stale"], [])
        # A timer renews only what is out of date, also where a parameter changed.
        rules = self.path("rules")
        shutil.copytree(ROOT / "Policies/potential", rules)
        zhitu("potential", "survey", "-w", other, "--epoch", "2024", "--rules", rules, "--quiet")
        surveys = len(zhitu_json("potential", "list", "-w", other)["surveys"])
        zhitu("potential", "survey", "-w", other, "--rules", rules, "--if-stale", "--quiet")
        self.assertEqual(len(zhitu_json("potential", "list", "-w", other)["surveys"]), surveys)
        file = pathlib.Path(rules) / "villages.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("value: 0.92", "value: 0.9", 1), encoding="utf-8")
        stale = zhitu_json("potential", "list", "-w", other)["stale"]
        self.assertEqual([one["zh"] for one in stale], ["规则已改变：村庄整治"])
        zhitu("potential", "survey", "-w", other, "--rules", rules, "--if-stale", "--quiet")
        found = zhitu_json("potential", "list", "-w", other)
        self.assertEqual((len(found["surveys"]), found["stale"]), (surveys + 1, []))
        changes = zhitu_json("potential", "diff", "-w", other)
        self.assertEqual({one["reasons"][0]["zh"] for one in changes}, {"净得率 0.92 → 0.9"})
        zhitu("log", "verify", "-w", other, "--quiet")
        zhitu("log", "rebuild", "-w", other, "--quiet")

    def test_a_workbook_has_every_patch_and_its_checks(self):
        book = self.path("potential.xlsx")
        zhitu("potential", "export", "-w", self.workspace, "-o", book, "--quiet")
        found = sheets(book)
        self.assertEqual(list(found), ["潜力图斑", "乡镇汇总", "核对", "参数"])
        selected = sum(task["selected"] for task in self.first["tasks"])
        self.assertEqual(len(found["潜力图斑"]), selected + 1)
        head = found["乡镇汇总"][0]
        rows = [dict(zip(head, row)) for row in found["乡镇汇总"][1:]]
        for row in rows:
            self.assertEqual(float(row["差（亩）"]), 0)
        # Towns sum to the whole of each task.
        for task in self.first["tasks"]:
            own = [row for row in rows if row["调查任务"] == task["title"]["zh"]]
            towns = sum(float(row["潜力（亩）"]) for row in own if row["乡镇名称"] != "合计")
            (whole,) = [float(row["潜力（亩）"]) for row in own if row["乡镇名称"] == "合计"]
            self.assertAlmostEqual(towns, whole, 6)
            self.assertGreater(len(own), 1)
        checks = {row[0]: row for row in found["核对"][1:]}
        for rule in ("POT-01", "POT-02", "POT-03", "POT-04"):
            self.assertEqual((int(checks[rule][2]), int(checks[rule][3])), (selected, 0), rule)

    def test_polygons_that_an_office_issued(self):
        """Issued polygons against the candidates: areas by lines a metre apart, sums, checks, workbook."""
        other, guides = self.path("w.gpkg"), self.path("guides.gpkg")
        shutil.copyfile(self.workspace, other)
        zhitu("potential", "guides", "-w", other, status=2)
        zhitu("sample", "--seed", 7, "--out", self.path("s.gpkg"), "--guides", guides, "--quiet")
        zhitu("import", guides, "-w", other, "--quiet")
        stale = zhitu_json("potential", "list", "-w", other)["stale"]
        self.assertIn("潜力指引图斑", "；".join(one["zh"] for one in stale))
        zhitu("potential", "survey", "-w", other, "--epoch", "2023", "--quiet")
        # Issued polygons change no candidate.
        self.assertEqual(zhitu_json("potential", "diff", "-w", other), [])
        found = zhitu_json("potential", "guides", "-w", other)
        rows = found["rows"]
        self.assertGreater(len(rows), 100)
        self.assertEqual({one["standing"] for one in rows}, {"answered", "partly", "unanswered"})
        for one in rows:
            self.assertEqual(one["area"], one["potential"] + one["other"], one["id"])
            self.assertEqual(one["other"], sum(why["area"] for why in one["reasons"]), one["id"])
            self.assertEqual(one["standing"] == "unanswered", one["numbers"] == [], one["id"])
        for one in found["sums"]:
            self.assertEqual(one["area"], one["potential"] + one["other"])
        self.assertEqual(sum(one["area"] for one in found["sums"]), sum(one["area"] for one in rows))
        # By hand: ground of candidates outside the lines that the task cuts off.
        tables = ("STBHHX", "ZRBHD", "LQZT", "CZKFBJ", "HHGLFW", "WRDK")
        lines = [rings(blob) for table in tables
                 for (blob,) in self.survey.execute(f"SELECT geom FROM {table}")]
        lines = [(one, box(one)) for one in lines]
        entries = zhitu_json("potential", "list", "-w", other, "--task", "new-farmland")
        own = {one["patch"] for one in entries if not one.get("exclusion")}
        patches = [rings(blob) for key, blob in self.survey.execute("SELECT BSM, geom FROM DLTB_2023")
                   if key in own]
        patches = [(one, box(one)) for one in patches]
        file = sqlite3.connect(guides)
        shapes = {key: rings(blob) for key, blob in file.execute("SELECT DCBH, geom FROM ZYTB")}
        file.close()
        followed = [one for one in rows if one["tasks"] == ["new-farmland"]]
        followed = ([one for one in followed if one["standing"] == "partly"][:12]
                    + [one for one in followed if one["standing"] != "partly"][:6])
        self.assertEqual(len(followed), 18)
        for one in followed:
            kept, left = measured(shapes[one["id"]], [lines, patches])
            self.assertAlmostEqual(one["potential"] / one["area"], kept - left, delta=MARGIN, msg=one["id"])
        # A candidate says where it lies.
        number = next(one["numbers"][0] for one in rows if one["standing"] == "answered")
        guide = zhitu_json("potential", "show", number, "-w", other)["guide"]
        self.assertIn(guide["standing"], ("issued", "partly"))
        self.assertGreater(guide["inside"], 0)
        # The half that was drawn of a patch leaves the other half to nobody.
        self.assertGreater(found["partly"], 0)
        self.assertEqual(found["issued"] + found["partly"] + found["own"],
                         sum(task["candidates"] for task in zhitu_json("potential", "list", "-w", other)["tasks"]))
        book = self.path("potential.xlsx")
        zhitu("potential", "export", "-w", other, "-o", book, "--quiet")
        pages = sheets(book)
        self.assertEqual(len(pages["指引图斑"]), len(rows) + 1)
        head = pages["指引图斑"][0]
        for row in pages["指引图斑"][1:]:
            self.assertAlmostEqual(float(dict(zip(head, row))["差（亩）"]), 0, 9)
        self.assertIn("自主提取（亩）", pages["指引图斑汇总"][0])
        # On the epoch after, the office's copy of a changed patch is not the survey's any more.
        zhitu("potential", "survey", "-w", other, "--epoch", "2024", "--quiet")
        checks = zhitu_json("potential", "guides", "-w", other)["checks"]
        (copies,) = [one for one in checks if one["rule"] == "POT-01"]
        before = {one["rule"]: one for one in found["checks"] if one["rule"] == "POT-01"}["POT-01"]
        self.assertEqual((before["checked"], before["found"]), (len(rows), []))
        self.assertGreater(len(copies["found"]), 0)
        # A drawn box may reach into others and beyond the district; two parts are told.
        told = {one["rule"] for one in found["checks"] if one["found"]}
        self.assertTrue({"POT-03", "POT-04"} <= told, told)

    def test_what_candidates_yield_besides_ground(self):
        tasks = self.tasks()
        entries = zhitu_json("potential", "list", "-w", self.workspace, "--task", "farmland-quality")
        grades = dict(self.survey.execute("SELECT BSM, GDDB FROM DLTB_2023"))
        yields = dict(zip(range(1, 11), range(1000, 450, -60)))
        expected = sum(max(0, yields[6] - yields[grades[one["patch"]]])
                       * one["theoretical"] * 3 / 200000 for one in entries
                       if grades[one["patch"]] in yields)
        capacity = next(one for one in tasks["farmland-quality"]["benefits"] if one["id"] == "capacity")
        self.assertAlmostEqual(capacity["theoretical"], expected, delta=expected * 1e-6 + len(entries))
        self.assertGreater(expected, 1000)
        floor = tasks["urban"]["benefits"][0]
        self.assertGreater(floor["known"], 0)
        self.assertGreater(floor["unknown"], 0, "not every parcel has its floor space on record")
        self.assertEqual(floor["known"] + floor["unknown"], tasks["urban"]["candidates"])

    def test_the_field_decides(self):
        other = self.path("w.gpkg")
        shutil.copyfile(self.workspace, other)
        entry = next(one for one in zhitu_json("potential", "list", "-w", other, "--task", "new-farmland")
                     if one["net"] > 0)
        number = entry["number"]
        photo = self.path("a.jpg")
        pathlib.Path(photo).write_bytes(b"\xff\xd8\xff\xe0 not quite a photo")
        zhitu("potential", "confirm", number, "-w", other, "--will", "willing", status=2)
        zhitu("potential", "confirm", number, "-w", other, "--reject", status=2)
        card = zhitu_json("potential", "confirm", number, "-w", other, "--will", "willing",
                          "--condition", "ready", "--photo", photo, "--remark", "已到现场")
        levels = {level["id"]: level["area"] for level in card["levels"]}
        # Willing and ready: only the funding of 0.9 is left.
        self.assertEqual(levels["realisable"], (levels["theoretical"] * 9 + 5) // 10)
        self.assertEqual(levels["near_term"], levels["realisable"])
        self.assertEqual(len(card["visits"][0]["photos"]), 1)
        zhitu("potential", "confirm", number, "-w", other, "--reject", "--remark", "已建房", "--quiet")
        card = zhitu_json("potential", "show", number, "-w", other)
        self.assertEqual([level["area"] for level in card["levels"]], [0, 0, 0])
        self.assertEqual(len(card["visits"]), 2)

    def test_villages_and_industry(self):
        villages = zhitu_json("potential", "villages", "-w", self.workspace)
        methods = [[r.get("area") for r in village["results"]] for village in villages]
        self.assertTrue(any(all(area is not None for area in row) for row in methods))
        self.assertTrue(any(row[0] is None and row[2] is not None for row in methods))
        firms = zhitu_json("potential", "industry", "-w", self.workspace)
        graded = [one for one in firms if "grade" in one]
        self.assertLess(len(graded), len(firms))
        shares = {grade: sum(one["grade"] == grade for one in graded) / len(graded) for grade in "ABCD"}
        for grade, share in (("A", 0.2), ("B", 0.5), ("C", 0.25), ("D", 0.05)):
            self.assertAlmostEqual(shares[grade], share, delta=0.02)

    def test_questions_agree_with_the_survey(self):
        answer = zhitu_json("ask", "桂溪街道 2023 年 坡度大于 6 度的 耕地", "-w", self.workspace)
        count, area = self.survey.execute(
            "SELECT count(*), sum(TBMJ) FROM DLTB_2023 WHERE DLBM LIKE '01%' "
            "AND ZLDWDM LIKE '330299002%' AND GDPDJB >= '3'").fetchone()
        self.assertGreater(count, 0)
        self.assertEqual(answer["patches"], count)
        self.assertAlmostEqual(answer["area"] / 100, area, delta=area * 0.001)
        self.assertEqual(sum(row["area"] for row in answer["rows"]), answer["area"])
        outside = zhitu_json("ask", "2023 年 工业园区外的工业用地 按镇", "-w", self.workspace)
        self.assertEqual(sum(row["patches"] for row in outside["rows"]), outside["patches"])
        self.assertGreater(len(outside["rows"]), 1)
        refused = zhitu("ask", "澥浦镇的耕地", "-w", self.workspace, status=2)
        self.assertIn("澥浦镇", refused.stderr)
        refused = zhitu("ask", "坡度大于 10 度的耕地", "-w", self.workspace, status=2)
        self.assertIn("2、6、15、25", refused.stderr)


if __name__ == "__main__":
    unittest.main()
