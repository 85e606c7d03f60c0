"""Project library, comparison of plans and planning levels through the built program, on the sample."""

import json
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

from support import zhitu, zhitu_json


class Programme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name)
        cls.workspace = cls.path / "w.gpkg"
        register = cls.path / "register.yaml"
        zhitu("sample", "--seed", 7, "--out", cls.path / "sample.gpkg", "--potential", register)
        zhitu("import", cls.path / "sample.gpkg", "--workspace", cls.workspace, "--name", "demo",
              status=None)
        zhitu("plan", "--workspace", cls.workspace, "--plan", "demo", "--base", "2023", status=None)
        zhitu("sample", "--seed", 7, "--deeds", cls.workspace)
        zhitu("potential", "survey", "--register", register, "--workspace", cls.workspace)

    def json(self, *arguments, status=0):
        return zhitu_json(*arguments, "--workspace", self.workspace, status=status)

    def file(self, name, value):
        path = self.path / name
        path.write_text(json.dumps(value), "utf-8")
        return path

    def test_the_sample_has_its_64_projects_on_the_ground_of_the_plan(self):
        projects = self.json("project", "list")
        self.assertEqual({row["phase"] for row in projects}, {"proposed", "admitted", "withdrawn"})
        # A spare site was withdrawn, and has no ground in the plan.
        projects = [row for row in projects if row["phase"] != "withdrawn"]
        self.assertEqual(len(projects), 64)
        measures = [one for row in projects for one in row["card"]["ground"]["measures"]]
        self.assertEqual(len(measures), len(set(measures)), "each measure is claimed once")
        leads = {name for row in projects for name in row["card"]["duties"]["implement"]}
        groups = {name for row in projects for name in row["card"]["groups"]}
        self.assertEqual((len(leads), len(groups)), (14, 8))
        # Their areas are those of the rows of the ledger that lead to measures, to the last 0.01 m².
        file = sqlite3.connect(self.workspace)
        (whole,) = file.execute(
            "SELECT sum(f.area) FROM flow_2023__demo f JOIN planned_demo p ON f.to_fid = p.fid "
            "WHERE p.zt_measure IS NOT NULL").fetchone()
        file.close()
        self.assertEqual(sum(row["area"] for row in projects), whole)
        findings = self.json("project", "check", status=1)
        self.assertEqual({one["code"] for one in findings}, {"project.late-need", "project.exclusive"})

    def test_a_workbook_comes_back_unchanged(self):
        book = self.path / "projects.xlsx"
        zhitu("project", "export", "--workspace", self.workspace, "--out", book)
        result = self.json("project", "import", book)
        self.assertEqual((result["added"], result["changed"], result["problems"]), ([], [], []))
        self.assertEqual(len(result["unchanged"]), 64, "all but the withdrawn one")

    def test_a_scenario_begins_as_its_plan_and_ranks_beside_it(self):
        zhitu("draw", "new", "less", "--from", "demo", "--base", "2023", "--workspace",
              self.workspace)
        zhitu("draw", "keep", "less", "--workspace", self.workspace, status=None)
        both = ("--plan", "demo", "--plan", "less")
        table = {row["id"]: row for row in self.json("scenarios", "table", *both)}
        for row in table.values():
            self.assertEqual(row["values"][0], row["values"][1], "a scenario begins as its plan")
        self.assertGreater(table["farmland"]["values"][0], table["farmland"]["base"])
        ranking = self.json("scenarios", "rank", *both, "--criteria", "farmland", "cost",
                            "share_100", "--method", "ahp", "--compare", "farmland/cost=3",
                            "--compare", "farmland/share_100=3", "--compare", "cost/share_100=1")
        self.assertEqual([row["place"] for row in ranking["plans"]], [1, 1])
        self.assertLess(ranking["consistencyRatio"], 1e-6)
        weights = [row["weight"] for row in ranking["criteria"]]
        for weight, wanted in zip(weights, (0.6, 0.2, 0.2)):
            self.assertAlmostEqual(weight, wanted, places=9)
        zhitu("scenarios", "rank", *both, "--criteria", "rules_failed", "--workspace",
              self.workspace, status=2)
        page = self.path / "sheet.html"
        zhitu("scenarios", "sheet", *both, "--out", page, "--workspace", self.workspace)
        self.assertIn("合成数据", page.read_text("utf-8"))

    def test_a_candidate_belongs_to_one_project(self):
        other = shutil.copy(self.workspace, self.path / "gathered.gpkg")

        def gather(*arguments):
            return zhitu_json("project", "gather", "--first-year", 2027, *arguments,
                              "--workspace", other)
        made = gather("--element", "farmland", "--least", 20, "--group", "town", "--prefix", "A-",
                      "--goal", "粮食安全")
        self.assertGreater(len(made), 1)
        numbers = [number for one in made for number in one["candidates"]]
        self.assertEqual(len(numbers), len(set(numbers)))
        rest = gather("--element", "farmland", "--group", "town", "--prefix", "B-")
        self.assertGreater(len(rest), 0)
        for one in rest:
            self.assertFalse(set(numbers) & set(one["candidates"]))
        self.assertEqual(gather("--element", "farmland", "--prefix", "C-"), [])
        refused = zhitu("project", "gather", "NG-99999", "--first-year", 2027, "--prefix", "D-",
                        "--workspace", other, status=None)
        self.assertIn("potential.no-candidate", refused.stderr)

    def test_proposals_are_whole_patches_in_one_piece(self):
        found = self.json("programme", "propose", "district")
        settings, cells = found["settings"], found["cells"]
        self.assertGreater(len(found["proposals"]), 0)
        file = sqlite3.connect(self.workspace)
        (whole,) = file.execute("SELECT sum(zt_area) FROM survey_" + found["epoch"]).fetchone()
        file.close()
        self.assertEqual(sum(cell["area"] for cell in cells), whole, "every patch is in one cell")
        taken = [cell for one in found["proposals"] for cell in one["cells"]]
        self.assertEqual(len(taken), len(set(taken)))
        for one in found["proposals"]:
            area = sum(cells[cell]["area"] for cell in one["cells"])
            self.assertEqual(one["content"]["area"], area)
            value = sum(cells[cell]["value"] for cell in one["cells"])
            self.assertEqual(one["content"]["value"], value)
            self.assertTrue(settings["least"] <= area <= settings["most"])
            self.assertEqual(sum(town["area"] for town in one["content"]["towns"]), area)
        crossing = [one for one in found["proposals"] if len(one["content"]["towns"]) > 1]
        self.assertGreater(len(crossing), 0, "proposals do not stop at the borders of towns")
        self.assertEqual([one["id"] for one in found["drawn"]], ["PQ-01", "PQ-02", "PQ-03"])
        # A proposal becomes a planning object that lies where it was proposed.
        other = shutil.copy(self.workspace, self.path / "taken.gpkg")
        zhitu("programme", "propose", "district", "--take", 1, "--id", "PQ-N", "--title", "建议片区",
              "--parent", "XJ-2025", "--workspace", other)
        again = zhitu_json("programme", "propose", "district", "--workspace", other)
        drawn = {one["id"]: one for one in again["drawn"]}["PQ-N"]
        self.assertEqual(drawn["cells"], found["proposals"][0]["cells"])
        self.assertEqual(drawn["proposed"], drawn["content"]["area"])

    def test_a_target_is_held_against_the_potential_of_its_ground(self):
        rows = {row["id"]: row for row in self.json("programme", "show", status=None)
                if row["indicator"] == "new_farmland"}
        drafts = self.json("project", "gather", "--task", "new-farmland", "--within", "PQ-03",
                           "--first-year", 2027, "--prefix", "X-", "--trial")
        gathered = sum(one["potential"]["realisable"] for one in drafts)
        self.assertGreater(gathered, 0)
        self.assertEqual(rows["PQ-03"]["potential"], gathered)
        self.assertGreaterEqual(rows["XJ-2025"]["potential"], gathered)

    def test_targets_reach_the_project(self):
        other = shutil.copy(self.workspace, self.path / "project-targets.gpkg")
        project = next(row["id"] for row in self.json("project", "list") if row["phase"] == "admitted")
        value = {"level": "district", "title": "试", "area": "330299", "parent": "XJ-2025", "text": "",
                 "projects": [project], "targets": [{"indicator": "new_farmland", "amount": 2 * 10**9}]}
        zhitu("programme", "put", "PQ-T", "--object", self.file("t.json", value), "--workspace", other)
        form = {"targets": [{"indicator": "new_farmland", "amount": 10**9}]}
        zhitu("project", "change", project, "--card", self.file("p.json", form), "--reason", "下达指标",
              "--workspace", other)
        line = next(row for row in zhitu_json("programme", "show", "--workspace", other, status=1)
                    if row["id"] == "PQ-T" and row["indicator"] == "new_farmland")
        self.assertEqual(line["allotted"], 10**9)
        text = zhitu("programme", "show", "--workspace", other, status=1).stdout
        self.assertIn(f"项目 {project} · 新增耕地：未达到指标", text)
        # Nobody sets a project a number of projects.
        form["targets"][0]["indicator"] = "projects"
        said = zhitu("project", "change", project, "--card", self.file("p.json", form), "--reason", "误",
                     "--workspace", other, status=2).stderr
        self.assertIn("targets", said)

    def test_targets_go_down_and_results_come_up(self):
        def put(name, level, parent, farmland, projects=()):
            value = {"level": level, "title": name, "area": "3302", "projects": list(projects),
                     "text": "", "targets": [{"indicator": "new_farmland", "amount": farmland}]}
            if parent:
                value["parent"] = parent
            zhitu("programme", "put", name, "--object", self.file(f"{name}.json", value),
                  "--workspace", self.workspace)
        active = [row for row in self.json("project", "list") if row["phase"] != "withdrawn"]
        put("P", "province", None, 3000000)
        put("C", "city", "P", 1000000)
        put("K", "county", "C", 600000)
        put("D", "district", "K", 600000, [row["id"] for row in active])
        rows = {row["id"]: row for row in self.json("programme", "show", status=1)
                if row["indicator"] == "new_farmland"}
        self.assertEqual((rows["P"]["target"], rows["P"]["allotted"]), (3000000, 1000000))
        self.assertEqual(rows["C"]["allotted"], 600000)
        # The ground of the active projects that was not arable land (耕地, 01…) and becomes it.
        own = {one for row in active for one in row["card"]["ground"]["measures"]}
        file = sqlite3.connect(self.workspace)
        became = sum(area for measure, area in file.execute(
            "SELECT p.zt_measure, f.area FROM flow_2023__demo f JOIN planned_demo p "
            "ON f.to_fid = p.fid WHERE f.to_class GLOB '01*' AND f.from_class NOT GLOB '01*'")
            if measure in own)
        file.close()
        self.assertGreater(became, 0)
        self.assertEqual([rows[one]["result"] for one in "PCKD"], [became] * 4)
        money = [row for row in self.json("programme", "show", status=1)
                 if row["indicator"] == "investment" and row["id"] == "C"]
        self.assertEqual(money[0]["result"], sum(row["cost"] for row in active))


if __name__ == "__main__":
    unittest.main()
