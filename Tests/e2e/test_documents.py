"""Documents and plan sheets of the sample district, through the built program."""

import csv
import hashlib
import io
import re
import shutil
import subprocess
import unittest
import zipfile
import zlib
from xml.etree import ElementTree

from support import SampleDistrict, zhitu, zhitu_json

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(file):
    with zipfile.ZipFile(file) as archive:
        return ElementTree.fromstring(archive.read("word/document.xml"))


def fields(root):
    """The text of each content control of ours by its tag."""
    found = {}
    for control in root.iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(W + "val", "").startswith("zhitu:"):
            found[tag.get(W + "val")[6:]] = "".join(one.text or "" for one in control.iter(W + "t"))
    return found


def rows(table):
    return [["".join(text.text or "" for text in cell.iter(W + "t")) for cell in row.iter(W + "tc")]
            for row in table.iter(W + "tr")]


def page_of(pdf):
    """Width and height in millimetres."""
    streams = [pdf]
    for found in re.finditer(rb"stream\r?\n", pdf):
        try:
            streams.append(zlib.decompressobj().decompress(pdf[found.end():]))
        except zlib.error:
            continue
    for one in streams:
        box = re.search(rb"/MediaBox\s*\[\s*0(?:\.0)?\s+0(?:\.0)?\s+([\d.]+)\s+([\d.]+)", one)
        if box:
            return tuple(round(float(side) * 25.4 / 72) for side in box.groups())
    raise AssertionError("no page box")


class Documents(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archive = str(cls.shared / "set.zip")
        # Without a plan that was approved there is no change report, and that is all that is missing.
        zhitu("document", "set", "--workspace", cls.workspace, "--out", cls.archive)

    def member(self, name):
        with zipfile.ZipFile(self.archive) as archive:
            found = next(one for one in archive.namelist() if name in one)
            path = self.path(name + found[-5:])
            with open(path, "wb") as file:
                file.write(archive.read(found))
        return path

    def test_the_set_is_whole_and_its_list_is_true(self):
        with zipfile.ZipFile(self.archive) as archive:
            names = archive.namelist()
            self.assertEqual(sum(name.endswith(".docx") for name in names), 6)
            self.assertEqual(sum(name.endswith(".pdf") for name in names), 4)
            text = archive.read("清单.csv").decode("utf-8-sig")
            listed = list(csv.reader(io.StringIO(text)))[1:]
            self.assertEqual(sorted(row[0] for row in listed), sorted(set(names) - {"清单.csv"}))
            for name, _, size, digest in listed:
                data = archive.read(name)
                self.assertEqual((str(len(data)), hashlib.sha256(data).hexdigest()), (size, digest))
            for name in names:
                if name.endswith(".pdf"):
                    self.assertEqual(page_of(archive.read(name)), (420, 297), name)

    def test_figures_are_those_of_the_ledger(self):
        scheme = fields(body(self.member("实施方案")))
        found = zhitu_json("monitor", "--workspace", self.workspace)
        hectares = lambda area: f"{area / 1e6:,.4f}"
        self.assertEqual(scheme["area.total"], hectares(found["total"]))
        monthly = fields(body(self.member("监测月报")))
        for state in found["states"]:
            if f"state.{state['id']}" in monthly:
                self.assertEqual(monthly[f"state.{state['id']}"], hectares(state["area"]))
        self.assertEqual(monthly["incidents"], str(len(found["incidents"])))
        # The tables of a unit add up to the ground of its measures.
        unit = body(self.member("单元方案"))
        parcels = next(table for table in unit.iter(W + "tbl") if rows(table)[0][0] == "图斑")
        total = sum(round(float(row[4].replace(",", "")) * 1e4) for row in rows(parcels)[1:])
        stated = round(float(fields(unit)["unit.area"].replace(",", "")) * 1e4)
        # Each row is rounded to 0.0001 hm².
        self.assertLessEqual(abs(total - stated), len(rows(parcels)))

    def test_what_people_wrote_stays_and_changes_are_marked(self):
        made, edited = self.path("scheme.docx"), self.path("edited.docx")
        zhitu("document", "make", "scheme", "--workspace", self.workspace, "--out", made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(edited, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "word/document.xml":
                    text = data.decode().replace("本方案以", "某某县人民政府以")
                    area = fields(ElementTree.fromstring(data))["area.total"]
                    self.assertIn(area, text)
                    data = text.replace(area, "1.0000", 1).encode()
                new.writestr(name, data)
        answer = zhitu("document", "refresh", edited, "--mark", "--workspace", self.workspace).stdout
        self.assertIn("更新 1 个", answer)
        text = ElementTree.tostring(body(edited), encoding="unicode")
        self.assertIn("某某县人民政府以", text)
        root = body(edited)
        self.assertEqual([one.text for one in root.iter(W + "delText")], ["1.0000"])
        self.assertEqual(["".join(one.itertext()) for one in root.iter(W + "ins")], [area])

    def test_a_change_report_needs_the_approved_plan(self):
        refused = zhitu("document", "make", "change", "--workspace", self.workspace, "--out",
                        self.path("c.docx"), status=2)
        self.assertIn("--approved", refused.stderr)
        zhitu("document", "make", "change", "--workspace", self.workspace, "--approved", "demo",
              "--out", self.path("c.docx"))
        same = fields(body(self.path("c.docx")))
        self.assertEqual([same[f"change.{one}"] for one in ("added", "removed", "changed")],
                         ["0", "0", "0"])

    @unittest.skipUnless(shutil.which("soffice"), "needs LibreOffice")
    def test_libreoffice_keeps_tables_and_figures(self):
        made = self.member("片区策划")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{self.path('office')}",
             "--convert-to", "docx:MS Word 2007 XML", "--outdir", self.path("again"), made],
            check=True, capture_output=True, timeout=120)
        before, after = body(made), body(self.path("again/片区策划.docx"))
        self.assertEqual([rows(one) for one in after.iter(W + "tbl")],
                         [rows(one) for one in before.iter(W + "tbl")])
        kept, old = fields(after), fields(before)
        self.assertEqual({key: kept.get(key) for key in old if not key.startswith("source:")},
                         {key: text for key, text in old.items() if not key.startswith("source:")})

    def test_a_sheet_is_at_the_scale_that_was_asked_for(self):
        sheet = self.path("s.pdf")
        said = zhitu("sheet", "measures", "--workspace", self.workspace, "--paper", "a0", "--scale",
                     "20000", "--out", sheet).stdout
        self.assertIn("1:20000", said)
        with open(sheet, "rb") as file:
            self.assertEqual(page_of(file.read()), (1189, 841))
        refused = zhitu("sheet", "measures", "--workspace", self.workspace, "--scale", "1000",
                        "--out", sheet, status=2)
        self.assertIn("--paper", refused.stderr)


if __name__ == "__main__":
    unittest.main()
