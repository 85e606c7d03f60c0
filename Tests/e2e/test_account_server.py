"""What a server keeps of requests, what waits for what, and to whom it is open."""

import json
import shutil
import sqlite3
import threading
import time
import unittest

import signed_in
from served import Served
from signed_in import Member
from support import SampleDistrict, zhitu


class Keys(SampleDistrict):
    """Requests that are repeated after the server was started again."""

    def setUp(self):
        super().setUp()
        self.copy = self.folder / "keys.gpkg"
        shutil.copy(self.workspace, self.copy)

    def serve(self, *options):
        served = Served(self.copy, *options)
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        return served

    def test_a_key_outlives_the_server(self):
        served = self.serve()
        target = "/api/v1/epochs/2023/check"
        status, _, first = served.ask("POST", target, headers={"Idempotency-Key": "k"})
        self.assertEqual(status, 202)
        served.wait(json.loads(first)["id"])
        self.assertEqual(served.stop(), 0)
        served = self.serve()
        status, _, again = served.ask("POST", target, headers={"Idempotency-Key": "k"})
        self.assertEqual((status, again), (202, first))
        self.assertEqual(len(served.json("/api/v1/jobs")["jobs"]), 1)
        status, _, body = served.ask(
            "POST", "/api/v1/plans/demo/planned", b"{}",
            {"Idempotency-Key": "k", "Content-Type": "application/json"})
        self.assertEqual((status, json.loads(body)["code"]), (422, "service.key"))

    def test_a_key_belongs_to_whoever_sent_it_and_secrets_are_told_once(self):
        first = signed_in.establish(self.copy)
        first |= signed_in.people(self.copy, self.folder / "people.json")
        served = self.serve("--accounts")
        sys, sec = (Member(served.port, name).arrive(first[name]) for name in ("sys", "sec"))
        body = {"people": [{"id": "late", "name": "后来者", "posts": ["plan"]}]}
        status, made = sys.post("directory/people", body, Idempotency_Key="k")
        self.assertEqual((status, len(made["passwords"])), (200, 1))
        status, problem = sys.post("directory/people", body, Idempotency_Key="k")
        self.assertEqual((status, problem["code"]), (409, "service.key-untold"))
        grant = {"grants": [{"person": "late", "organisation": "plan", "role": "planner",
                             "area": signed_in.AREA}]}
        self.assertEqual(sec.post("directory/grants", grant, Idempotency_Key="k")[0], 200)
        self.assertEqual(sec.post("directory/grants", grant, Idempotency_Key="k")[0], 200)
        grants = sec.get("directory")[1]["grants"]
        self.assertEqual(len([one for one in grants if one["person"] == "late"]), 1)


class Waiting(SampleDistrict):
    def test_what_reads_does_not_wait_behind_deeds_that_wait(self):
        copy = self.folder / "held.gpkg"
        shutil.copy(self.workspace, copy)
        served = Served(copy)
        self.addCleanup(served.stop)
        served.json("/api/v1/workspace")
        answers = []

        def mark(number):
            level = ("core", "important")[number % 2]
            answers.append(served.post(
                "/api/v1/data-levels",
                {"layer": "control_pbf", "level": level, "reason": str(number)})[0])

        # Another program writes for a while, as an import does.
        held = sqlite3.connect(copy, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        deeds = [threading.Thread(target=mark, args=(number,)) for number in range(5)]
        for deed in deeds:
            deed.start()
        time.sleep(0.5)
        for target in ("workspace", "flows", "problems") * 2:
            began = time.monotonic()
            served.json(f"/api/v1/{target}")
            self.assertLess(time.monotonic() - began, 4, target)
        self.assertEqual(answers, [])
        held.execute("ROLLBACK")
        held.close()
        for deed in deeds:
            deed.join()
        self.assertEqual(answers, [200] * 5)
        self.assertTrue(json.loads(zhitu(
            "log", "verify", "--workspace", copy, "--json").stdout)["faultCount"] == 0)


class Places(SampleDistrict):
    def test_strangers_are_not_told_where_the_workspace_lives(self):
        copy = self.folder / "told.gpkg"
        shutil.copy(self.workspace, copy)
        first = signed_in.establish(copy) | signed_in.people(copy, self.folder / "people.json")
        served = Served(copy, "--accounts")
        self.addCleanup(served.stop)
        planner = Member(served.port, "planner").arrive(first["planner"])
        status, problem = planner.get("problems/9999")
        self.assertEqual((status, problem["code"]), (404, "problem.missing"))
        self.assertNotIn(str(self.folder), json.dumps(problem))
        self.assertIn("told", problem["message"]["en"])
        # The file is taken away under the server.
        copy.rename(self.folder / "elsewhere.gpkg")
        status, problem = signed_in.Visitor(served.port).get("session")
        self.assertEqual((status, problem["code"]), (410, "workspace.gone"))
        self.assertNotIn(str(self.folder), json.dumps(problem))
        (self.folder / "elsewhere.gpkg").rename(copy)
        self.assertEqual(planner.get("workspace")[0], 200)


class Settings(SampleDistrict):
    def test_the_server_is_open_to_others_only_with_accounts_behind_tls(self):
        for options, code in (
            (("--listen", "0.0.0.0"), "service.listen"),
            (("--accounts", "--listen", "0.0.0.0"), "service.listen"),
            (("--accounts", "--listen", "0.0.0.0", "--origin", "http://a.example"), "service.listen"),
            (("--origin", "https://a.example"), "service.listen"),
            (("--accounts", "--origin", "https://a.example/x"), "service.public-origin"),
            (("--accounts", "--profile", "none"), "access.profile"),
        ):
            with self.subTest(options):
                made = zhitu("serve", "--workspace", self.workspace, "--port", 0, "--lang", "en",
                             *options, status=2)
                self.assertIn(code, made.stderr)


if __name__ == "__main__":
    unittest.main()
