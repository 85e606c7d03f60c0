"""The rule book as a jurist and an auditor read it."""

import pathlib
import shutil
import unittest
import zipfile

from support import ROOT, Scratch, zhitu, zhitu_json

POLICIES = ROOT / "Policies"


class Book(Scratch):
    """Commands on the rule book alone."""

    def test_list_counts_and_filters(self):
        answer = zhitu_json("rules", "list")
        census, rules = answer["census"], answer["rules"]
        self.assertEqual(census["rules"], len(rules))
        self.assertEqual(sum(row["total"] for row in census["rows"]), len(rules))
        for row in census["rows"]:
            self.assertEqual(sum(row["levels"].values()), row["total"])
        self.assertEqual(len({pack["sha256"] for pack in answer["packs"]}), len(answer["packs"]))
        hard = zhitu_json("rules", "list", "--level", "hard")["rules"]
        self.assertEqual([r["id"] for r in hard], [r["id"] for r in rules if r["level"] == "hard"])
        local = [r["id"] for r in zhitu_json("rules", "list", "--jurisdiction", "ningbo")["rules"]]
        self.assertIn("CAP-01", local)
        self.assertNotIn("CORE-01", local)
        elsewhere = [r["id"] for r in zhitu_json("rules", "list", "--scope", "110101")["rules"]]
        self.assertNotIn("CAP-01", elsewhere)
        self.assertEqual(zhitu_json("rules", "list", "--chapter", "坡度")["rules"][0]["id"], "SLP-01")
        told = zhitu("rules", "list").stdout
        self.assertIn("待核实", told)
        self.assertIn(f"规则 {len(rules)} 条", told)
        zhitu("rules", "list", "--stage", "nowhere", status=2)

    def test_show(self):
        told = zhitu("rules", "show", "SLP-01").stdout
        for text in ("待核实", "水土保持法", "pieces.slope_class", "national/slope.yaml"):
            self.assertIn(text, told)
        self.assertNotIn("待核实", zhitu("rules", "show", "CORE-03").stdout)
        self.assertIn("rules.unknown", zhitu("rules", "show", "XX-99", status=2).stderr)

    def test_cases_beside_the_rules(self):
        answer = zhitu_json("rules", "test")
        self.assertEqual(answer["failed"], 0)
        self.assertGreater(len(answer["cases"]), 60)
        self.assertTrue(all(case["holds"] for case in answer["cases"]))
        self.assertIn("✓", zhitu("rules", "test", "CAP-01").stdout)
        # A threshold changed by mistake is found by the cases.
        copy = self.folder / "Policies"
        shutil.copytree(POLICIES, copy)
        file = copy / "national" / "caps.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("threshold: 0.05", "threshold: 0.06"),
                        encoding="utf-8")
        told = zhitu("rules", "test", "--policies", copy, status=1).stdout
        self.assertIn("✗", told)
        self.assertIn("CAP-02", told)

    def test_differences(self):
        copy = self.folder / "Policies"
        shutil.copytree(POLICIES, copy)
        zhitu("rules", "diff", POLICIES, copy)
        file = copy / "ningbo" / "opinion.yaml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("threshold: 0.03", "threshold: 0.02", 1),
            encoding="utf-8")
        for old, new in ((POLICIES, copy), (POLICIES / "ningbo", copy / "ningbo")):
            answer = zhitu_json("rules", "diff", old, new, status=1)
            changed = {change["rule"]: change["fields"] for change in answer["changed"]}
            self.assertEqual(list(changed), ["CAP-01"])
            self.assertEqual({field["field"] for field in changed["CAP-01"]},
                             {"parts.farmland.threshold", "parts.pbf.threshold"})
            self.assertEqual(changed["CAP-01"][0]["from"], "3/100")
            self.assertEqual(changed["CAP-01"][0]["to"], "1/50")
            self.assertEqual(answer["added"] + answer["removed"], [])
        days = zhitu_json("rules", "diff", "--date", "2021-06-01", "--date", "2022-06-01", status=1)
        self.assertIn("NB-04", [entry["rule"] for entry in days["added"]])
        zhitu("rules", "diff", POLICIES, status=2)

    def test_document(self):
        page, text = self.path("rules.html"), self.path("rules.md")
        zhitu("rules", "doc", "--out", page, "--out", text, "--out", self.path("rules.docx"))
        for path in (page, text):
            content = pathlib.Path(path).read_text(encoding="utf-8")
            for wanted in ("CORE-01", "待核实", "自然资发", "恰好多百分之五"):
                self.assertIn(wanted, content, path)
        with zipfile.ZipFile(self.path("rules.docx")) as archive:
            body = archive.read("word/document.xml").decode()
        self.assertIn("建设用地总量不增加", body)
        self.assertIn("还须新增耕地", body)
        self.assertIn("rules.format", zhitu("rules", "doc", "--out", self.path("rules.txt"),
                                            status=2).stderr)


if __name__ == "__main__":
    unittest.main()
