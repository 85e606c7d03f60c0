"""The server under hostile, clumsy and impatient clients."""

import concurrent.futures
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import time
import unittest

from served import Served
from support import SampleDistrict, zhitu


class ServedDistrict(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        zhitu("verify", "--workspace", cls.workspace, "--plan", "demo", "--quiet", status=None)
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def status(self, text, **options):
        line = self.served.raw(text, **options).split(b"\r\n")[0].decode()
        return int(line.split()[1]) if line else None


class Requests(ServedDistrict):
    def head(self, *lines, method="GET", target="/api/v1/workspace"):
        lines = lines or (f"Host: {self.served.host}",)
        return "\r\n".join([f"{method} {target} HTTP/1.1", *lines, "Connection: close", "", ""])

    def test_two_hosts_are_refused(self):
        """RFC 9112, 3.2."""
        ours = f"Host: {self.served.host}"
        for lines in ((ours, "Host: evil.example"), ("Host: evil.example", ours), (ours, ours),
                      (ours, "host: x", "HOST: y")):
            with self.subTest(lines):
                self.assertEqual(self.status(self.head(*lines)), 400)
        self.assertEqual(self.status(self.head(ours)), 200)

    def test_the_host_must_be_ours(self):
        self.assertEqual(self.status(self.head()), 200)
        for lines, status in (
            (("Host: evil.example",), 403), (("Host: 127.0.0.1:1",), 403),
            (("Host: localhost",), 403), (("X: y",), 400),
        ):
            with self.subTest(lines):
                self.assertEqual(self.status(self.head(*lines)), status)

    def test_a_page_elsewhere_changes_nothing(self):
        target = "/api/v1/plans/demo/least-change"
        for name, value in (("Origin", "http://evil.example"), ("Origin", "null"),
                            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")):
            with self.subTest(name, value=value):
                status, _, body = self.served.post(
                    target, {"rule": "NB-04"}, **{name.replace("-", "_"): value})
                self.assertEqual(status, 403)
                self.assertEqual(json.loads(body)["code"], "service.origin")
        self.assertEqual(self.served.json("/api/v1/jobs")["jobs"], [])

    def test_what_is_too_large_is_refused(self):
        length = f"Content-Length: {1 << 40}"
        large = self.head(f"Host: {self.served.host}", "X: " + "y" * 40_000)
        many = self.head(f"Host: {self.served.host}", *(f"X-{n}: y" for n in range(200)))
        for text in (large, many, "GET / HTTP/1.1\r\n" + "A" * 100_000, "NONSENSE\r\n\r\n"):
            with self.subTest(text[:40]):
                self.assertIn(self.status(text), (400, 431, None))
        upload = self.head(f"Host: {self.served.host}", length, method="POST",
                           target="/api/v1/imports?file=a.gpkg")
        self.assertEqual(self.status(upload), 413)
        status, _, _ = self.served.ask(
            "POST", "/api/v1/plans/demo/trial", b" " * (5 << 20),
            {"Content-Type": "application/json"})
        self.assertEqual(status, 413)
        self.assertEqual(self.status(self.head()), 200)

    def test_a_body_that_breaks_off_leaves_nothing(self):
        before = set(pathlib.Path(os.environ.get("TMPDIR", "/tmp")).glob("zhitu-upload-*"))
        text = (f"POST /api/v1/imports?file=a.gpkg HTTP/1.1\r\nHost: {self.served.host}\r\n"
                "Content-Length: 1000000\r\n\r\n" + "x" * 1000)
        with socket.create_connection(("127.0.0.1", self.served.port)) as line:
            line.sendall(text.encode())
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            left = set(pathlib.Path(os.environ.get("TMPDIR", "/tmp")).glob("zhitu-upload-*"))
            if left == before:
                break
            time.sleep(0.1)
        self.assertEqual(left, before)
        self.assertEqual(self.served.json("/api/v1/jobs")["jobs"], [])


class Work(ServedDistrict):
    def test_dear_requests_do_not_delay_a_cheap_one(self):
        target = "/api/v1/plans/demo/least-change"
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(
                lambda _: self.served.post(target, {"rule": "NB-04"}), range(12)))
        taken = [json.loads(body)["id"] for status, _, body in answers if status == 202]
        refused = [fields for status, fields, _ in answers if status == 503]
        self.assertEqual(len(taken) + len(refused), 12)
        self.assertGreater(len(taken), 2)
        self.assertGreater(len(refused), 0)
        for fields in refused:
            self.assertGreater(int(fields["retry-after"]), 0)
        started = time.monotonic()
        self.assertEqual(self.served.ask("GET", "/api/v1/flows")[0], 200)
        print(f"a cheap GET behind {len(taken)} slow jobs: {time.monotonic() - started:.3f} s")
        # It was answered while most of them still waited.
        states = [self.served.json(f"/api/v1/jobs/{name}")["state"] for name in taken]
        self.assertGreater(states.count("queued"), len(taken) / 2)
        for name in taken[1:]:
            self.served.ask("DELETE", f"/api/v1/jobs/{name}")
        self.assertEqual(self.served.wait(taken[0])["state"], "done")
        result = self.served.json(f"/api/v1/jobs/{taken[0]}/result")
        self.assertEqual(result["report"]["after"], "pass")
        for name in taken[1:]:
            self.assertEqual(self.served.wait(name)["state"], "cancelled")

    def test_unknown_rules_are_refused_at_once(self):
        status, _, body = self.served.post(
            "/api/v1/plans/demo/least-change", {"rule": "NO-SUCH"})
        self.assertEqual((status, json.loads(body)["code"]), (404, "rules.unknown"))

    def test_a_job_ends_when_its_client_goes(self):
        line = socket.create_connection(("127.0.0.1", self.served.port), timeout=60)
        body = '{"rule": "NB-04"}'
        line.sendall((f"POST /api/v1/plans/demo/least-change HTTP/1.1\r\nHost: {self.served.host}"
                      "\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n"
                      f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
        got = b""
        while b"event: progress" not in got:
            piece = line.recv(65536)
            self.assertTrue(piece, got)
            got += piece
        line.close()
        (job,) = [one for one in self.served.json("/api/v1/jobs")["jobs"]
                  if one["state"] in ("queued", "running")]
        self.assertEqual(self.served.wait(job["id"])["state"], "cancelled")


class Copied(SampleDistrict):
    """Servers on a copy of the workspace that the test may change."""

    def setUp(self):
        super().setUp()
        self.copy = self.path("copy.gpkg")
        shutil.copy(self.workspace, self.copy)

    def serve(self):
        served = Served(self.copy)
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        return served

    def test_every_kind_of_work_is_a_job_and_the_list_survives(self):
        served = self.serve()
        sample = pathlib.Path(self.sample).read_bytes()
        status, _, body = served.ask(
            "POST", "/api/v1/imports?file=sample.gpkg&plan=second&synthetic=true", sample)
        self.assertEqual(status, 202, body)
        imported = served.wait(json.loads(body)["id"])
        self.assertEqual(imported["state"], "done", imported)
        layers = served.json(f"/api/v1/jobs/{imported['id']}/result")["layers"]
        self.assertIn("plan_second", [layer["name"] for layer in layers])
        for layer in served.json("/api/v1/workspace")["layers"]:
            if layer["name"] == "plan_second":
                self.assertEqual(layer["provenance"]["file"], "sample.gpkg")
        kinds = {
            "check": ("/api/v1/epochs/2023/check", {}),
            "flow": ("/api/v1/flows", {"from": "2023", "to": "2024"}),
            "plan": ("/api/v1/plans/second/planned", {}),
            "verify": ("/api/v1/plans/second/verify", {}),
            "report": ("/api/v1/plans/second/report", {}),
        }
        for kind, (target, question) in kinds.items():
            with self.subTest(kind):
                job = served.job(target, question)
                self.assertEqual((job["kind"], job["state"]), (kind, "done"), job)
                self.assertTrue(job["has_result"])
        self.assertIn("second", served.json("/api/v1/verdicts/second")["plan"])
        before = served.json("/api/v1/jobs")["jobs"]
        self.assertEqual(len(before), 6)
        report = next(job for job in before if job["kind"] == "report")
        self.assertIn(b"<html", served.ask("GET", f"/api/v1/jobs/{report['id']}/result")[2])
        self.assertEqual(served.stop(), 0)
        again = self.serve()
        self.assertEqual(again.json("/api/v1/jobs")["jobs"], before)

    def test_the_file_stays_locked_against_other_programs(self):
        served = self.serve()
        self.assertEqual(served.job("/api/v1/epochs/2023/check", {})["state"], "done")
        # Every answer looks at the file, which must not cost the server its locks.
        served.json("/api/v1/workspace")
        other = sqlite3.connect(self.copy, timeout=0)
        self.addCleanup(other.close)
        with self.assertRaisesRegex(sqlite3.OperationalError, "locked"):
            other.execute("PRAGMA journal_mode = DELETE").fetchall()

    def test_a_file_that_is_no_layer_fails_and_says_why(self):
        served = self.serve()
        status, _, body = served.ask("POST", "/api/v1/imports?file=a.gpkg", b"nonsense")
        job = served.wait(json.loads(body)["id"])
        self.assertEqual((status, job["state"]), (202, "failed"))
        self.assertTrue(job["problem"]["message"]["zh"])

    def test_the_server_ends_although_somebody_listens(self):
        served = self.serve()
        line = socket.create_connection(("127.0.0.1", served.port), timeout=60)
        self.addCleanup(line.close)
        line.sendall(f"GET /api/v1/changes HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode())
        got = b""
        while b"event: state" not in got:
            piece = line.recv(65536)
            self.assertTrue(piece, got)
            got += piece
        started = time.monotonic()
        self.assertEqual(served.stop(), 0)
        self.assertLess(time.monotonic() - started, 20)

    def test_what_another_program_writes_is_told_and_shown(self):
        served = self.serve()
        line = socket.create_connection(("127.0.0.1", served.port), timeout=60)
        self.addCleanup(line.close)
        line.sendall(f"GET /api/v1/changes HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode())
        got = b""
        while got.count(b"event: state") < 1:
            piece = line.recv(65536)
            self.assertTrue(piece, got)
            got += piece
        zhitu("plan", "--workspace", self.copy, "--plan", "demo", "--base", "2023", "--quiet")
        while got.count(b"event: state") < 2:
            piece = line.recv(65536)
            self.assertTrue(piece, got)
            got += piece
        names = [layer["name"] for layer in served.json("/api/v1/workspace")["layers"]]
        self.assertIn("planned_demo", names)


if __name__ == "__main__":
    unittest.main()
