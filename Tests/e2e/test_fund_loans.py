"""Loans repaid by cash, and tables of single projects, through the built program."""

import unittest
from fractions import Fraction

import yaml

from support import Scratch, zhitu, zhitu_json
from fund_model import EXAMPLE, Workbook, half_up
from test_quota import sample


class Loans(Scratch):
    def test_a_loan_repaid_by_cash_takes_what_a_year_leaves(self):
        workspace = sample()
        swept = self.folder / "swept.yaml"
        text = EXAMPLE.read_text(encoding="utf-8")
        swept.write_text(
            text.replace("repaid_to: 2030\n    repayment: annuity", "repaid_to: 2040\n    repayment: by_cash")
            .replace("kind: loan\n", "kind: eod\n"), encoding="utf-8")
        self.assertEqual(swept.read_text(encoding="utf-8").count("by_cash"), 1)
        zhitu("fund", "set", "swept", swept, "--base", "2023", "--plan", "demo", "--workspace", workspace)
        table = zhitu_json("fund", "show", "swept", "--workspace", workspace)
        plan = yaml.safe_load(swept.read_text(encoding="utf-8"))
        cash, owed = 0, {loan["id"]: 0 for loan in plan["financing"]}
        for place, cumulative in enumerate(table["cumulative"]):
            year = table["firstYear"] + place
            cash += table["revenue"][place] - table["cost"][place]
            due = {}
            for loan in plan["financing"]:
                draw = loan["draws"].get(year, 0) * 100
                cash += draw
                if loan["kind"] == "capital":
                    continue
                owed[loan["id"]] += draw
                rate = Fraction(loan["rate"].rstrip("%")) / 100
                cash -= half_up(owed[loan["id"]] * rate)
                if loan["repaid_from"] <= year <= loan["repaid_to"]:
                    left = loan["repaid_to"] - year + 1
                    due[loan["id"]] = owed[loan["id"]] if left == 1 else half_up(Fraction(owed[loan["id"]], left))
            # The bond goes first; the loan takes the rest.
            if "bond" in due:
                cash -= due["bond"]
                owed["bond"] -= due["bond"]
            if "bank" in due:
                paid = owed["bank"] if year == 2040 else min(owed["bank"], max(0, cash))
                cash -= paid
                owed["bank"] -= paid
            self.assertEqual(cumulative, cash, year)
        self.assertEqual(set(owed.values()), {0})
        out = self.folder / "swept.xlsx"
        zhitu("fund", "export", "swept", "--workspace", workspace, "--out", out)
        book = Workbook(out)
        formulas = [key for key, cell in book.cells.items() if isinstance(cell, str) and cell.startswith("=")]
        for sheet, name in formulas:
            self.assertAlmostEqual(book.value(sheet, name), book.shown[sheet, name], delta=0.005,
                                   msg=f"{sheet}!{name} {book.cells[sheet, name]}")

    def test_projects_have_tables_of_their_own_that_add_up(self):
        workspace = sample()
        text = EXAMPLE.read_text(encoding="utf-8")
        projects = [lot["origin"] for lot in (
            zhitu_json("quota", "trace", name, "--workspace", workspace)["lot"] for name in ("GG-2025-1", "GG-2025-2"))]
        def linked(*names):
            own = self.folder / "own.yaml"
            own.write_text(text.replace("{ ledger: linked }", f"{{ ledger: linked, projects: [{', '.join(names)}] }}"),
                           encoding="utf-8")
            zhitu("fund", "set", "own", own, "--base", "2023", "--plan", "demo", "--workspace", workspace)
            table = zhitu_json("fund", "show", "own", "--workspace", workspace)
            return sum(next(one["amounts"] for one in table["lines"] if one["id"] == "linked_quota"))
        both, one, other = linked(*projects), linked(projects[0]), linked(projects[1])
        # Each row is rounded by itself, to the 分 of each of its years.
        self.assertAlmostEqual(both, one + other, delta=6)
        self.assertGreater(min(one, other), 0)
        own = self.folder / "own.yaml"
        own.write_text(text.replace("{ ledger: linked }", "{ ledger: linked, projects: [NONE] }"), encoding="utf-8")
        refused = zhitu("fund", "set", "own", own, "--base", "2023", "--plan", "demo", "--workspace", workspace,
                        status=2)
        self.assertIn("fund.no-project", refused.stderr)


if __name__ == "__main__":
    unittest.main()
