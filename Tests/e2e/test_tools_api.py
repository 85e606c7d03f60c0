"""Checks of files that a browser sends, and draws of plots: against the commands, and against a reading of their own."""

import base64
import hashlib
import json
import pathlib
import sqlite3
import urllib.parse
import uuid

from served import Served
from support import SampleDistrict, zhitu, zhitu_json

HEAD = ["[属性描述]", "坐标系=2000国家大地坐标系", "几度分带=3", "带号=40", "[地块坐标]"]

PORTFOLIO = """
problem: portfolio
first_year: 2026
budgets_wan: [1500, 1500, 1200]
carry_over: true
weights: [1, 0.96, 0.92]
quota_mu: 20
projects:
  - {id: P1, name: 甲, town: 东镇, costs_wan: [900, 300], benefit: 812, quota_gained_mu: 30}
  - {id: P2, name: 乙, town: 东镇, costs_wan: [1100], benefit: 960, quota_used_mu: 45, needs: [P1]}
  - {id: P3, name: 丙, town: 西镇, costs_wan: [420, 260], benefit: 430}
  - {id: P4, name: 丁, town: 西镇, costs_wan: [640], benefit: 615, quota_used_mu: 8}
"""


def parcel(number, north, east, width, height, stated, closed=True):
    """The lines of a rectangle in a coordinate text."""
    corners = [(0, 0), (height, 0), (height, width), (0, width)] + ([(0, 0)] if closed else [])
    return [f"{len(corners)},{stated:.4f},{number},名,面,,,0103,@"] + [
        f"J{index % 4 + 1},1,{north + up:.3f},{east + right:.3f}"
        for index, (up, right) in enumerate(corners)]


def sent(*files):
    return {"files": [{"name": name, "content": base64.b64encode(data).decode()}
                      for name, data in files]}


class Tools(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        zhitu("sample", "--seed", 7, "--deeds", cls.workspace)
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def post(self, tool, value, status=200, role=None):
        found, fields, body = self.served.post(
            f"/api/v1/tools/{tool}", value, **({"zhitu_role": role} if role else {}))
        self.assertEqual(found, status, body)
        return json.loads(body)

    def send(self, tool, name, data, status=200, **more):
        query = urllib.parse.urlencode({"file": name, **more})
        found, _, body = self.served.ask(
            "POST", f"/api/v1/tools/{tool}?{query}", data,
            {"Content-Type": "application/octet-stream"})
        self.assertEqual(found, status, body)
        return json.loads(body)

    def file(self, name, data):
        path = pathlib.Path(self.path(name))
        path.write_bytes(data)
        return path

    def result(self, job):
        ended = self.served.wait(job["id"])
        return ended, self.served.json(f"/api/v1/jobs/{job['id']}/result") \
            if ended["state"] == "done" else None

    # Coordinates

    def batches(self):
        first = HEAD + parcel("DK1", 3322000, 40652500, 200, 150, 3.0) \
            + parcel("DK2", 3322000, 40652680, 200, 150, 2.5)
        second = HEAD + parcel("DK3", 3322120, 40652560, 100, 80, 0.8, closed=False)
        return [("甲.txt", "\r\n".join(first).encode("gbk")),
                ("乙.txt", "\r\n".join(second).encode("gbk"))]

    def test_coordinates_as_the_command_has_them(self):
        files = self.batches()
        report = self.post("coordinates", sent(*files))
        known = json.loads(zhitu("coordinates", *[self.file(*one) for one in files], "--json",
                                 status=1).stdout)
        self.assertEqual([one["code"] for one in report["findings"]],
                         [one["code"] for one in known["findings"]])
        # 20 m × 150 m, and 100 m × 30 m.
        self.assertEqual(sorted(one["area"] for one in report["overlaps"]), [300000, 300000])
        self.assertEqual({one["file"] for one in report["parcels"]}, {"甲.txt", "乙.txt"})
        self.assertNotIn("/tmp", json.dumps(report))
        by_parcel = {one["parcel"]: one for one in report["parcels"]}
        self.assertEqual(by_parcel["DK1"]["planar"], 3_000_000)
        self.assertLess(by_parcel["DK1"]["official"], 3_000_000)
        wrong = next(one for one in report["findings"] if one["code"] == "txt.area")
        self.assertEqual((wrong["file"], wrong["feature"], wrong["line"]),
                         ("甲.txt", "DK2", by_parcel["DK2"]["line"]))
        self.assertEqual(by_parcel["DK2"]["line"], len(HEAD) + 7)
        # In degrees, about where zone 40 has them.
        for feature in report["ground"]["features"]:
            x, y = feature["geometry"]["coordinates"][0][0]
            x, y = (x, y) if isinstance(x, float) else x
            self.assertTrue(121 < x < 122 and 29 < y < 31, feature)
        self.assertEqual(len(report["ground"]["features"]), 5)

    def test_what_is_no_coordinate_text_is_refused_by_name(self):
        refused = self.post("coordinates", sent(("坏.txt", b"nothing")), status=422)
        self.assertEqual(refused["code"], "txt.no-parcels")
        self.assertIn("坏.txt", refused["message"]["zh"])
        self.assertNotIn("zhitu-sent", refused["message"]["zh"])
        for name in ("..", "a/..", ".hidden"):
            self.assertEqual(self.post("coordinates", sent((name, b"x")), 422)["code"],
                             "service.file-name")
        twice = self.post("coordinates", sent(("a.txt", b"x"), ("A.TXT", b"y")), status=422)
        self.assertEqual(twice["code"], "service.file-name")

    # Areas

    def geojson(self):
        rings = {"A": [121.57, 29.99, 0.004, 0.003], "B": [121.58, 29.992, 0.01, 0.004]}
        return json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"BSM": name}, "geometry": {
                "type": "Polygon", "coordinates": [[
                    [x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]]}}
            for name, (x, y, w, h) in rings.items()]}).encode()

    def test_areas_as_the_command_has_them_and_not_stored(self):
        data = self.geojson()
        job, report = self.result(self.send("areas", "图.geojson", data, 202, id_field="BSM"))
        self.assertEqual(job["state"], "done", job)
        known = zhitu_json("area", self.file("图.geojson", data), "--id-field", "BSM", "--json")
        self.assertEqual([one["id"] for one in report["rows"]], ["A", "B"])
        for row, line in zip(report["rows"], known):
            self.assertEqual(row["planar"], round(line["planar_m2"] * 100))
            self.assertEqual(row["official"], round(line["official_m2"] * 100))
            self.assertAlmostEqual(row["geodesic"], line["geodesic_m2"], 6)
        self.assertEqual(report["official"], sum(one["official"] for one in report["rows"]))
        with sqlite3.connect(f"file:{self.workspace}?mode=ro", uri=True) as data:
            names = [row[0] for row in data.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%document%'")]
            kept = "".join(str(row) for name in names
                           for row in data.execute(f'SELECT * FROM "{name}"'))
        self.assertNotIn("largest_difference", kept)

    def test_areas_name_what_is_wrong(self):
        job, _ = self.result(self.send("areas", "图.geojson", self.geojson(), 202, id_field="X"))
        self.assertEqual(job["problem"]["code"], "area.field-missing")
        self.assertNotIn("zhitu-upload", job["problem"]["message"]["zh"])
        job, _ = self.result(self.send("areas", "坏.shp", b"no shape", 202))
        self.assertEqual(job["state"], "failed")

    def test_a_file_opens_no_other_file(self):
        """A reference to a file of the server is told, and not followed."""
        vrt = (f"<OGRVRTDataSource><OGRVRTLayer name='DLTB_2023'><SrcDataSource>{self.workspace}"
               "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>").encode()
        for name in ("a.vrt", "a.gml", "a.geojson"):
            job, _ = self.result(self.send("areas", name, vrt, 202))
            self.assertEqual(job["problem"]["code"], "import.format-unsupported", name)

    # Certificates and problems

    def test_a_problem_is_solved_and_its_certificate_verified(self):
        job, answer = self.result(self.post(
            "problem", sent(("p.yaml", PORTFOLIO.encode())), status=202))
        self.assertEqual(job["state"], "done", job)
        self.assertEqual(answer["kind"], "portfolio")
        path = self.path("cert.json")
        zhitu("optimise", self.file("p.yaml", PORTFOLIO.encode()), "--certificate", path)
        self.assertEqual(json.loads(answer["certificate"])["portfolio"]["_0"]["value"],
                         json.loads(pathlib.Path(path).read_text())["portfolio"]["_0"]["value"])
        report = self.send("certificate", "cert.json", answer["certificate"].encode())
        self.assertEqual(report["kind"], "portfolio")
        self.assertAlmostEqual(report["value"], answer["value"], 9)
        self.assertGreaterEqual(report["bound"], report["value"])
        self.assertAlmostEqual(report["gap"], (report["bound"] - report["value"]) / report["value"], 9)
        # The plan as the benefit of those who begin, by hand.
        weights, total = {2026: 1, 2027: 0.96, 2028: 0.92}, 0
        for row in answer["plan"][1:]:
            total += weights[int(row[3])] * float(row[5])
        self.assertAlmostEqual(total, answer["value"], 3)
        changed = json.loads(answer["certificate"])
        changed["portfolio"]["_0"]["value"] += 1000
        refused = self.send("certificate", "cert.json", json.dumps(changed).encode(), 422)
        self.assertTrue(refused["code"].startswith("certificate."), refused)
        unreadable = self.send("certificate", "cert.json", b"{", 422)
        self.assertEqual(unreadable["code"], "certificate.unreadable")

    def test_a_lock_is_solved_from_the_certificate_before(self):
        _, answer = self.result(self.post(
            "problem", sent(("p.yaml", PORTFOLIO.encode())), status=202))
        locked = PORTFOLIO.replace("benefit: 430}", "benefit: 430, lock: in}")
        job, again = self.result(self.post("problem", sent(
            ("p.yaml", locked.encode()), ("c.json", answer["certificate"].encode())), status=202))
        self.assertEqual(job["state"], "done", job)
        self.assertIn("P3", [row[0] for row in again["plan"]])

    def test_a_problem_reads_only_what_was_sent(self):
        secret = self.file("secret.geojson", self.geojson())
        problem = "problem: ground\nground: {file: %s, class: DLBM, cost: SLOPE}\n" \
                  "classes: ['01']\narea_percent: 20\nblock_mu: 1\n"
        for name in (str(secret), "../secret.geojson", "/vsizip/x", "other.geojson"):
            job, _ = self.result(self.post(
                "problem", sent(("p.yaml", (problem % name).encode())), status=202))
            self.assertEqual(job["problem"]["code"], "problem.data-missing", name)
        job, _ = self.result(self.post("problem", sent(("p.yaml", b"problem: none")), status=202))
        self.assertTrue(job["problem"]["code"].startswith("problem."), job)
        job, _ = self.result(self.post("problem", sent(("p.txt", b"x")), status=202))
        self.assertEqual(job["problem"]["code"], "problem.which-file")

    # Quota

    def test_a_quota_certificate_is_held_against_the_book(self):
        _, _, book = self.served.ask("GET", "/api/v1/quota/export")
        status, _, certificate = self.served.ask("GET", "/api/v1/quota/certificate")
        self.assertEqual(status, 200, certificate)
        report = self.post("quota-certificate", sent(("c.json", certificate), ("b.json", book)))
        self.assertTrue(report["holds"])
        self.assertEqual(report["entries"], len(json.loads(book)["entries"]))
        zhitu("quota", "check", self.file("b.json", book), self.file("c.json", certificate))
        changed = json.loads(book)
        changed["entries"][3]["entry"]["document"]["number"] = "另一文号"
        report = self.post("quota-certificate", sent(
            ("b.json", json.dumps(changed).encode()), ("c.json", certificate)))
        self.assertFalse(report["holds"])
        self.assertEqual([one["what"]["en"] for one in report["differences"]],
                         ["digest of the book"])
        claim = json.loads(certificate)
        claim["totals"][0]["generated"]["quantity"] += 1
        report = self.post("quota-certificate", sent(
            ("b.json", book), ("c.json", json.dumps(claim).encode())))
        self.assertEqual(len(report["differences"]), 1)
        for files, code in (([("b.json", book)], "quota.two-files"),
                            ([("b.json", book), ("x.json", b"[1]")], "quota.file-unreadable"),
                            ([("b.json", book), ("x.json", b"{\"format\":\"x\"}")],
                             "quota.file-unreadable")):
            self.assertEqual(self.post("quota-certificate", sent(*files), 422)["code"], code)

    # Plots

    def plots(self, status=200, role=None, place="", **query):
        target = f"/api/v1/layers/survey_2023/check-plots{place}?" + urllib.parse.urlencode(query)
        found, fields, body = self.served.ask("GET", target, None,
                                              {"zhitu-role": role} if role else {})
        self.assertEqual(found, status, body[:300])
        return body

    def test_plots_are_those_that_anybody_draws(self):
        draw = json.loads(self.plots(seed="2026-11-30 彩票 582", count=8))
        self.assertEqual(len(draw["features"]), 8)
        digests = []
        for rank, feature in enumerate(draw["features"], 1):
            plot = feature["properties"]
            text = f"2026-11-30 彩票 582\n{plot['id']}".encode()
            self.assertEqual(plot["digest"], hashlib.sha256(text).hexdigest())
            self.assertEqual(plot["rank"], rank)
            digests.append(plot["digest"])
        self.assertEqual(digests, sorted(digests))
        known = zhitu_json("plots", "--workspace", self.workspace, "--layer", "survey_2023",
                           "--seed", "2026-11-30 彩票 582", "--count", 8, "--json")
        self.assertEqual([one["properties"]["id"] for one in draw["features"]],
                         [one["id"] for one in known["plots"]])
        self.assertEqual(draw["candidates"], known["candidates"])
        drawing = self.plots(seed="2026-11-30 彩票 582", count=8, place="/export", format="dxf")
        path = self.path("plots.dxf")
        zhitu("plots", "--workspace", self.workspace, "--layer", "survey_2023", "--seed",
              "2026-11-30 彩票 582", "--count", 8, "--dxf", path)
        self.assertEqual(drawing, pathlib.Path(path).read_bytes())
        whole = json.loads(self.plots(seed="s", count=2, place="/export", format="geojson"))
        self.assertEqual(whole["type"], "FeatureCollection")

    def test_plots_refuse_what_defines_no_draw(self):
        self.plots(400, count=8)
        self.plots(400, seed="s", count=0)
        refused = json.loads(self.plots(422, seed="s", count=2, within="nothing"))
        self.assertEqual(refused["code"], "plots.no-field")

    def test_rights(self):
        self.plots(403, role="system-administrator", seed="s", count=2)
        # Whoever reads a layer may not take it out for that.
        self.plots(200, role="auditor", seed="s", count=2)
        self.plots(403, role="auditor", seed="s", count=2, place="/export", format="dxf")
        self.post("problem", sent(("p.yaml", PORTFOLIO.encode())), 403, role="system-administrator")
        self.post("coordinates", sent(*self.batches()), 200, role="village")
        unknown = f"x{uuid.uuid4().hex[:6]}"
        status, _, _ = self.served.post("/api/v1/tools/coordinates", sent(*self.batches()),
                                        zhitu_role=unknown)
        self.assertGreaterEqual(status, 400)
        for place in ("export", "certificate"):
            status, _, _ = self.served.ask("GET", f"/api/v1/quota/{place}", None,
                                           {"zhitu-role": "village"})
            self.assertEqual(status, 403, place)
        # Important data leave with a second person, whoever may export the book.
        status, _, body = self.served.ask("GET", "/api/v1/quota/export", None,
                                          {"zhitu-role": "planner"})
        if status == 403:
            self.assertEqual(json.loads(body)["code"], "access.second-person")


if __name__ == "__main__":
    import unittest

    unittest.main()
