"""The proof of the log over the network: a root to keep, and a verification that is held against it."""

import json
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

from served import Served
from test_problems_api import story

AUDITOR = {"Zhitu-Role": "auditor", "Zhitu-Organisation": "audit-office"}


class LogProof(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.workspace = story(cls.folder)

    def serve(self, workspace):
        served = Served(workspace)
        self.addCleanup(served.stop)
        return served

    def root(self, served):
        status, fields, body = served.ask("GET", "/api/v1/log/root", headers=AUDITOR)
        self.assertEqual(status, 200, body)
        self.assertIn("attachment; filename=log-root-", fields["content-disposition"])
        return body.decode()

    def verify(self, served, roots=""):
        """The result of the job; the events are read to the end."""
        status, _, body = served.ask(
            "POST", "/api/v1/log/verification", json.dumps({"roots": roots}),
            {"Content-Type": "application/json", "Accept": "text/event-stream", **AUDITOR})
        self.assertEqual(status, 200, body)
        last = json.loads([line for line in body.decode().splitlines()
                           if line.startswith("data: ")][-1].removeprefix("data: "))
        self.assertEqual(last["state"], "done", last)
        status, _, body = served.ask("GET", f"/api/v1/jobs/{last['id']}/result", headers=AUDITOR)
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def test_the_log_agrees_with_a_root_and_not_with_another(self):
        served = self.serve(self.workspace)
        root = self.root(served)
        proof = self.verify(served, root * 2)
        self.assertEqual((proof["is_intact"], proof["roots_held"], proof["faults"]), (True, 2, []))
        self.assertEqual((proof["count"], proof["hash"]),
                         (json.loads(root)["count"], json.loads(root)["hash"]))
        other = json.dumps({**json.loads(root), "hash": "00" * 32})
        proof = self.verify(served, other)
        self.assertEqual((proof["is_intact"], proof["faults"][0]["kind"]), (False, "root"))

    def test_what_was_changed_in_the_file_is_found(self):
        changed = self.folder / "changed.gpkg"
        shutil.copy(self.workspace, changed)
        with sqlite3.connect(changed) as base:
            # Whoever can write the file can also take its guards away.
            base.execute("DROP TRIGGER zhitu_events_same")
            done = base.execute(
                "UPDATE zhitu_events SET data = replace(CAST(data AS TEXT), '督', '查')"
                " WHERE CAST(data AS TEXT) LIKE '%督%'")
            self.assertGreater(done.rowcount, 0)
        base.close()
        proof = self.verify(self.serve(changed))
        self.assertFalse(proof["is_intact"])
        self.assertGreater(proof["fault_count"], 0)
        self.assertEqual(proof["faults"][0]["kind"], "altered")

    def test_a_file_that_is_no_root_is_refused_by_its_line(self):
        served = self.serve(self.workspace)
        root = self.root(served)
        status, _, body = served.ask(
            "POST", "/api/v1/log/verification", json.dumps({"roots": root + "{}"}),
            {"Content-Type": "application/json", **AUDITOR})
        self.assertEqual(status, 422, body)
        self.assertIn("2", json.loads(body)["message"]["zh"])

    def test_who_may_not_read_the_log_gets_no_root(self):
        served = self.serve(self.workspace)
        for method, target in [("GET", "root"), ("POST", "verification")]:
            status, _, body = served.ask(
                method, f"/api/v1/log/{target}", json.dumps({"roots": ""}) if method == "POST" else None,
                {"Content-Type": "application/json", "Zhitu-Role": "implementer",
                 "Zhitu-Organisation": "works-01"})
            self.assertEqual(status, 403, body)


if __name__ == "__main__":
    unittest.main()
