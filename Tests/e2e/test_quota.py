"""The quota book through the built program, and a proof of it that knows nothing of the program."""

import collections
import functools
import json
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

from support import zhitu, zhitu_json

# What is owed, and where units come from; everything else counts what is there.
OWED = {"source", "debt", "covered"}


@functools.cache
def sample():
    """The sample district with the made-up history of its quota book; made only once."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-quota-"))
    made = folder / "w.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "s.gpkg")
    zhitu("import", folder / "s.gpkg", "--workspace", made, "--name", "demo")
    zhitu("sample", "--seed", 7, "--deeds", made)
    return made


def rings_area(polygons):
    """The area of polygons in m², by the sum of trapezoids."""
    def ring(numbers):
        points = list(zip(numbers[::2], numbers[1::2]))
        return abs(sum(x1 * y2 - x2 * y1
                       for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1]))) / 2
    return sum(ring(rings[0]) - sum(map(ring, rings[1:])) for rings in polygons) / 1e8


def stretches(polygons):
    """Where lines a metre apart, in steps of 0.1 mm, lie inside polygons."""
    edges = []
    for rings in polygons:
        for numbers in rings:
            points = list(zip(numbers[::2], numbers[1::2]))
            edges += zip(points, points[1:] + points[:1])
    crossings = collections.defaultdict(list)
    for (x1, y1), (x2, y2) in edges:
        low, high = min(y1, y2), max(y1, y2)
        # Between the steps, so that no line meets a corner.
        for line in range((low + 6_299) // 10_000, (high + 6_299) // 10_000):
            y = line * 10_000 + 3_700.5
            if low < y < high:
                crossings[line].append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    for line, places in crossings.items():
        places.sort()
        for start, end in zip(places[::2], places[1::2]):
            yield line, (start, end)


class Book(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.workspace = sample()

    def exported(self):
        out = self.path / "book.json"
        zhitu("quota", "export", "--workspace", self.workspace, "--out", out)
        return out

    def test_the_sample_is_proved_by_the_program_and_without_it(self):
        proof = zhitu_json("quota", "prove", "--workspace", self.workspace)
        self.assertEqual(proof["findings"], [])
        self.assertGreater(proof["entries"], 30)
        book = json.loads(self.exported().read_text(encoding="utf-8"))
        balances = collections.Counter()
        imported = set()
        for number, posted in enumerate(book["entries"], 1):
            entry = posted["entry"]
            self.assertEqual(entry["number"], number)
            sums = collections.Counter()
            for line in entry["lines"]:
                account = line["account"]
                for name in ("quantity", "paddy", "capacity"):
                    amount = line["amounts"][name]
                    sums[account["lot"], name] += amount
                    balances[account["lot"], account["holder"], account["pocket"], name] += amount
            self.assertEqual({lot: left for lot, left in sums.items() if left}, {})
            if entry["operation"] == "open":
                imported.add(entry["act"]["open"]["lot"])
            for (lot, holder, pocket, name), amount in balances.items():
                if lot in imported:
                    continue
                if pocket in OWED:
                    self.assertLessEqual(amount, 0, (number, lot, holder, pocket, name))
                else:
                    self.assertGreaterEqual(amount, 0, (number, lot, holder, pocket, name))
        for kind in proof["totals"]:
            generated = -sum(amount for (lot, _, pocket, name), amount in balances.items()
                             if pocket == "source" and name == "quantity"
                             and self.kind_of(book, lot) == kind["kind"])
            self.assertEqual(kind["generated"]["quantity"], generated)

    @staticmethod
    @functools.cache
    def kinds(text):
        found = {}
        for posted in json.loads(text):
            (name, body), = posted["entry"]["act"].items()
            if name == "generate":
                found[body["lot"]["id"]] = body["lot"]["kind"]
            elif "kind" in body and "lot" in body:
                found[body["lot"]] = body["kind"]
        return found

    def kind_of(self, book, lot):
        return self.kinds(json.dumps(book["entries"]))[lot]

    def test_no_ground_backs_twice(self):
        """Lines across the district, a metre apart: no two pieces hold the same stretch of one."""
        book = json.loads(self.exported().read_text(encoding="utf-8"))
        shared = {frozenset((kind["id"], other)) for kind in book["catalogue"]["kinds"]
                  for other in kind["sharesGroundWith"]}
        lines = collections.defaultdict(list)
        count = 0
        for posted in book["entries"]:
            lot = posted["entry"]["act"].get("generate", {}).get("lot")
            for piece in lot["pieces"] if lot else []:
                count += 1
                area = rings_area(piece["polygons"])
                self.assertLessEqual(piece["area"] / 100, area * 1.002 + 0.02)
                for y, stretch in stretches(piece["polygons"]):
                    lines[y].append((*stretch, lot["kind"], piece["id"]))
        self.assertGreater(count, 10)
        for stretches_of_line in lines.values():
            stretches_of_line.sort()
            for index, (_, end, kind, piece) in enumerate(stretches_of_line):
                for start, _, other, another in stretches_of_line[index + 1:]:
                    if start >= end - 100:
                        break
                    self.assertIn(frozenset((kind, other)), shared, (piece, another))

    def test_a_certificate_is_checked_from_the_book_alone(self):
        certificate = self.path / "certificate.json"
        book = self.exported()
        zhitu("quota", "prove", "--workspace", self.workspace, "--certificate", certificate)
        zhitu("quota", "check", book, certificate)
        changed = json.loads(book.read_text(encoding="utf-8"))
        changed["entries"][3]["entry"]["document"]["number"] = "另一文号"
        book.write_text(json.dumps(changed), encoding="utf-8")
        refused = zhitu("quota", "check", book, certificate, status=2)
        self.assertIn("quota.certificate", refused.stderr)

    def edited(self, statement, *values, is_sealed):
        """A copy whose plan was edited by another program: as QGIS would leave it, or without the layer's hash, as
        where Zhitu itself wrote the new layer and can read it."""
        copy = self.path / "edited.gpkg"
        shutil.copy(sample(), copy)
        with sqlite3.connect(copy) as data:
            # The triggers of a GeoPackage name functions of geometry; none is called where only an attribute changes.
            for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
                data.create_function(name, 1, lambda geometry: 0)
            changed = data.execute(statement, values).rowcount
            if not is_sealed:
                data.execute("DELETE FROM zhitu_hashes WHERE layer = 'plan_demo'")
        data.close()
        self.assertEqual(changed, 1)
        return copy

    def test_an_edited_layer_is_found_with_the_ground_that_is_missing(self):
        pieces = {}
        for posted in json.loads(self.exported().read_text(encoding="utf-8"))["entries"]:
            lot = posted["entry"]["act"].get("generate", {}).get("lot")
            for piece in lot["pieces"] if lot else []:
                pieces[lot["id"], piece["id"]] = piece
        measure = next(key for key in pieces if key[0] == "GG-2025-1")[1].split("-")[1]
        behind = {key: piece for key, piece in pieces.items() if measure in key[1]}
        for is_sealed in (True, False):
            # A road is no reclaimed land.
            copy = self.edited("UPDATE plan_demo SET zt_class = '1003' WHERE zt_id = ?", measure,
                               is_sealed=is_sealed)
            proof = zhitu_json("quota", "prove", "--workspace", copy, status=1)
            found = {(one["lot"], one["piece"]): one for one in proof["findings"]}
            self.assertEqual(set(found), set(behind))
            for key, one in found.items():
                self.assertEqual(one["code"], "ground-edited")
                self.assertAlmostEqual(rings_area(one["polygons"]), rings_area(behind[key]["polygons"]), delta=0.5)
        refused = zhitu("quota", "prove", "--workspace", copy, "--certificate", self.path / "c.json", status=2)
        self.assertIn("quota.proof", refused.stderr)
        self.assertFalse((self.path / "c.json").exists())
        # A remark changes the layer and no ground.
        remark = self.edited("UPDATE plan_demo SET BZ = 'x' WHERE zt_id = ?", measure, is_sealed=True)
        proof = zhitu_json("quota", "prove", "--workspace", remark)
        self.assertEqual((proof["findings"], proof["ground"]["unchanged"]), ([], []))
        self.assertIn("GG-2025-1", proof["ground"]["measured"])

    def test_ground_that_was_used_is_shown(self):
        trace = zhitu_json("quota", "trace", "GG-2025-1", "--workspace", self.workspace)
        self.assertGreater(len(trace["ground"]), 0)
        refused = zhitu(
            "quota", "generate", "AGAIN", "--kind", "linked", "--holder", "village-0", "--base",
            "2023", "--to", "demo", "--project", trace["lot"]["origin"], "--year", 2026, "--stage",
            "1", "--document", "验收", "--number", "1", "--authority", "局", "--workspace",
            self.workspace, status=2)
        self.assertIn("quota.ground-twice", refused.stderr)
        self.assertIn("GG-2025-1", refused.stderr)

    def test_rights_and_versions(self):
        orders = self.path / "orders.json"
        orders.write_text(json.dumps([{
            "day": "2026-08-01",
            "document": {"title": "核定", "number": "1", "authority": "局"},
            "act": {"verify": {"lot": "GG-2025-3"}}}]), encoding="utf-8")
        refused = zhitu("quota", "post", orders, "--as", "planner", "--at", "2026-08-02",
                        "--workspace", self.workspace, status=2)
        self.assertIn("access.refused", refused.stderr)
        refused = zhitu("quota", "post", orders, "--as", "reviewer", "--at", "2026-08-02",
                        "--version", "1", "--workspace", self.workspace, status=2)
        self.assertIn("log.conflict", refused.stderr)

    def test_a_forecast_runs_short_when_projects_slip(self):
        def forecast(*more):
            answer = zhitu_json("quota", "forecast", "--base", "2023", "--plan", "demo",
                                "--first-year", 2026, "--at", "2026-01-01", "--workspace",
                                self.workspace, *more)
            return {kind["kind"]: kind for kind in answer["kinds"]}
        def supply(kind):
            return [year["supply"]["quantity"] for year in kind["years"]]
        plan = forecast()
        with sqlite3.connect(self.workspace) as data:
            projects = [row[0] for row in data.execute("SELECT DISTINCT zt_project FROM plan_demo")]
        data.close()
        late = forecast(*(word for project in projects for word in ("--delay", f"{project}=2")))
        for kind in ("linked", "balance"):
            self.assertGreater(sum(supply(plan[kind])), 0)
            self.assertEqual(supply(late[kind]), [0, 0] + supply(plan[kind])[:-2])
        # A stage that slips moves its own projects only.
        one = forecast("--delay-stage", "2=1")
        for kind in ("linked", "balance"):
            self.assertEqual(sum(supply(one[kind])), sum(supply(plan[kind])))
            self.assertEqual(supply(one[kind])[0], supply(plan[kind])[0])
        self.assertNotEqual([supply(one[kind]) for kind in one], [supply(plan[kind]) for kind in one])
        for words, code in (("--delay", "ML2023-99=1"), "quota.no-project"), (("--delay-stage", "9=1"), "quota.no-stage"):
            refused = zhitu("quota", "forecast", "--base", "2023", "--plan", "demo", "--first-year", 2026,
                            "--workspace", self.workspace, *words, status=2)
            self.assertIn(code, refused.stderr)

    def test_rules_are_decided_from_the_book(self):
        verdicts = zhitu_json("verify", "--workspace", self.workspace, "--plan", "demo", "--date",
                              "2026-06-01", status=None)
        outcome = {(one["rule"], one.get("part")): one["verdict"] for one in verdicts["verdicts"]}
        self.assertEqual(outcome[("QTA-06", "balance")], "pass")
        self.assertEqual(
            [verdict for (rule, _), verdict in outcome.items() if rule == "NB-14"], ["pass"])
        # What no register gives comes from documents in the book, and from the plan of sharing; only prices that are
        # not known decide nothing (BAL-08, BAL-09, LNK-06).
        own = {key: verdict for key, verdict in outcome.items()
               if key[0].startswith(("BAL-", "LNK-", "QTA-")) or key[0] in ("NB-14", "CORE-09", "CORE-10")}
        self.assertEqual({key[0] for key, verdict in own.items() if verdict == "undecidable"},
                         {"BAL-08", "BAL-09"} & {key[0] for key in own})
        for key in (("BAL-01", None), ("BAL-02", None), ("BAL-03", None), ("CORE-10", "quantity"),
                    ("CORE-10", "quality"), ("CORE-09", "quality"), ("LNK-02", "quantity"), ("LNK-02", "quality"),
                    ("LNK-07", None), ("LNK-08", "parcels"), ("LNK-08", "acceptance"), ("QTA-01", None)):
            self.assertEqual(own[key], "pass", key)
        # What stays in the villages is known from the purposes of uses and needs.
        self.assertEqual(outcome[("LNK-05", None)], "pass")
        # The capacity of all that was supplied, less what is still owed of it.
        given = 0
        for posted in json.loads(self.exported().read_text(encoding="utf-8"))["entries"]:
            act = posted["entry"]["act"]
            # More may be given than is asked for; a promise gives what it asks for, less what is owed.
            given += sum(part["amounts"]["capacity"] for part in act.get("use", {}).get("parts", []))
            given += act.get("promise", {}).get("use", {}).get("demand", {}).get("capacity", 0)
        value = {(one["rule"], one.get("part")): one["value"] for one in verdicts["verdicts"]}
        self.assertAlmostEqual(
            value[("BAL-05", None)], given + min(0, value[("BAL-04", "capacity")]), delta=0.01)


if __name__ == "__main__":
    unittest.main()
