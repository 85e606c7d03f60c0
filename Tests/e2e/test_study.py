"""`zhitu study`: problems on the ground and the projects of the sample district, measured again from its layers."""

import json
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

from support import ROOT, Scratch, sample_district, zhitu, zhitu_json
from test_optimise import needs_solver


@needs_solver
class Study(Scratch):
    """One workspace, made once and copied for each test: making it costs more than asking it."""

    @classmethod
    def setUpClass(cls):
        made = sample_district()
        cls.folder_made = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-study-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder_made, ignore_errors=True)
        cls.made = str(cls.folder_made / "w.gpkg")
        shutil.copy(made / "w.gpkg", cls.made)
        zhitu("sample", "--seed", 7, "--deeds", cls.made)

    def setUp(self):
        super().setUp()
        self.workspace = self.path("w.gpkg")
        shutil.copy(self.made, self.workspace)

    def ask(self, certificate=None, options=(), **question):
        file = self.path("problem.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump({"seconds": 3, **question}, out)
        more = ["--certificate", certificate] if certificate else []
        found = zhitu_json("study", file, "--workspace", self.workspace, *more, *options)
        self.assertEqual(found["kind"], question["kind"])
        self.assertGreaterEqual(found["gap"], 0)
        return found, {row["name"]: row for row in found["measures"]}

    def areas(self):
        """Area in 0.01 m2 and class of each patch, as the survey's own table has them."""
        file = sqlite3.connect(self.workspace)
        rows = file.execute("SELECT zt_id, zt_area, DLBM FROM survey_2024").fetchall()
        file.close()
        return {row[0]: row[1:] for row in rows}

    def test_the_five_kinds(self):
        areas = self.areas()
        proof = self.path("proof.json")
        found, measures = self.ask(proof, kind="corridor", epoch="2024", least_mu=60, places=5, gap=0.01)
        self.assertEqual(measures["places"]["after"], 5)
        self.assertLess(found["bound"], found["value"] + 1e-9)
        zhitu("certificate", "check", proof)
        with open(proof, encoding="utf-8") as file:
            certificate = json.load(file)
        body = certificate["corridor"]["_0"]
        costs = body["problem"]["costs"]
        paid = next(node for node in body["chosen"] if costs[node] > 0)
        body["chosen"].remove(paid)
        body["value"] -= costs[paid]
        with open(proof, "w", encoding="utf-8") as file:
            json.dump(certificate, file)
        zhitu("certificate", "check", proof, status=2)

        found, measures = self.ask(kind="ground", epoch="2024", area_percent=20, block_mu=100)
        chosen = [row[0] for row in found["plan"][1:]]
        self.assertAlmostEqual(sum(areas[id][0] for id in chosen) / 1e6, measures["area"]["after"], 4)
        farmland = sum(area for area, code in areas.values() if code.startswith("01"))
        self.assertGreaterEqual(sum(areas[id][0] for id in chosen), farmland * 0.2 - 1)

        found, measures = self.ask(kind="exchange", epoch="2024", objective="contiguity", pairs=20)
        self.assertGreater(measures["contiguity"]["after"], measures["contiguity"]["before"])
        self.assertGreaterEqual(measures["area"]["after"], measures["area"]["before"])
        for row in found["plan"][1:]:
            self.assertEqual(areas[row[0]][1].startswith("01"), row[1] == "out")

        found, measures = self.ask(kind="adjustment", epoch="2024", unfit_slope=3)
        self.assertGreater(measures["leaving"]["after"], 0)
        self.assertGreaterEqual(measures["entering"]["after"], measures["leaving"]["after"])
        self.assertLessEqual(measures["grade"]["after"], measures["grade"]["before"])
        self.assertGreaterEqual(measures["pairs"]["after"], measures["pairs"]["before"])

        found, measures = self.ask(kind="portfolio", benefit="investment", budgets=[20000, 20000, 20000, 20000])
        years = [row[3] for row in found["plan"][1:]]
        self.assertGreater(len(years), 0)
        for row in found["measures"][1:]:
            self.assertGreaterEqual(row["after"], 0)

    def layer(self, sql):
        file = sqlite3.connect(self.workspace)
        rows = file.execute(sql).fetchall()
        file.close()
        return rows

    def agreed(self, found):
        """What certificate and ledger say of each figure of an answer, by its English name."""
        trial = found["trial"]
        self.assertTrue(trial["agrees"], trial["agreements"])
        self.assertGreater(trial["counts"]["passed"], 5)
        for rule in trial["broken"]:
            self.assertTrue(any(row["rule"] == rule and row["isBlocking"] for row in trial["rules"]))
        # Every measure is whole parcels, so that the flows add up to the figures.
        return trial, {row["title"]["en"]: row["ledger"] for row in trial["agreements"]}

    def test_every_answer_is_laid_measured_and_judged(self):
        areas = self.areas()
        found, _ = self.ask(kind="ground", epoch="2024", area_percent=20, block_mu=100)
        trial, figures = self.agreed(found)
        chosen = [row[0] for row in found["plan"][1:]]
        self.assertEqual(figures["area chosen"], sum(areas[one][0] for one in chosen))
        self.assertEqual(trial["measures"], len(chosen))
        self.assertEqual(sum(row["area"] for row in trial["flows"]), figures["area chosen"])
        self.assertTrue(all(row["from"] == row["to"] for row in trial["flows"]))

        found, _ = self.ask(kind="exchange", epoch="2024", objective="contiguity", pairs=20)
        trial, figures = self.agreed(found)
        out, come = ({row[0] for row in found["plan"][1:] if row[1] == way} for way in ("out", "in"))
        self.assertEqual(figures["farmland that leaves"], sum(areas[one][0] for one in out))
        self.assertEqual(figures["farmland that is made"], sum(areas[one][0] for one in come))
        for row in trial["flows"]:
            self.assertNotEqual(row["from"].startswith("01"), row["to"].startswith("01"))

        found, _ = self.ask(kind="corridor", epoch="2024", least_mu=60, places=4)
        trial, figures = self.agreed(found)
        taken = [row[0] for row in found["plan"][1:] if float(row[1]) > 0]
        self.assertEqual(figures["area taken"], sum(areas[one][0] for one in taken))
        self.assertAlmostEqual(figures["cost of the corridor"] / 1e6, found["value"], 6)
        for row in trial["flows"]:
            self.assertTrue(row["to"].startswith("03") or row["to"] == row["from"][:len(row["to"])]
                            and row["from"][:2] in ("10", "11"), row)

        found, _ = self.ask(kind="adjustment", epoch="2024", unfit_slope=3)
        trial, figures = self.agreed(found)
        for way, name in (("out", "basic farmland that leaves"), ("in", "basic farmland that enters")):
            moved = [row[0] for row in found["plan"][1:] if row[1] == way]
            self.assertEqual(figures[name], sum(areas[one][0] for one in moved))

        # The library has the area of a project from the stored ledger of its plan.
        zhitu("plan", "--workspace", self.workspace, "--plan", "demo", "--base", "2023", status=None)
        found, _ = self.ask(kind="portfolio", benefit="ground", budgets=[20000, 20000, 20000, 20000])
        trial, figures = self.agreed(found)
        self.assertGreater(figures["area of the chosen projects"], 1_000_000)
        stated = next(row["certificate"] for row in trial["agreements"])
        benefits = sum(float(row[5]) for row in found["plan"][1:])
        self.assertAlmostEqual(stated * 3 / 200_000, benefits, delta=len(found["plan"]))

    def test_what_breaks_a_binding_rule_is_cut_off_until_the_plan_passes(self):
        """An office that has read the law on slopes, and forbids new farmland from 2 to 6 degrees on."""
        asked = {"kind": "exchange", "epoch": "2024", "objective": "contiguity", "pairs": 10}
        free, _ = self.ask(**asked)
        self.assertEqual(free["trial"]["broken"], [])
        packs = pathlib.Path(self.path("packs"))
        shutil.copytree(ROOT / "Policies", packs)
        pack = packs / "national/slope.yaml"
        text = pack.read_text(encoding="utf-8")
        for old, new in (("p.slope_class >= 5", "p.slope_class >= 2"), ("verified: false", "verified: true"),
                         ("grade: memory_high", "grade: official")):
            self.assertIn(old, text)
            text = text.replace(old, new)
        pack.write_text(text, encoding="utf-8")
        bound, _ = self.ask(**asked, options=["--policies", packs])
        row = next(row for row in bound["trial"]["rules"] if row["rule"] == "SLP-01")
        self.assertEqual(row["effect"], "blocks")
        self.assertNotEqual(row["after"], "fail", row)
        self.assertEqual(bound["trial"]["broken"], [])
        self.assertLess(bound["value"], free["value"])
        self.assertEqual(len(bound["plan"]), len(free["plan"]))

    def test_an_answer_is_kept_as_a_plan(self):
        found, _ = self.ask(kind="adjustment", epoch="2024", unfit_slope=3, options=["--save", "调整"])
        moved = {row[0]: row[1] for row in found["plan"][1:]}
        [(table,)] = self.layer("SELECT table_name FROM gpkg_contents WHERE identifier LIKE '%整治图斑 调整%'"
                                " OR table_name = 'plan_调整'")
        rows = dict(self.layer(f'SELECT zt_id, YNTZ FROM "{table}"'))
        self.assertEqual({one: "DC" if way == "out" else "DR" for one, way in moved.items()}, rows)
        # Verified from its layer, the plan has the verdicts of the answer.
        again = json.loads(zhitu("verify", "--workspace", self.workspace, "--plan", "调整", "--base", "2024",
                                 "--json", "-", status=None).stdout)
        verdicts = {row["rule"] + (f"/{row['part']}" if row.get("part") else ""): row["verdict"]
                    for row in again["verdicts"]}
        for row in found["trial"]["rules"]:
            self.assertEqual(verdicts[row["rule"]], row["after"], row["rule"])
        refused = zhitu("study", self.path("problem.json"), "--workspace", self.workspace, "--save", "调整", status=2)
        self.assertIn("drawing.plan-exists", refused.stderr)

    def test_prices_hold_between_limits(self):
        budgets = [20000, 20000, 20000, 20000]
        found, _ = self.ask(kind="portfolio", benefit="investment", budgets=budgets, gap=0)
        known = [row for row in found["prices"] if row.get("less") is not None]
        self.assertTrue(known, found["prices"])
        for row in known:
            self.assertGreaterEqual(row["less"], 0)
            self.assertGreaterEqual(row["more"], 0)

    def refused(self, proof):
        """A certificate whose value is one better than the plan's, and one whose first choice is missing."""
        with open(proof, encoding="utf-8") as file:
            text = file.read()
        for change in (self.bolder, self.shorter):
            certificate = json.loads(text)
            kind = next(iter(certificate))
            change(certificate[kind]["_0"])
            with open(proof, "w", encoding="utf-8") as file:
                json.dump(certificate, file)
            found = zhitu("certificate", "check", proof, status=2)
            self.assertIn("certificate.", found.stderr, (kind, change))

    @staticmethod
    def bolder(body):
        if "cost" in body:
            body["cost"]["low"] -= 1
        else:
            body["value"] -= 1

    @staticmethod
    def shorter(body):
        name = next(one for one in ("chosen", "flips", "starts") if one in body)
        if isinstance(body[name], dict):
            body[name].popitem()
        else:
            del body[name][0]

    def test_a_tampered_certificate_of_every_kind_is_refused(self):
        proof = self.path("proof.json")
        for question in (
            {"kind": "corridor", "epoch": "2024", "least_mu": 60, "places": 4},
            {"kind": "ground", "epoch": "2024", "area_percent": 20, "block_mu": 100},
            {"kind": "exchange", "epoch": "2024", "objective": "contiguity", "pairs": 10},
            {"kind": "adjustment", "epoch": "2024", "unfit_slope": 3},
            {"kind": "portfolio", "benefit": "investment", "budgets": [20000, 20000, 20000, 20000]},
        ):
            self.ask(proof, **question)
            zhitu("certificate", "check", proof)
            self.refused(proof)

    def test_fronts_and_distinct_plans(self):
        found, _ = self.ask(kind="portfolio", benefit="investment", budgets=[20000, 20000, 20000, 20000],
                            options=["--front", "money", "--alternatives", 5])
        known = [point for point in found["front"] if point.get("value") is not None]
        self.assertGreater(len(known), 3)
        for one, more in zip(known, known[1:]):
            # More money is never worse, as far as the proofs go.
            self.assertLess(one["asked"][0], more["asked"][0])
            self.assertLessEqual(one["value"], more["bound"] + 1e-6)
        best = {row[0] for row in found["plan"][1:]}
        plans = [best, *({row[0] for row in one["plan"][1:]} for one in found["alternatives"])]
        for first, one in enumerate(plans):
            for other in plans[first + 1:]:
                self.assertGreaterEqual(10 * len(one ^ other), len(best))
        for one in found["alternatives"]:
            self.assertLessEqual(one["percent"], 5)
            self.assertLessEqual(one["value"], found["bound"] + 1e-6)
        file = self.path("problem.json")
        refused = zhitu("study", file, "--workspace", self.workspace, "--front", "places", status=2)
        self.assertIn("study.axes", refused.stderr)

    def test_rules_that_cannot_all_hold(self):
        for question, words in (
            ({"kind": "ground", "epoch": "2024", "area_percent": 60, "block_mu": 3000}, ["3000", "mu in all"]),
            ({"kind": "exchange", "epoch": "2024", "objective": "slope", "pairs": 2, "contiguity_at_least": 0.1},
             ["farmland neighbours", "at most 2 pairs"]),
        ):
            file = self.path("problem.json")
            with open(file, "w", encoding="utf-8") as out:
                json.dump(question, out)
            refused = zhitu("study", file, "--workspace", self.workspace, "--lang", "en", status=2)
            self.assertIn("optimise.infeasible", refused.stderr)
            for word in words:
                self.assertIn(word, refused.stderr)

    def test_what_cannot_be_is_named(self):
        file = self.path("problem.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump({"kind": "corridor", "epoch": "2024", "least_mu": 1e6}, out)
        refused = zhitu("study", file, "--workspace", self.workspace, status=2)
        self.assertIn("study.few-places", refused.stderr)
        with open(file, "w", encoding="utf-8") as out:
            json.dump({"kind": "ground", "lock_in": ["nowhere"]}, out)
        refused = zhitu("study", file, "--workspace", self.workspace, status=2)
        self.assertIn("optimise.lock-unknown", refused.stderr)


if __name__ == "__main__":
    unittest.main()
