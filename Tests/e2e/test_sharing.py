"""Whose statement of a plan of sharing (权益共享) is shown to whom, through a served workspace."""

import json
import pathlib
import tempfile
import unittest

from served import Served
from support import zhitu, zhitu_json


class Statements(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="zhitu-sharing-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.workspace = cls.folder / "w.gpkg"
        zhitu("sample", "--seed", 7, "--out", cls.folder / "s.gpkg")
        zhitu("import", cls.folder / "s.gpkg", "--workspace", cls.workspace, "--name", "demo")
        zhitu("sample", "--seed", 7, "--deeds", cls.workspace)
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def ask(self, target, role, organisation):
        status, _, body = self.served.ask(
            "GET", target, headers={"Zhitu-Role": role, "Zhitu-Organisation": organisation})
        return status, json.loads(body)

    def seen(self, role, organisation):
        status, body = self.ask("/api/v1/sharings/demo", role, organisation)
        self.assertEqual(status, 200, body)
        return body

    def test_a_village_sees_its_own_households_and_how_many_others_there_are(self):
        everybody = self.seen("planner", "centre")
        self.assertEqual([one["id"] for one in everybody["households"]], [f"H{n:02}" for n in range(1, 9)])
        self.assertEqual(everybody["hidden"], 0)
        shown = []
        for number, own in ((0, {"H01", "H02", "H03", "H04"}), (1, {"H05", "H06", "H07"}), (2, {"H08"}), (3, set())):
            with self.subTest(village=number):
                village = f"village-{number:02}"
                plan = self.seen("village", village)
                self.assertEqual({one["id"] for one in plan["households"]}, own)
                self.assertEqual(plan["hidden"], 8 - len(own))
                self.assertEqual(plan["total"], everybody["total"])
                shown += plan["households"]
                for household in (one["id"] for one in everybody["households"]):
                    status = self.ask(f"/api/v1/sharings/demo/households/{household}", "village", village)[0]
                    self.assertEqual(status, 200 if household in own else 403, household)
        self.assertEqual(sum(one["total"] for one in shown), everybody["total"])

    def test_a_household_sees_its_own_statement_and_nothing_else(self):
        own = "household-h05"
        self.assertEqual(self.ask("/api/v1/sharings", "household", own)[1], {"sharings": ["demo"]})
        plan = self.seen("household", own)
        self.assertEqual([one["id"] for one in plan["households"]], ["H05"])
        self.assertEqual(plan["hidden"], 7)
        status, slip = self.ask("/api/v1/sharings/demo/households/H05", "household", own)
        self.assertEqual((status, slip["household"]), (200, "H05"))
        self.assertEqual(sum(line["amount"] for line in slip["lines"]), slip["total"])
        for target in ("sharings/demo/households/H06", "sharings/demo/households/H01", "quota", "funds", "payments"):
            with self.subTest(target):
                self.assertEqual(self.ask(f"/api/v1/{target}", "household", own)[0], 403)

    def test_what_is_not_there_is_told_to_who_reads_the_plan(self):
        for role, organisation, status in (("planner", "centre", 404), ("household", "household-h05", 403)):
            with self.subTest(role):
                self.assertEqual(self.ask("/api/v1/sharings/other", role, organisation)[0], status)
        self.assertEqual(self.ask("/api/v1/sharings/demo/households/H99", "planner", "centre")[0], 404)

    def test_the_statements_are_also_those_of_the_command(self):
        shared = zhitu_json("sharing", "show", "demo", "--workspace", self.workspace)
        plan = self.seen("planner", "centre")
        self.assertEqual([one["total"] for one in plan["households"]], shared["totals"])


if __name__ == "__main__":
    unittest.main()
