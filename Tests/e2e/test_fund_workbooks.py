"""Workbooks of money: prices and budgets that come in, and what LibreOffice makes of the formulas that go out."""

import io
import pathlib
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as tree
import zipfile

import yaml

import test_fund
from fund_model import EXAMPLE, NAMESPACE, Workbook, letters, split
from support import Scratch, zhitu, zhitu_json
from test_quota import sample

MAIN = NAMESPACE["x"]


def edit(path, changes, recalculate=False):
    """Changes cells `{(sheet, name): value}` of a workbook in place; with `recalculate` the results of all formulas
    are dropped, so that whoever opens it has to work them out."""
    tree.register_namespace("", MAIN)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = tree.fromstring(parts["xl/workbook.xml"])
    for number, sheet in enumerate(book.find("x:sheets", NAMESPACE), 1):
        part = f"xl/worksheets/sheet{number}.xml"
        root = tree.fromstring(parts[part])
        wanted = {name: value for (title, name), value in changes.items() if title == sheet.get("name")}
        for cell in root.iter(f"{{{MAIN}}}c"):
            if recalculate and cell.find("x:f", NAMESPACE) is not None:
                for value in cell.findall("x:v", NAMESPACE):
                    cell.remove(value)
            if cell.get("r") in wanted:
                fill(cell, wanted.pop(cell.get("r")))
        data = root.find("x:sheetData", NAMESPACE)
        for name, value in wanted.items():
            row = next((row for row in data if row.get("r") == name.lstrip("ABCDEFGHIJ")), None)
            if row is None:
                row = tree.SubElement(data, f"{{{MAIN}}}row", r=name.lstrip("ABCDEFGHIJ"))
            fill(tree.SubElement(row, f"{{{MAIN}}}c", r=name), value)
            row[:] = sorted(row, key=lambda cell: cell.get("r"))
        parts[part] = tree.tostring(root, xml_declaration=True, encoding="UTF-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def fill(cell, value):
    """A number, a text, or a formula that begins with =."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str) and value.startswith("="):
        tree.SubElement(cell, f"{{{MAIN}}}f").text = value[1:]
    elif isinstance(value, str):
        cell.set("t", "inlineStr")
        tree.SubElement(tree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t").text = value
    elif value is not None:
        tree.SubElement(cell, f"{{{MAIN}}}v").text = repr(value)


def write_sheet(path, cells):
    """A workbook of one sheet `m` with some cells."""
    root = tree.Element(f"{{{MAIN}}}worksheet")
    data = tree.SubElement(root, f"{{{MAIN}}}sheetData")
    rows = {}
    for (row, column), value in sorted(cells.items()):
        if row not in rows:
            rows[row] = tree.SubElement(data, f"{{{MAIN}}}row", r=str(row))
        fill(tree.SubElement(rows[row], f"{{{MAIN}}}c", r=f"{letters(column)}{row}"), value)
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f"""<Types xmlns="{package}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>""")
        archive.writestr("_rels/.rels", f"""<Relationships xmlns="{package}/relationships">
            <Relationship Id="r1" Type="{office}/relationships/officeDocument" Target="xl/workbook.xml"/>
            </Relationships>""")
        archive.writestr("xl/_rels/workbook.xml.rels", f"""<Relationships xmlns="{package}/relationships">
            <Relationship Id="r1" Type="{office}/relationships/worksheet" Target="worksheets/sheet1.xml"/>
            </Relationships>""")
        archive.writestr("xl/workbook.xml", f"""<workbook xmlns="{MAIN}" xmlns:r="{office}/relationships">
            <sheets><sheet name="m" sheetId="1" r:id="r1"/></sheets></workbook>""")
        stream = io.BytesIO()
        tree.ElementTree(root).write(stream, xml_declaration=True, encoding="UTF-8")
        archive.writestr("xl/worksheets/sheet1.xml", stream.getvalue())


class Workbooks(Scratch):
    def setUp(self):
        super().setUp()
        self.workspace = self.folder / "w.gpkg"
        shutil.copy(sample(), self.workspace)

    def exported(self):
        out = self.folder / "fund.xlsx"
        zhitu("fund", "export", "demo", "--workspace", self.workspace, "--out", out)
        return out, Workbook(out)

    @staticmethod
    def row(book, sheet, first):
        return next(name[1:] for (title, name), cell in book.cells.items()
                    if title == sheet and name[0] == "A" and cell == first)


class Entered(Workbooks):
    def test_prices_of_a_workbook_are_those_of_the_file(self):
        out, book = self.exported()
        quota, reserve = (self.row(book, "单价", one) for one in ("linked_quota", "reserve"))
        edit(out, {("单价", f"D{quota}"): 430000.55, ("单价", f"E{reserve}"): 0.045})
        trial = zhitu_json("fund", "prices", "demo", out, "--trial", "--workspace", self.workspace)
        self.assertFalse(trial["isWritten"])
        done = zhitu_json("fund", "prices", "demo", out, "--workspace", self.workspace)
        self.assertEqual(
            [(one["id"], one["before"], one["after"]) for one in done["changes"]],
            [("reserve", "5%", "4.5%"), ("linked_quota", "500000.00", "430000.55")])
        self.assertEqual(done["changes"], trial["changes"])
        text = EXAMPLE.read_text(encoding="utf-8")
        changed = self.folder / "changed.yaml"
        changed.write_text(text.replace("price: 500000", "price: 430000.55").replace("rate: 5%", "rate: 4.5%"),
                           encoding="utf-8")
        self.assertNotEqual(text.count("rate: 5%"), 0)
        zhitu("fund", "set", "changed", changed, "--base", "2023", "--plan", "demo", "--workspace", self.workspace)
        first, second = (zhitu_json("fund", "show", name, "--workspace", self.workspace)
                         for name in ("demo", "changed"))
        self.assertEqual(first["cumulative"], second["cumulative"])

    def test_faults_are_told_by_cell_and_nothing_is_entered(self):
        out, book = self.exported()
        rows = {one: self.row(book, "单价", one)
                for one in ("reclaim", "fields", "homes", "design", "land", "rent")}
        edit(out, {
            ("单价", f"D{rows['reclaim']}"): "三万", ("单价", f"D{rows['fields']}"): -1,
            ("单价", f"C{rows['homes']}"): "mu", ("单价", f"E{rows['design']}"): 1.5,
            ("单价", f"A{rows['land']}"): "lend", ("单价", f"G{rows['rent']}"): None})
        before = zhitu_json("fund", "show", "demo", "--workspace", self.workspace)
        refused = zhitu_json("fund", "prices", "demo", out, "--workspace", self.workspace, status=1)
        self.assertEqual(
            [(one["layer"], one["field"]) for one in refused["problems"]],
            [("单价", cell + rows[one]) for one, cell in
             (("reclaim", "D"), ("fields", "D"), ("homes", "C"), ("design", "E"), ("land", "A"), ("rent", "G"))])
        self.assertEqual((refused["isWritten"], refused["changes"]), (False, []))
        self.assertEqual(zhitu_json("fund", "show", "demo", "--workspace", self.workspace), before)

    def test_a_budget_goes_out_and_comes_in(self):
        out = self.folder / "budget.xlsx"
        zhitu("payment", "budget", "--out", out, "--workspace", self.workspace)
        book = Workbook(out)
        last = max(int(name[1:]) for _, name in book.cells)
        one = self.row(book, "预算", "YS-01")
        # The contracts of the line already cost more.
        edit(out, {("预算", f"D{one}"): 1000.0})
        enter = ("payment", "budget", out, "--number", "T-1", "--at", "2026-10-20", "--workspace", self.workspace)
        refused = zhitu_json(*enter, status=1)
        self.assertEqual([problem["field"] for problem in refused["problems"]], [f"D{one}"])
        edit(out, {("预算", f"D{one}"): 16_000_000.5} | {
            ("预算", f"{column}{last + 1}"): value
            for column, value in zip("ABCDE", ("YS-09", "管护", "works", 250000.0, "upkeep"))})
        done = zhitu_json(*enter)
        self.assertEqual([(change["id"], change["before"], change["after"]) for change in done["changes"]],
                         [("YS-01", "15500000.00", "16000000.50"), ("YS-09", "", "250000.00")])
        trail = zhitu_json("payment", "trail", "YS-09", "--workspace", self.workspace)
        self.assertEqual(trail[0]["act"]["budget"]["line"]["fundLine"], "upkeep")
        self.assertEqual(zhitu_json(*enter)["unchanged"], 6)


@unittest.skipUnless(shutil.which("localc"), "needs LibreOffice Calc")
class Recalculated(Workbooks):
    """The formulas, worked out by LibreOffice."""

    def test_libreoffice_agrees_with_the_program_to_the_fen(self):
        out, book = self.exported()
        price = f"D{self.row(book, '单价', 'linked_quota')}"
        edit(out, {("单价", price): 430000.55}, recalculate=True)
        plan = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
        shown = zhitu_json("fund", "show", "demo", "--workspace", self.workspace)
        own = self.folder / "model.xlsx"
        places = self.model(plan, shown, own)
        results = self.folder / "results"
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(self.folder / 'profile').as_uri()}", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", results, out, own],
            check=True, capture_output=True, timeout=240)
        # A model of its own, made by this test, gives the table as it is.
        model = Workbook(results / "model.xlsx").shown
        for row, amounts in places.items():
            for year, amount in enumerate(amounts):
                self.assertAlmostEqual(model["m", f"{letters(3 + year)}{row}"], amount / 100, delta=0.005)
        # The program's own workbook gives what the program says of the changed price.
        zhitu("fund", "prices", "demo", out, "--workspace", self.workspace)
        table = zhitu_json("fund", "show", "demo", "--workspace", self.workspace)
        self.assertNotEqual(table["cumulative"], shown["cumulative"])
        found = Workbook(results / "fund.xlsx").shown
        row = next(int(name[1:]) for (sheet, name), cell in found.items()
                   if sheet == "平衡表" and cell == "累计现金")
        for year, cash in enumerate(table["cumulative"]):
            self.assertAlmostEqual(found["平衡表", f"{letters(3 + year)}{row}"], cash / 100, delta=0.005)

    @staticmethod
    def model(plan, shown, path):
        """Writes a spreadsheet of the plan from its file; returns its rows with what the program says of them.

        Column A has prices and rates, column B the name, the years begin in column C."""
        first, years = plan["first_year"], plan["years"]
        amounts = {line["id"]: line["amounts"] for line in shown["lines"]}
        areas = {kind: test_fund.Fund.area(plan, line, amounts[line])
                 for kind, line in (("linked", "linked_quota"), ("balance", "farmland_quota"))}
        cells, places, rows, totals, at = {}, {}, {}, {}, 1
        terms = [[] for _ in range(years)]
        for line in plan["lines"]:
            cells[at + 1, 2] = line["id"]
            rows[line["id"]] = at + 1
            if "share_of" in line:
                cells[at + 1, 1] = float(line["rate"].rstrip("%")) / 100
            else:
                cells[at + 1, 1] = line["price"]
                total = line["quantity"]
                if isinstance(total, dict):
                    total = (totals[total["line"]] * total["times"] if "line" in total
                             else areas[total["ledger"]] / 100)
                elif line["unit"] == "mu":
                    total = total * 2000 / 3
                totals[line["id"]] = total
                weights = [line["years"].get(first + year, 0) for year in range(years)]
                for year, part in enumerate(split(round(total * 100), weights)):
                    cells[at, 3 + year] = part / 100
            for year in range(years):
                column = letters(3 + year)
                if "share_of" in line:
                    text = "+".join(f"{column}{rows[one]}" for one in line["share_of"])
                    cells[at + 1, 3 + year] = f"=ROUND(({text})*$A${at + 1},2)"
                else:
                    each = "*3/2000" if line["unit"] == "mu" else ""
                    cells[at + 1, 3 + year] = f"=ROUND($A${at + 1}*{column}{at}{each},2)"
                terms[year].append(("-" if line["side"] == "cost" else "+") + f"{column}{at + 1}")
            places[at + 1] = amounts[line["id"]]
            at += 2
        for loan in plan["financing"]:
            rate = float(loan.get("rate", "0%").rstrip("%")) / 100
            for year in range(years):
                column, before = letters(3 + year), letters(2 + year)
                now = first + year
                cells[at, 3 + year] = loan["draws"].get(now, 0)
                terms[year].append(f"+{column}{at}")
                if loan["kind"] == "capital":
                    continue
                # Owed, interest, principal, what is left.
                cells[at + 1, 3 + year] = f"={column}{at}" + (f"+{before}{at + 4}" if year else "")
                cells[at + 2, 3 + year] = f"=ROUND({column}{at + 1}*{rate!r},2)"
                left = loan["repaid_to"] - now + 1
                cells[at + 3, 3 + year] = "=0"
                if loan["repaid_from"] <= now <= loan["repaid_to"]:
                    cells[at + 3, 3 + year] = f"={column}{at + 1}" if left == 1 else (
                        f"=ROUND(PPMT({rate!r},1,{left},-{column}{at + 1}),2)" if loan["repayment"] == "annuity"
                        else f"=ROUND({column}{at + 1}/{left},2)")
                cells[at + 4, 3 + year] = f"={column}{at + 1}-{column}{at + 3}"
                terms[year] += [f"-{column}{at + 2}", f"-{column}{at + 3}"]
            at += 5
        for year in range(years):
            before = f"{letters(2 + year)}{at}" if year else "0"
            cells[at, 3 + year] = f"={before}" + "".join(terms[year])
        places[at] = shown["cumulative"]
        write_sheet(path, cells)
        return places


if __name__ == "__main__":
    unittest.main()
