"""Processes as data and the cases that go through them, through the built program."""

import hashlib
import json
import pathlib
import tempfile
import unittest
import xml.etree.ElementTree
import zipfile

from support import zhitu, zhitu_json

OFFICES = ("use-control", "spatial-planning", "survey-monitoring", "farmland-protection")

DISPLAY = """
schema: zhitu.process/1
id: display
title: {zh: 验收结果公示, en: Public display of the result}
source: 测试
roles:
  - {id: county, title: {zh: 县级, en: County}, held_by: [planner]}
  - {id: offices, title: {zh: 部门, en: Offices}, held_by: [reviewer]}
everywhere: {suspend: [offices], halt: [offices], terminate: [offices], settle: [offices]}
steps:
  - id: D1
    title: {zh: 拟公示, en: Before the display}
    stage: acceptance
    owners: [county]
    acts:
      - {verb: submit, to: D2, by: [county]}
  - id: D2
    title: {zh: 公示, en: Display}
    stage: acceptance
    owners: [offices]
    objections: {limit: {days: 15, of: calendar, source: 测试}, fact: objections_answered}
    acts:
      - {verb: pass, to: D3, by: [offices], guards: [objections_answered]}
  - id: D3
    title: {zh: 办结, en: Done}
    stage: acceptance
    final: true
"""


def square():
    ring = [[500000, 3300000], [500100, 3300000], [500100, 3300100], [500000, 3300100],
            [500000, 3300000]]
    feature = {"type": "Feature", "properties": {"XZQDM": "990101100201", "XZQMC": "甲村"},
               "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return {"type": "FeatureCollection", "features": [feature]}


class Processes(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.workspace = self.path / "w.gpkg"
        layer = self.path / "d.geojson"
        layer.write_text(json.dumps(square()), encoding="utf-8")
        zhitu("import", layer, "--workspace", self.workspace, "--crs", "EPSG:4549", "--role",
              "village", status=None)
        self.paper = self.path / "paper.pdf"
        self.paper.write_bytes(b"%PDF-1.7 not really")

    def start(self, process="city-application"):
        row = zhitu_json("process", "start", process, "--subject", "ZX-01", "--title", "后施村复垦",
                         "--area", "990101", "--as", "planner", "--at", "2026-03-02T02:00Z",
                         "--workspace", self.workspace)
        return row["number"]

    def act(self, number, verb, *options, role="reviewer", person=None, at="2026-03-03T02:00Z",
            status=0):
        who = ("--person", person, "--organisation", f"office-{person}") if person else ()
        return zhitu("process", "act", number, verb, *options, "--as", role, *who, "--at", at,
                     "--workspace", self.workspace, status=status)

    def state(self, number, role="reviewer", at="2026-03-03T02:00Z"):
        return zhitu_json("process", "show", number, "--as", role, "--at", at, "--workspace",
                          self.workspace)

    def to_review(self):
        number = self.start()
        for paper in ("application", "boundary_survey", "class_table", "design", "budget",
                      "tenure_scheme", "villagers"):
            self.act(number, "attach", "--document", paper, "--file", self.paper, role="planner")
        self.act(number, "submit", role="planner")
        self.act(number, "accept")
        self.act(number, "dispatch")
        self.act(number, "establish", "--fact", "clearance_checked", "--value", "yes", "--note",
                 "坐标检查单")
        self.act(number, "pass")
        self.act(number, "dispatch")
        return number

    def test_the_shipped_processes_are_sound(self):
        results = zhitu_json("process", "check")
        self.assertIn("project", [result["process"] for result in results])
        self.assertEqual([result["faults"] for result in results], [[]] * len(results))
        for jurisdiction in ("zhejiang", "ningbo", "national-pilot"):
            zhitu("process", "check", "--jurisdiction", jurisdiction)

    def test_a_fault_in_a_process_is_named_with_its_line(self):
        source = pathlib.Path(__file__).parents[2] / "Policies" / "processes"
        folder = self.path / "processes"
        folder.mkdir()
        for name in ("facts.yaml", "calendar.yaml", "project.yaml"):
            (folder / name).write_text((source / name).read_text("utf-8"), "utf-8")
        text = (source / "project.yaml").read_text("utf-8")
        line = 1 + text[:text.index("{verb: accept, to: ST4")].count("\n")
        (folder / "project.yaml").write_text(text.replace("to: ST4, by: [leading]}",
                                                          "to: ST44, by: [leading]}", 1), "utf-8")
        refused = zhitu("process", "check", "--folder", folder, status=1)
        self.assertIn("process.unknown-step", refused.stderr)
        self.assertIn(f"project.yaml:{line}", refused.stderr)

    def test_a_process_is_drawn(self):
        out = self.path / "p.svg"
        zhitu("process", "draw", "project", "--out", out, "--jurisdiction", "ningbo")
        root = xml.etree.ElementTree.parse(out).getroot()
        texts = [element.text for element in root.iter() if element.tag.endswith("text")]
        self.assertIn("ST4 并联会审", texts)
        self.assertTrue(any("单元方案与可研并联审批" in text for text in texts))

    def test_the_application_to_the_city(self):
        number = self.to_review()
        self.assertEqual(number, "BJ-2026-0001")
        self.assertEqual(self.state(number)["summary"]["step"], "S16")
        refused = self.act(number, "pass", status=2)
        self.assertIn("process.unsigned", refused.stderr)
        for office in OFFICES:
            self.act(number, "sign", "--task", office, person=office)
        # One person does not sign for two offices, and nobody signs twice.
        refused = self.act(number, "sign", "--task", OFFICES[0], person=OFFICES[1], status=2)
        self.assertIn("process.signed", refused.stderr)
        self.act(number, "pass")
        refused = self.act(number, "adopt", status=2)
        self.assertIn("process.undecided", refused.stderr)
        self.act(number, "establish", "--fact", "hard_rules_pass", "--value", "yes", "--note",
                 "判定 2026-03")
        self.act(number, "adopt")
        self.act(number, "attach", "--document", "entry_letter", "--file", self.paper)
        self.act(number, "approve")
        self.act(number, "confirm")
        self.assertEqual(self.state(number)["summary"]["standing"], "ended")
        verified = zhitu_json("log", "verify", "--workspace", self.workspace)
        self.assertEqual(verified["faultCount"], 0)
        rebuilt = zhitu_json("log", "rebuild", "--workspace", self.workspace)
        self.assertIs({row["name"]: row.get("wasSame") for row in rebuilt}["processes"], True)
        # The archive holds every document, and proves each by its hash.
        out = self.path / "case.zip"
        zhitu("process", "archive", number, "--out", out, "--as", "reviewer", "--workspace",
              self.workspace)
        with zipfile.ZipFile(out) as archive:
            proof = json.loads(archive.read("proof.json"))
            self.assertEqual(proof["number"], number)
            self.assertTrue(proof["events"])
            self.assertIn(self.paper.read_bytes(),
                          [archive.read(one["path"]) for one in proof["files"]])
            for one in proof["files"]:
                body = archive.read(one["path"])
                self.assertEqual(hashlib.sha256(body).hexdigest(), one["sha256"], one["path"])

    def test_a_return_voids_what_it_undoes(self):
        number = self.to_review()
        self.act(number, "sign", "--task", OFFICES[0], person="a")
        self.act(number, "return", "--to", "S11", "--note", "图件不全")
        self.paper.write_bytes(b"%PDF-1.7 better")
        self.act(number, "attach", "--document", "design", "--file", self.paper, role="planner")
        shown = self.state(number, role="planner")
        self.assertEqual([(change["task"], change["replaced"])
                          for change in shown["package"]["changes"]], [(OFFICES[0], ["design"])])
        self.assertNotEqual(shown["package"]["digest"], shown["package"]["submitted"])
        self.assertEqual({entry["standing"] for entry in shown["package"]["entries"]
                          if entry["isNeededNow"]}, {"attached"})
        instance = shown["instance"]
        self.assertEqual([visit["step"] for visit in instance["path"]], ["S11"])
        self.assertEqual(instance["facts"], {})
        self.assertEqual(instance["returns"], 1)

    def test_what_may_never_follow_later(self):
        number = self.start()
        for paper in ("villagers", "budget", "design"):
            refused = self.act(number, "defer", "--document", paper, "--note", "下月补",
                               role="planner", status=2)
            self.assertIn("process.not-deferrable", refused.stderr)

    def test_a_time_limit_runs_out_and_is_escalated(self):
        number = self.to_review()
        self.act(number, "limit", "--days", "10", "--note", "领导小组办公室通知")
        # Entered on Tuesday 3 March: the tenth working day is Tuesday 17 March.
        self.assertTrue(self.state(number)["summary"]["due"].startswith("2026-03-17T15:59"))
        listed = zhitu_json("process", "list", "--overdue", "--at", "2026-03-17T10:00Z",
                            "--workspace", self.workspace)
        self.assertEqual(listed, [])
        listed = zhitu_json("process", "list", "--overdue", "--at", "2026-03-18T02:00Z",
                            "--workspace", self.workspace)
        self.assertEqual([row["number"] for row in listed], [number])
        # The alert is told at once by day, and in the quiet hours at their end.
        for time, told in (("2026-03-18T02:00Z", "2026-03-18T02:00"),
                           ("2026-03-18T15:00Z", "2026-03-18T23:30")):
            alerts = zhitu_json("boards", "alerts", "--at", time, "--workspace", self.workspace)
            self.assertEqual([(one["kind"], one["id"], one["days"], one["at"][:16])
                              for one in alerts], [("case-overdue", number, 1, told)])
        due = zhitu_json("boards", "alerts", "--due", "--at", "2026-03-18T15:00Z", "--workspace",
                         self.workspace)
        self.assertEqual(due, [])
        sheet = self.path / "weekly.docx"
        zhitu("boards", "sheet", "--at", "2026-03-18T02:00Z", "--out", sheet, "--workspace",
              self.workspace)
        with zipfile.ZipFile(sheet) as document:
            text = document.read("word/document.xml").decode("utf-8")
        for part in (number, "2026-03-12 至 2026-03-18", "办件逾期", "未检验"):
            self.assertIn(part, text)
        # Neither before the time has run out nor by somebody who may not change the case.
        for role, time in (("reviewer", "2026-03-17T10:00Z"), ("auditor", "2026-03-18T02:00Z")):
            done = zhitu_json("process", "escalate", "--as", role, "--at", time,
                              "--workspace", self.workspace)
            self.assertEqual(done, [], role)
        done = zhitu_json("process", "escalate", "--as", "reviewer", "--at", "2026-03-18T02:00Z",
                          "--workspace", self.workspace)
        self.assertEqual([row["task"] for row in done], list(OFFICES))
        refused = self.act(number, "pass", at="2026-03-18T02:00Z", status=2)
        self.assertIn("process.unsigned", refused.stderr)

    def test_every_objection_has_its_own_days(self):
        source = pathlib.Path(__file__).parents[2] / "Policies" / "processes"
        folder = self.path / "processes"
        folder.mkdir()
        for name in ("facts.yaml", "calendar.yaml"):
            (folder / name).write_text((source / name).read_text("utf-8"), "utf-8")
        (folder / "display.yaml").write_text(DISPLAY, "utf-8")
        zhitu("process", "check", "--folder", folder)
        number = zhitu_json("process", "start", "display", "--folder", folder, "--subject", "ZX-01",
                            "--title", "验收结果公示", "--area", "990101", "--as", "planner", "--at",
                            "2026-03-02T02:00Z", "--workspace", self.workspace)["number"]
        self.act(number, "submit", role="planner", at="2026-03-02T02:00Z")
        self.assertIsNone(self.state(number)["summary"].get("due"))
        self.act(number, "object", "--by", "甲", "--note", "少计一块", at="2026-03-04T02:00Z")
        self.act(number, "object", "--by", "乙", "--note", "界址有误", "--received", "2026-03-03",
                 at="2026-03-06T02:00Z")
        found = self.state(number)["instance"]["objections"]
        self.assertEqual([one["id"] for one in found], ["O1", "O2"])
        # 15 days after the day of receipt; 18 March is a Wednesday, 19 March a Thursday.
        self.assertTrue(self.state(number)["summary"]["due"].startswith("2026-03-18T15:59"))
        yes = ("--fact", "objections_answered", "--value", "yes", "--note", "均已答复")
        refused = self.act(number, "establish", *yes, at="2026-03-10T02:00Z", status=2)
        self.assertIn("process.objection", refused.stderr)
        self.act(number, "answer", "--condition", "O2", "--note", "已复测", at="2026-03-10T02:00Z")
        self.assertTrue(self.state(number)["summary"]["due"].startswith("2026-03-19T15:59"))
        late = "2026-03-20T02:00Z"
        listed = zhitu_json("process", "list", "--overdue", "--at", late, "--workspace",
                            self.workspace)
        self.assertEqual([row["number"] for row in listed], [number])
        done = zhitu_json("process", "escalate", "--as", "reviewer", "--at", late, "--workspace",
                          self.workspace)
        self.assertEqual([row["task"] for row in done], ["D2"])
        refused = self.act(number, "pass", at=late, status=2)
        self.assertIn("process.objection", refused.stderr)
        shown = zhitu("process", "show", number, "--as", "reviewer", "--workspace",
                      self.workspace).stdout
        self.assertIn("O1 甲：少计一块 → 应于", shown)
        self.act(number, "answer", "--condition", "O1", "--note", "已现场复核", at=late)
        self.act(number, "establish", *yes, at=late)
        self.act(number, "pass", at=late)
        self.assertEqual(self.state(number)["summary"]["standing"], "ended")

    def test_mine_are_those_that_wait_for_me(self):
        number = self.start()
        for role, wanted in (("planner", [number]), ("village", []), ("auditor", [])):
            rows = zhitu_json("process", "list", "--mine", "--as", role, "--workspace",
                              self.workspace)
            self.assertEqual([row["number"] for row in rows], wanted, role)

    def test_whoever_is_slower_is_told(self):
        number = self.start()
        self.act(number, "copy", "--to-organisation", "agriculture", "--version-seen", "1",
                 role="planner")
        refused = self.act(number, "copy", "--to-organisation", "forestry", "--version-seen", "1",
                           role="planner", status=2)
        self.assertIn("log.conflict", refused.stderr)

    def test_a_verb_says_which_option_it_needs(self):
        number = self.start()
        refused = self.act(number, "terminate", "--note", "不再实施", role="reviewer", status=2)
        self.assertIn("disposal", refused.stderr)


if __name__ == "__main__":
    unittest.main()
