"""Monitoring, acceptance and increments of the sample district, through the built program."""

import shutil
import sqlite3
import subprocess
import unittest

from support import SampleDistrict, zhitu, zhitu_json


def table(workspace, name):
    """The rows of a layer by BSM, geometry included, without their numbers."""
    database = sqlite3.connect(workspace)
    names = [row[1] for row in database.execute(f'PRAGMA table_info("{name}")')]
    kept = [one for one in names if one != "fid"]
    place = kept.index("BSM")
    rows = database.execute(f'SELECT {", ".join(kept)} FROM "{name}"').fetchall()
    database.close()
    return {row[place]: dict(zip(kept, row)) for row in rows}


class Monitored(SampleDistrict):
    def copied(self):
        """A workspace of one's own."""
        mine = self.path("mine.gpkg")
        shutil.copyfile(self.workspace, mine)
        return mine

    def test_areas_add_up_to_the_base_epoch(self):
        found = zhitu_json("monitor", "--workspace", self.workspace)
        self.assertEqual((found["base"], found["observed"]), ("2023", "2024"))
        self.assertTrue(found["is_complete"])
        whole = sum(row["zt_area"] for row in table(self.workspace, "survey_2023").values())
        self.assertEqual(found["total"], whole)
        for groups in (found["stages"], found["projects"], found["villages"]):
            self.assertEqual(sum(sum(group["areas"].values()) for group in groups), whole)
        self.assertEqual({one["state"] for one in found["incidents"]}, {"outside_plan"})
        # Farmland that became a factory is an alarm, and so is farmland that was flooded.
        rules = {alarm["rule"] for one in found["incidents"] for alarm in one["alarms"]}
        self.assertLessEqual({"MON-01", "MON-02"}, rules)

    def test_alarms_become_problems_once(self):
        mine = self.copied()
        first = zhitu_json("monitor", "--workspace", mine)
        alarming = [one for one in first["incidents"] if one["alarms"]]
        self.assertTrue(alarming)
        refused = zhitu("monitor", "--workspace", mine, "--open-problems", "--as", "auditor",
                        status=2)
        self.assertIn("access.refused", refused.stderr)
        zhitu("monitor", "--workspace", mine, "--open-problems", "--as", "supervisor")
        after = zhitu_json("monitor", "--workspace", mine)
        numbers = [one.get("problem") for one in after["incidents"] if one["alarms"]]
        self.assertEqual(len(set(numbers)), len(alarming))
        self.assertNotIn(None, numbers)
        again = zhitu("monitor", "--workspace", mine, "--open-problems", "--as", "supervisor")
        self.assertIn(f"立案 0 件；仍存在 {len(alarming)}", again.stdout)
        shown = zhitu("problem", "show", numbers[0], "--workspace", mine).stdout
        self.assertIn("地类流向监测", shown)

    def month(self, confidence):
        """The sample with the patches that changed without a plan as an epoch of its own."""
        mine, part = self.copied(), self.path("month.gpkg")
        whole = zhitu_json("monitor", "--workspace", mine)
        self.patches = [one["patch"] for one in whole["incidents"] if not one["is_beyond_measure"]]
        listed = ", ".join(f"'{one}'" for one in self.patches)
        subprocess.run(
            ["ogr2ogr", "-f", "GPKG", part, self.sample, "-nln", "change", "-dialect", "SQLITE", "-sql",
             f"SELECT *, {confidence} AS ZXD FROM DLTB_2024 WHERE BSM IN ({listed})"], check=True)
        zhitu("import", part, "--workspace", mine, "--epoch", "2024-06")
        return mine

    @unittest.skipUnless(shutil.which("ogr2ogr"), "needs GDAL's programs")
    def test_every_month_is_held_against_the_base(self):
        mine = self.month("NULL")
        series = zhitu_json("monitor", "series", "--workspace", mine)
        self.assertEqual([(one["epoch"], one["is_complete"]) for one in series["epochs"]],
                         [("2024-06", False), ("2024", True)])
        for one in series["epochs"]:
            alone = zhitu_json("monitor", "--workspace", mine, "--observed", one["epoch"])
            self.assertEqual(sum(one["areas"].values()), series["total"])
            for state in alone["states"]:
                self.assertEqual(one["areas"].get(state["id"], 0), state["area"], state["id"])
            self.assertEqual(one["balances"], alone["balances"])
            self.assertEqual(one["alarms"], sum(bool(i["alarms"]) for i in alone["incidents"]))
        # The month shows lost farmland, and most ground was not seen: nobody can tell.
        self.assertEqual([one["balances"][0]["answer"] for one in series["epochs"]],
                         ["undecidable", "holds"])

    @unittest.skipUnless(shutil.which("ogr2ogr"), "needs GDAL's programs")
    def test_what_is_not_sure_raises_no_alarm_and_is_listed(self):
        mine = self.month("CASE WHEN BSM % 2 = 0 THEN 0.4 ELSE 0.9 END")
        found = zhitu_json("monitor", "--workspace", mine, "--observed", "2024-06")
        self.assertEqual(sorted(one["patch"] for one in found["incidents"]), sorted(self.patches))
        sure = zhitu_json("monitor", "--workspace", mine, "--observed", "2024")
        rules = {one["patch"]: one["alarms"] for one in sure["incidents"]}
        self.assertTrue(all("confidence" not in one for one in sure["incidents"]))
        for one in found["incidents"]:
            is_sure = int(one["patch"]) % 2 == 1
            self.assertEqual(one["confidence"], 90 if is_sure else 40)
            raised, doubted = (rules[one["patch"]], []) if is_sure else ([], rules[one["patch"]])
            self.assertEqual((one["alarms"], one["doubted"]), (raised, doubted))

    def test_an_increment_makes_the_next_epoch_exactly(self):
        package = self.path("2024.gpkg")
        made = zhitu_json("increment", "make", "--workspace", self.workspace, "--from", "2023",
                          "--to", "2024", "--out", package)
        self.assertGreater(made["added"], 100)
        zhitu("increment", "check", package)
        other = self.path("other.gpkg")
        zhitu("import", self.sample, "--layer", "DLTB_2023", "--workspace", other)
        zhitu("increment", "apply", package, "--workspace", other)
        self.assertEqual(table(other, "survey_2024"), table(self.workspace, "survey_2024"))
        refused = zhitu("increment", "apply", package, "--workspace", self.copied(), "--base",
                        "2024", status=2)
        self.assertIn("increment.base", refused.stderr)

    def test_changed_ground_enters_the_survey(self):
        mine = self.copied()
        package = self.path("2025.gpkg")
        zhitu("increment", "make", "--workspace", mine, "--from", "2023", "--to", "2025",
              "--changes", "demo", "--out", package)
        zhitu("increment", "check", package)
        zhitu("increment", "apply", package, "--workspace", mine)
        base, after = table(mine, "survey_2023"), table(mine, "survey_2025")
        self.assertAlmostEqual(sum(one["TBMJ"] for one in base.values()),
                               sum(one["TBMJ"] for one in after.values()), delta=0.005)
        new = [one for key, one in after.items() if key not in base]
        self.assertTrue(all(one["BSM"] > max(base) for one in new))
        villages = {}
        for one in after.values():
            villages.setdefault(one["ZLDWDM"], []).append(one["TBBH"])
        for numbers in villages.values():
            self.assertEqual(len(numbers), len(set(numbers)))
        for one in new:
            self.assertAlmostEqual(one["TBMJ"], one["KCMJ"] + one["TBDLMJ"]
                                   if one["KCMJ"] else one["TBMJ"], delta=0.011)
        # The whole plan carried out is a plan without anything left to do.
        seen = zhitu_json("monitor", "--workspace", mine, "--observed", "2025")
        areas = {one["id"]: one["area"] for one in seen["states"]}
        self.assertEqual((areas["not_yet"], areas["deviating"], areas["outside_plan"]), (0, 0, 0))

    @unittest.skipUnless(shutil.which("ogr2ogr"), "needs GDAL's programs")
    def test_three_increments_are_the_direct_one(self):
        mine = self.copied()

        def increment(name, start, end, *changes):
            package = self.path(f"{name}.gpkg")
            zhitu("increment", "make", "--workspace", mine, "--from", start, "--to", end, *changes,
                  "--out", package)
            zhitu("increment", "check", package)
            return package

        packages = [increment("first", "2023", "2024")]
        for stage, start, end in ((2, "2024", "2025"), (3, "2025", "2026")):
            works = self.path(f"stage{stage}.gpkg")
            subprocess.run(
                ["ogr2ogr", "-f", "GPKG", works, self.sample, "-nln", "ZZTB", "-dialect", "SQLITE",
                 "-sql", f"SELECT * FROM ZZTB WHERE JD = {stage}"], check=True)
            zhitu("import", works, "--workspace", mine, "--name", f"stage{stage}")
            packages.append(increment(f"to{end}", start, end, "--changes", f"stage{stage}"))
            zhitu("increment", "apply", packages[-1], "--workspace", mine)
        direct = increment("direct", "2023", "2026")
        found = []
        for name, chain in (("chain", packages), ("direct", [direct])):
            other = self.path(f"{name}-workspace.gpkg")
            zhitu("import", self.sample, "--layer", "DLTB_2023", "--workspace", other)
            for package in chain:
                zhitu("increment", "apply", package, "--workspace", other)
            zhitu("check", "--workspace", other, "--epoch", "2026")
            found.append(table(other, "survey_2026"))
        self.assertGreater(len(found[0]), 9000)
        self.assertEqual(found[0], found[1])
        self.assertEqual(found[0], table(mine, "survey_2026"))

    def test_a_stage_is_accepted_as_far_as_it_was_measured(self):
        first = zhitu_json("acceptance", "--workspace", self.workspace, "--stage", "1")
        second = zhitu_json("acceptance", "--workspace", self.workspace, "--stage", "2")
        counts = {one["answer"]: one["count"] for one in first["counts"]}
        self.assertGreater(counts["accepted"], counts["remediate"])
        self.assertEqual(second["new_farmland"]["accepted"], 0)
        for part in (first["sources"], first["classes"], first["grades"]):
            for name in ("planned", "measured", "accepted"):
                self.assertEqual(sum(one[name] for one in part), first["new_farmland"][name])
        standing = {step["id"]: step["area"] for step in first["chain"]}
        self.assertEqual(standing["submitted"], first["new_farmland"]["accepted"])
        typed = zhitu_json("acceptance", "--workspace", self.workspace, "--stage", "1", "--city",
                           "1000:数据复核", "--confirmed", "2024")
        self.assertEqual(typed["accepted"], standing["submitted"] - 100_000)
        self.assertEqual(typed["confirmed"], standing["submitted"])


if __name__ == "__main__":
    unittest.main()
