"""Packages of changes, files of accounts and addresses of control lines, as the page sends them."""

import io
import json
import pathlib
import shutil
import sqlite3
import time
import unittest
import urllib.parse
import zipfile

import signed_in
from served import Served
from support import SampleDistrict, zhitu, zhitu_json

FILE = {"Content-Type": "application/octet-stream"}


def role(name):
    return {"zhitu-role": name}


class Increments(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def ask(self, method, target, body=None, status=200, **fields):
        found, _, answer = self.served.ask(method, f"/api/v1/{target}", body, fields)
        self.assertEqual(found, status, answer[:400])
        return json.loads(answer) if answer else None

    def done(self, job):
        for _ in range(600):
            job = self.ask("GET", f"jobs/{job['id']}")
            if job["state"] not in ("queued", "running"):
                return job
            time.sleep(0.1)
        raise AssertionError(job)

    def made(self, **query):
        job = self.done(self.ask("POST", "increments?" + urllib.parse.urlencode(query), status=202))
        self.assertEqual(job["state"], "done", job)
        return self.ask("GET", f"jobs/{job['id']}/result")

    def taken(self, made):
        status, fields, package = self.served.ask("GET", f"/api/v1/increments?made={made['id']}")
        self.assertEqual((status, len(package)), (200, made["bytes"]))
        return package

    def upload(self, data, name="changes.gpkg", **fields):
        return self.ask("POST", f"uploads?file={name}", data, 201, **FILE, **fields)["id"]

    def test_what_is_made_is_what_the_command_makes_and_applies_exactly(self):
        made = self.made(**{"from": "2023", "to": "2024"})
        package = self.taken(made)
        own = pathlib.Path(self.folder, "own.gpkg")
        told = zhitu_json("increment", "make", "--workspace", self.workspace, "--from", "2023", "--to", "2024",
                          "--out", own)
        self.assertEqual({name: made["summary"][name] for name in ("removed", "added", "steps")},
                         {name: told[name] for name in ("removed", "added", "steps")})
        # The kinds add up to the pieces, and to the areas in the file itself.
        self.assertEqual(sum(one["steps"] for one in made["summary"]["kinds"]), made["summary"]["steps"])
        file = pathlib.Path(self.folder, "made.gpkg")
        file.write_bytes(package)
        with sqlite3.connect(file) as rows:
            for kind in made["summary"]["kinds"]:
                count, area = rows.execute(
                    "SELECT count(*), sum(round(BGMJ * 100)) FROM DLTBGXGC WHERE BGXW = ?",
                    (str(kind["kind"]),)).fetchone()
                self.assertEqual((kind["steps"], kind["area"]), (count, area))
        # Applied to a workspace that has the base epoch alone.
        lone = pathlib.Path(self.folder, "lone.gpkg")
        shutil.copy(self.workspace, lone)
        served = Served(lone)
        self.addCleanup(served.stop)
        other = Increments("test_what_is_no_package_is_refused")
        other.served = served
        id = other.upload(package)
        found = other.ask("POST", f"uploads/{id}/increment-inspection")
        self.assertEqual(found["summary"], made["summary"])
        self.assertEqual((found["base"]["name"], found["replaced"]["name"]), ("survey_2023", "survey_2024"))
        self.assertNotIn("refusal", found)
        wrong = other.ask("POST", f"uploads/{id}/increment-inspection?base=2024")
        self.assertEqual(wrong["refusal"]["code"], "increment.base")
        job = other.done(other.ask("POST", f"uploads/{id}/increment", status=202))
        self.assertEqual(job["state"], "done", job)
        result = other.ask("GET", f"jobs/{job['id']}/result")
        self.assertEqual([one["rejected"] for one in result["layers"]], [0])

        def survey(path):
            with sqlite3.connect(path) as rows:
                return rows.execute("SELECT BSM, DLBM, TBMJ FROM survey_2024 ORDER BY BSM").fetchall()

        self.assertEqual(survey(lone), survey(self.workspace))

    def test_what_is_no_package_is_refused(self):
        for data, name in ((b"nothing", "a.gpkg"), (pathlib.Path(self.workspace).read_bytes(), "w.gpkg")):
            id = self.upload(data, name)
            status, _, body = self.served.ask("POST", f"/api/v1/uploads/{id}/increment-inspection")
            self.assertGreaterEqual(status, 422, body)
            self.assertIn(json.loads(body)["code"], ("increment.package", "workspace.not-geopackage"))
            self.assertNotIn(b"/tmp", body)
        self.ask("POST", "increments?from=2023&to=1999", status=404)

    def test_a_role_without_the_right_is_refused(self):
        self.ask("POST", "uploads?file=a.gpkg", b"x", 403, **FILE, **role("auditor"))
        self.ask("POST", "increments?from=2023&to=2024", status=403, **role("system-administrator"))
        made = self.made(**{"from": "2023", "to": "2024"})
        # What one made nobody else may have.
        self.ask("GET", f"increments?made={made['id']}", status=404, **role("planner"))


class AccountFiles(SampleDistrict):
    def setUp(self):
        super().setUp()
        self.copy = pathlib.Path(self.folder, "accounts.gpkg")
        shutil.copy(self.workspace, self.copy)
        signed_in.establish(self.copy)
        self.served = Served(self.copy)
        self.addCleanup(self.served.stop)

    def review(self, name, data, status=200):
        found, _, body = self.served.ask("POST", f"/api/v1/directory/file?file={name}", data, FILE)
        self.assertEqual(found, status, body[:400])
        return json.loads(body)

    def test_a_file_is_looked_at_and_entered_by_the_acts(self):
        data = json.dumps({"organisations": signed_in.ORGANISATIONS, "people": signed_in.PEOPLE,
                           "grants": signed_in.GRANTS}).encode()
        found = self.review("people.json", data)
        self.assertEqual(found["faults"], [])
        self.assertEqual([len(found[part]) for part in ("organisations", "people", "grants")], [3, 3, 3])
        for part in ("organisations", "people", "grants"):
            status, _, body = self.served.post(f"/api/v1/directory/{part}", {part: found[part]})
            self.assertEqual(status, 200, body)
        again = self.review("people.json", data)
        self.assertEqual({one["state"] for one in again["lines"]}, {"same"})
        self.assertEqual([again[part] for part in ("organisations", "people", "grants")], [[], [], []])

    def test_every_fault_is_told_by_its_line_and_nothing_is_written(self):
        text = "编号,名称,类别,区划代码,上级单位\nplan,整治中心,自然资源和规划,990101,ops\n" \
               "bad id,坏单位,自然资源和规划,990101,ops\ntown,丙镇,镇政府,990101,ops\n" \
               "x,乙,其他部门,990100,nobody\n"
        for coding in ("utf-8", "gb18030"):
            found = self.review("units.csv", text.encode(coding))
            self.assertEqual([one["state"] for one in found["lines"]], ["new", "wrong", "wrong", "wrong"])
            self.assertEqual([(one["line"], one.get("field")) for one in found["faults"]],
                             [(3, None), (4, "kind"), (5, "area")])
        known = self.served.json("/api/v1/directory")["organisations"]
        self.assertEqual([one["id"] for one in known], ["ops"])
        self.assertEqual(self.review("a.json", b"[1]", 422)["code"], "accounts.file")

    def test_the_command_tells_the_same_faults_and_enters_nothing(self):
        self.served.stop()
        file = pathlib.Path(self.folder, "people.csv")
        file.write_text("编号,姓名,任职单位\nli,李,nowhere\n,王,ops\n", "utf-8")
        refused = zhitu("accounts", "import", file, "--workspace", self.copy, status=None)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("access.no-organisation", refused.stderr)
        self.served = Served(self.copy)
        self.assertEqual(len(self.served.json("/api/v1/directory")["people"]), 3)

    def test_the_template_is_read_back_with_its_examples_left_out(self):
        status, _, book = self.served.ask("GET", "/api/v1/directory/template")
        self.assertEqual(status, 200)
        with zipfile.ZipFile(io.BytesIO(book)) as parts:
            self.assertIn("单位", parts.read("xl/workbook.xml").decode())
        # Nothing is filled in yet.
        self.assertEqual(self.review("template.xlsx", book, 422)["code"], "accounts.file")


class Addresses(SampleDistrict):
    def put(self, served, source, **fields):
        status, _, body = served.ask(
            "PUT", "/api/v1/line-subscriptions/pbf", json.dumps({"source": source}),
            {"Content-Type": "application/json", **fields})
        return status, json.loads(body)

    def test_the_person_of_a_machine_names_an_address_but_never_a_path(self):
        copy = pathlib.Path(self.folder, "lines.gpkg")
        shutil.copy(self.workspace, copy)
        served = Served(copy)
        self.addCleanup(served.stop)
        status, found = self.put(served, "https://onemap.example/pbf.zip")
        self.assertEqual(status, 200, found)
        self.assertIsNone(found["hosts"])
        self.assertEqual(found["subscriptions"][0]["source"], "https://onemap.example/pbf.zip")
        for wrong in ("/etc/passwd", "file:///etc/passwd", "ftp://a.example/x", "/vsicurl/http://a.example/x"):
            status, refused = self.put(served, wrong)
            self.assertEqual((status, refused["code"]), (422, "line.address"))
        self.assertEqual(self.put(served, "https://a.example/x", **role("auditor"))[0], 403)


if __name__ == "__main__":
    unittest.main()
