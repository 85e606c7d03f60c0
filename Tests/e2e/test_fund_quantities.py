"""What the ledgers know is never typed twice: a measure that is drawn anew changes every row that counts it."""

import json
import shutil
import sqlite3
import unittest

import yaml

from support import Scratch, zhitu, zhitu_json
from fund_model import EXAMPLE
from test_quota import sample


class Quantities(Scratch):
    def setUp(self):
        super().setUp()
        self.workspace = self.folder / "w.gpkg"
        shutil.copy(sample(), self.workspace)
        # A row for each kind of quantity: twice the ledger, the quota book, another row, and one that was typed.
        plan = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
        row = {"title": {"zh": "存量", "en": "stock"}, "side": "revenue", "phase": "transfer", "unit": "mu",
               "years": {2027: 1}}
        plan["lines"].append(row | {"id": "stock", "price": 300000, "quantity": {"quota": "linked"}})
        plan["lines"].append(row | {"id": "again", "price": 1000, "quantity": {"line": "reclaim", "times": 2}})
        self.file = self.folder / "fund.yaml"
        self.file.write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
        self.lines = {line["id"]: line for line in plan["lines"]}
        zhitu("fund", "set", "own", self.file, "--base", "2023", "--plan", "demo", "--workspace", self.workspace)

    def changes(self, status, *more):
        found = zhitu_json("fund", "quantities", "own", *more, "--workspace", self.workspace, status=status)
        return {one["line"]: one["now"] - one["held"] for one in found}

    def amounts(self):
        table = zhitu_json("fund", "show", "own", "--workspace", self.workspace)
        return {line["id"]: sum(line["amounts"]) for line in table["lines"]}

    def pieces(self):
        """The ground behind the lots of the book, by lot and measure."""
        out = self.folder / "book.json"
        zhitu("quota", "export", "--workspace", self.workspace, "--out", out)
        found = {}
        for posted in json.loads(out.read_text(encoding="utf-8"))["entries"]:
            lot = posted["entry"]["act"].get("generate", {}).get("lot")
            for piece in lot["pieces"] if lot else []:
                measure = piece["id"].split("-")[1]
                areas = found.setdefault(lot["id"], {})
                areas[measure] = areas.get(measure, 0) + piece["area"]
        return found

    def make_road(self, measure):
        """Draws a measure as a road, as Zhitu itself would leave the layer."""
        with sqlite3.connect(self.workspace) as data:
            for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
                data.create_function(name, 1, lambda geometry: 0)
            changed = data.execute("UPDATE plan_demo SET zt_class = '1003' WHERE zt_id = ?", (measure,)).rowcount
            data.execute("DELETE FROM zhitu_hashes WHERE layer = 'plan_demo'")
        data.close()
        self.assertEqual(changed, 1)

    def test_a_measure_drawn_anew_changes_every_row_that_counts_it(self):
        self.assertEqual(self.changes(0), {})
        pieces = self.pieces()
        for lot, rows in (("GG-2025-1", ("reclaim", "linked_quota")), ("BC-2025-1", ("fields", "farmland_quota"))):
            with self.subTest(lot):
                measure, area = max(pieces[lot].items(), key=lambda one: one[1])
                before = self.amounts()
                self.make_road(measure)
                expected = dict.fromkeys(rows, -area)
                if "reclaim" in rows:
                    expected["again"] = -2 * area
                # Nothing changed yet: the rows are told, and the table stays as it was entered.
                self.assertEqual(self.changes(1), expected)
                self.assertEqual(self.amounts(), before)
                self.assertEqual(self.changes(0, "--refresh"), expected)
                self.assertEqual(self.changes(0), {})
                after = self.amounts()
                for row, change in expected.items():
                    # 0.01 m² at a price a mu, in fen; every year of the row is rounded by itself.
                    fen = self.lines[row]["price"] * 100 * change * 3 / 200_000
                    self.assertAlmostEqual(after[row] - before[row], fen, delta=len(self.lines[row]["years"]))
                # Shares follow their rows; what was typed, and what counts other ground, stays.
                moved = {row for row in before if after[row] != before[row]}
                shares = {"design", "reserve"} | ({"levy"} if rows else set())
                self.assertEqual(moved, set(expected) | shares)

    def test_units_that_are_used_leave_the_row_of_the_book(self):
        order = [{"day": "2026-10-01", "document": {"title": "批复", "number": "1", "authority": "局"},
                  "act": {"use": {
                      "use": {"id": "U-9", "project": "公厕", "area": "330298", "purpose": "resettlement",
                              "approval": "批 1", "holder": "village-0",
                              "demand": {"quantity": 10_000, "paddy": 0, "capacity": 0}},
                      "parts": [{"lot": "GG-2025-1", "amounts": {"quantity": 10_000, "paddy": 0, "capacity": 0}}],
                      "fromLocked": False}}}]
        orders = self.folder / "orders.json"
        orders.write_text(json.dumps(order), encoding="utf-8")
        zhitu("quota", "post", orders, "--as", "planner", "--at", "2026-10-02", "--workspace", self.workspace)
        self.assertEqual(self.changes(1), {"stock": -10_000})
        before = self.amounts()
        self.changes(0, "--refresh")
        self.assertEqual(self.amounts()["stock"] - before["stock"], -300_000 * 100 * 10_000 * 3 // 200_000)

    def test_a_row_that_follows_none_is_refused_with_its_line(self):
        text = self.file.read_text(encoding="utf-8")
        for wrong in ("line: nothing", "line: homes", "line: stock"):
            self.file.write_text(text.replace("line: reclaim", wrong), encoding="utf-8")
            # Rows of another unit, and a row of the same table that stands after it, give no quantity.
            if wrong == "line: stock":
                self.file.write_text(text.replace("line: premises", wrong), encoding="utf-8")
            refused = zhitu("fund", "set", "own", self.file, "--base", "2023", "--plan", "demo", "--workspace",
                            self.workspace, status=2)
            self.assertIn("fund.file", refused.stderr)
            self.assertIn("fund.yaml:", refused.stderr)


if __name__ == "__main__":
    unittest.main()
