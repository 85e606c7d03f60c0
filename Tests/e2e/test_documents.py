"""Documents and plan sheets of the sample district, through the built program."""

import csv
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
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
            path = self.path(name + ".docx")
            with open(path, "wb") as file:
                file.write(archive.read(found))
        return path

    def test_the_set_is_whole_and_its_list_is_true(self):
        with zipfile.ZipFile(self.archive) as archive:
            names = archive.namelist()
            self.assertEqual(sum(name.endswith(".docx") for name in names), 6)
            self.assertEqual(sum(name.endswith(".pdf") for name in names), 6 + 4)
            text = archive.read("list.csv").decode("utf-8-sig")
            listed = list(csv.reader(io.StringIO(text)))[1:]
            self.assertEqual(sorted(row[0] for row in listed), sorted(set(names) - {"list.csv"}))
            for name, _, size, digest in listed:
                data = archive.read(name)
                self.assertEqual((str(len(data)), hashlib.sha256(data).hexdigest()), (size, digest))
            for name in names:
                if name.endswith(".pdf"):
                    size = (420, 297) if name.startswith("sheets/") else (210, 297)
                    self.assertEqual(page_of(archive.read(name)), size, name)

    def test_pictures_are_drawn_and_drawn_again(self):
        made, old, again = self.path("scheme.docx"), self.path("old.docx"), self.path("again.docx")
        zhitu("document", "make", "scheme", "--workspace", self.workspace, "--out", made)
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(old, "w") as target:
            pictures = [name for name in source.namelist() if name.startswith("word/media/")]
            self.assertEqual(len(pictures), 4)
            for name in source.namelist():
                data = source.read(name)
                if name in pictures:
                    self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
                    width, height = (int.from_bytes(data[at:at + 4], "big") for at in (16, 20))
                    self.assertAlmostEqual(width / height, 420 / 297, places=2)
                target.writestr(name, b"old" if name == pictures[0] else data)
        said = zhitu("document", "refresh", old, "--workspace", self.workspace, "--out", again).stdout
        self.assertIn("更新 1 个", said)
        with zipfile.ZipFile(made) as first, zipfile.ZipFile(again) as second:
            self.assertEqual(second.read(pictures[0]), first.read(pictures[0]))

    def test_figures_are_those_of_the_ledger(self):
        scheme = fields(body(self.member("scheme")))
        found = zhitu_json("monitor", "--workspace", self.workspace)
        hectares = lambda area: f"{area / 1e6:,.4f}"
        self.assertEqual(scheme["area.total"], hectares(found["total"]))
        monthly = fields(body(self.member("monthly")))
        for state in found["states"]:
            if f"state.{state['id']}" in monthly:
                self.assertEqual(monthly[f"state.{state['id']}"], hectares(state["area"]))
        self.assertEqual(monthly["incidents"], str(len(found["incidents"])))
        # Land before and as measured is the ground of the measures, on both sides.
        acceptance = body(self.member("acceptance"))
        table = next(rows(one) for one in acceptance.iter(W + "tbl") if rows(one)[0][2] == "整治前")
        number = lambda text: round(float(text.replace(",", "") or 0) * 1e4)
        for column in (2, 3):
            parts = sum(number(row[column]) for row in table[1:-1])
            self.assertLessEqual(abs(parts - number(table[-1][column])), len(table))
        planned = sum(sum(one["areas"].values()) for one in found["measures"])
        self.assertEqual(table[-1][2], hectares(planned))
        # The tables of a unit add up to the ground of its measures.
        unit = body(self.member("unit"))
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

    def test_a_notice_names_its_days(self):
        made = self.path("notice.docx")
        make = ("document", "make", "notice", "--workspace", self.workspace, "--out", made)
        zhitu(*make)
        self.assertIn("待定", fields(body(made))["notice.period"])
        # 30 days, the first of which does not count, over the end of a year.
        zhitu(*make, "--notice-from", "2026-12-15")
        self.assertIn("2026 年 12 月 15 日至2027 年 1 月 14 日", fields(body(made))["notice.period"])
        # A refresh without the day asks for the same.
        self.assertIn("更新 0 个", zhitu("document", "refresh", made, "--workspace",
                                     self.workspace).stdout)
        refused = zhitu(*make, "--notice-from", "2026-02-30", status=2)
        self.assertIn("document.notice", refused.stderr)

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
        made = self.member("district")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{self.path('office')}",
             "--convert-to", "docx:MS Word 2007 XML", "--outdir", self.path("again"), made],
            check=True, capture_output=True, timeout=120)
        before, after = body(made), body(self.path("again/district.docx"))
        # LibreOffice 7.4 repeats the first cell of a table that stands in a content control, and keeps
        # no tags: see Docs/documents.md.
        tables = [[rows(one) for one in root.iter(W + "tbl")] for root in (before, after)]
        self.assertGreater(len(tables[0]), 3)
        for table in tables[0] + tables[1]:
            table[0][0] = ""
        self.assertEqual(tables[1], tables[0])
        text = "".join(after.itertext())
        for key, figure in fields(before).items():
            if not key.startswith(("source:", "table:")):
                self.assertIn(figure, text, key)

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

    def test_a_package_is_read_again_and_opens_in_qgis(self):
        package = self.path("p.zip")
        found = zhitu_json("package", "--workspace", self.workspace, "--out", package)
        self.assertTrue(all(one["isPresent"] for one in found["checks"]), found["checks"])
        folder = pathlib.Path(self.path("package"))
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folder)
        for one in found["checks"]:
            data = (folder / one["folder"] / one["file"]).read_bytes()
            self.assertEqual(hashlib.sha256(data).hexdigest(), one["sha256"])
        # A VCT in an archive is imported like one beside it.
        vct = next(folder.rglob("survey_2023.vct"))
        zipped = self.path("v.zip")
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(vct, "results/survey.vct")
        zhitu("import", zipped, "--workspace", self.path("v.gpkg"))
        count = lambda path: sqlite3.connect(path).execute(
            "SELECT count(*), sum(zt_area) FROM survey_2023").fetchone()
        self.assertEqual(count(self.path("v.gpkg")), count(self.workspace))
        project = next(folder.rglob("*.qgs"))
        # The folder of data leads to every layer, by a relative path.
        tree = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", project.read_text("utf-8")))
        sources = [one.text for one in tree.iter("datasource")]
        self.assertTrue(all(one.startswith("./data.gpkg|layername=") for one in sources))
        if subprocess.run(["/usr/bin/python3", "-c", "import qgis.core"], capture_output=True).returncode:
            return
        said = subprocess.run(
            ["/usr/bin/python3", "-c", QGIS, str(project)], check=True, capture_output=True,
            text=True, timeout=120, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}).stdout
        layers = json.loads(said.strip().splitlines()[-1])
        self.assertEqual(len(layers), len(sources))
        self.assertTrue(all(one["valid"] for one in layers), layers)
        survey = next(one for one in layers if one["source"].endswith("survey_2024"))
        self.assertEqual(survey["renderer"], "categorizedSymbol")
        self.assertGreater(survey["categories"], 20)
        self.assertEqual(survey["aliases"]["zt_class"], "地类编码")
        self.assertTrue(all(one["crs"] == "EPSG:4549" for one in layers), layers)


QGIS = """
import json, sys
from qgis.core import QgsApplication, QgsProject
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
assert project.read(sys.argv[1])
print(json.dumps([
    {"valid": one.isValid(), "source": one.source(), "renderer": one.renderer().type(),
     "categories": len(one.renderer().categories()) if one.renderer().type() == "categorizedSymbol"
     else 0,
     "aliases": {field.name(): field.alias() for field in one.fields()}, "crs": project.crs().authid()}
    for one in project.mapLayers().values()]))
"""


class Images(SampleDistrict):
    def test_two_dates_of_made_up_images(self):
        mine = self.path("w.gpkg")
        shutil.copyfile(self.workspace, mine)
        for epoch, seed, light in (("2023", 7, 1), ("2024", 8, 0.85)):
            file = self.path(f"{epoch}.tif")
            zhitu("image", "paint", "--workspace", mine, "--epoch", epoch, "--pixel", 10, "--seed",
                  seed, "--light", light, "--out", file)
            zhitu("image", "add", file, "--workspace", mine, "--date", f"{epoch}-10-01")
        listed = zhitu_json("image", "list", "--hash", "--workspace", mine)
        self.assertEqual([(one["date"], one["state"], one["isSynthetic"]) for one in listed],
                         [("2023-10-01", "present", True), ("2024-10-01", "present", True)])
        found = zhitu_json("image", "difference", "2023", "2024", "--truth", "2023,2024",
                           "--workspace", mine)
        self.assertIn("提示", found["note"]["zh"])
        self.assertTrue(found["hints"])
        rates = found["accuracy"]
        # Most of what is hinted at did change, although the light did, too.
        self.assertLess(rates["commission"], 0.5)
        self.assertGreater(rates["kappa"], 0.2)
        hinted = sum(one["area"] for one in found["hints"])
        self.assertEqual(hinted, found["hinted"])
        self.assertLessEqual(rates["hits"] + rates["false_alarms"], hinted)
        # The same image shows no difference, and a changed file is not looked at.
        same = zhitu("image", "difference", "2023", "2023", "--workspace", mine, status=2)
        self.assertIn("image.flat", same.stderr)
        with open(self.path("2024.tif"), "ab") as file:
            file.write(b"x")
        changed = zhitu("image", "difference", "2023", "2024", "--workspace", mine, status=2)
        self.assertIn("image.changed", changed.stderr)
        zhitu("image", "list", "--workspace", mine, status=1)
        zhitu("image", "remove", "2024", "--workspace", mine)
        self.assertEqual(len(zhitu_json("image", "list", "--workspace", mine)), 1)


if __name__ == "__main__":
    unittest.main()
