"""Bringing data in and drawing over the API of `zhitu serve`, on the sample district."""

import json
import pathlib
import shutil
import socket
import tempfile
import time
import urllib.parse

from served import Served
from support import SampleDistrict, Scratch, zhitu, zhitu_json


def kept_aside():
    """The folders of files that were sent to a server."""
    return set(pathlib.Path(tempfile.gettempdir()).glob("zhitu-upload-*"))


class BringingDataIn(Scratch):
    def setUp(self):
        super().setUp()
        # There is no such workspace: the server begins an empty one.
        self.served = Served(self.path("new.gpkg"))
        self.addCleanup(self.served.stop)

    def send(self, name, body):
        target = "/api/v1/uploads?file=" + urllib.parse.quote(name)
        return self.served.ask("POST", target, body, {"Content-Type": "application/octet-stream"})

    def patches(self, more=""):
        square = [[121.5, 29.9], [121.501, 29.9], [121.501, 29.901], [121.5, 29.901], [121.5, 29.9]]
        return json.dumps({"type": "FeatureCollection", "features": [{
            "type": "Feature", "geometry": {"type": "Polygon", "coordinates": [square]},
            "properties": {"BSM": "1", "DLBM": "0101", "DLMC": "水田", "TBMJ": 1, "QSDWDM": "1"},
        }]}).encode()

    def test_sent_looked_at_decided_imported(self):
        before = kept_aside()
        status, _, body = self.send("地块.geojson", self.patches())
        self.assertEqual(status, 201, body)
        upload = json.loads(body)["id"]
        self.assertEqual(len(kept_aside() - before), 1)
        target = f"/api/v1/uploads/{upload}"
        status, _, body = self.served.post(f"{target}/inspection", {"layers": []})
        layer = json.loads(body)["layers"][0]
        self.assertEqual(layer["refusal"]["code"], "import.epoch-missing")
        choice = {"layers": [{"layer": layer["name"], "epoch": "2023",
                              "class_system": "SD3-work"}]}
        status, _, body = self.served.post(f"{target}/inspection", choice)
        layer = json.loads(body)["layers"][0]
        self.assertEqual((status, layer.get("refusal"), layer["target"]["name"]),
                         (200, None, "survey_2023"))
        # Looking at it has written nothing.
        self.assertEqual(self.served.json("/api/v1/workspace")["layers"], [])
        job = self.served.job(f"{target}/import", choice)
        self.assertEqual(job["state"], "done", job)
        self.assertEqual(self.served.json("/api/v1/workspace")["epochs"], ["2023"])
        # Nobody else sees the file.
        status, _, _ = self.served.ask(
            "POST", f"{target}/inspection", json.dumps(choice),
            {"Content-Type": "application/json", "Zhitu-Role": "planner"})
        self.assertEqual(status, 404)
        status, _, _ = self.served.ask("DELETE", target)
        self.assertEqual((status, kept_aside() - before), (204, set()))

    def test_what_cannot_be_read_is_told_and_nothing_written(self):
        _, _, body = self.send("x.zip", b"PK\x03\x04 not an archive")
        status, _, body = self.served.post(
            f"/api/v1/uploads/{json.loads(body)['id']}/inspection", {"layers": []})
        self.assertEqual(status, 422, body)
        self.assertEqual(json.loads(body)["code"], "zip.unreadable")
        self.assertEqual(self.send("../../etc/passwd/..", b"x")[0], 400)

    def test_a_client_that_dies_leaves_nothing(self):
        before = kept_aside()
        with socket.create_connection(("127.0.0.1", self.served.port)) as line:
            line.sendall(
                f"POST /api/v1/uploads?file=a.zip HTTP/1.1\r\nHost: {self.served.host}\r\n"
                "Content-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n"
                .encode() + b"x" * 70000)
            deadline = time.monotonic() + 10
            while not kept_aside() - before and time.monotonic() < deadline:
                time.sleep(0.02)
            self.assertTrue(kept_aside() - before)
        deadline = time.monotonic() + 10
        while kept_aside() - before and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(kept_aside() - before, set())

    def test_the_command_says_the_same(self):
        file = self.path("DLTB_2023.geojson")
        pathlib.Path(file).write_bytes(self.patches())
        found = zhitu_json("import", file, "--workspace", self.path("other.gpkg"), "--inspect")
        self.assertEqual(found["layers"][0]["target"]["name"], "survey_2023")
        self.assertFalse(pathlib.Path(self.path("other.gpkg")).exists())


class Drawing(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def act(self, plan, status=200, **act):
        found, _, body = self.served.post(
            f"/api/v1/plans/{urllib.parse.quote(plan)}/drawing/acts", act)
        self.assertEqual(found, status, body)
        return json.loads(body)

    def test_an_imported_plan_is_drawn_on_and_the_map_stays(self):
        status, _, body = self.served.ask("GET", "/api/v1/plans/demo/drawing")
        self.assertEqual(status, 200, body)
        whole = json.loads(body)
        first = whole["measures"]["features"][0]["properties"]
        state = self.served.ask("GET", "/api/v1/workspace")[1]["etag"]
        seen = [first["version"]]
        answer = self.act("demo", act="set", numbers=[first["number"]], seen=seen,
                          values={"project": "新项目"}, since=whole["version"])
        [changed] = answer["measures"]["features"]
        self.assertEqual(changed["properties"]["project"], "新项目")
        # Nothing but the drawing has changed.
        self.assertEqual(self.served.ask("GET", "/api/v1/workspace")[1]["etag"], state)
        # Whoever has not seen it is told who was faster.
        told = self.act("demo", 412, act="set", numbers=[first["number"]], seen=seen,
                        values={"project": "另一个"})
        self.assertEqual(told["code"], "drawing.changed-since")
        self.act("demo", act="undo")
        job = self.served.job("/api/v1/plans/demo/drawing/keep", {}, 240)
        self.assertEqual(job["state"], "done", job)
        entries = self.served.json("/api/v1/plans/demo/drawing/history")["entries"]
        kinds = [one["kind"] for one in entries]
        self.assertEqual((kinds[:3], kinds[-1]), (["kept", "undone", "edited"], "begun"))
        # Every class has the ground that it had: the act was taken back.
        again = self.served.json("/api/v1/plans/demo/drawing")
        self.assertEqual([(row["key"], row["now"]) for row in again["classes"]],
                         [(row["key"], row["now"]) for row in whole["classes"]])
        lines = zhitu("draw", "history", "demo", "--workspace", self.workspace).stdout
        self.assertEqual(len(lines.strip().splitlines()), len(entries))

    def test_a_change_of_a_class_is_shared_out_to_the_measures(self):
        whole = self.served.json("/api/v1/plans/demo/drawing")
        changed = [row for row in whole["classes"] if row["now"] != row["base"]]
        self.assertGreater(len(changed), 2)
        for row in changed:
            found = self.served.json(f"/api/v1/plans/demo/drawing/classes/{row['key']}")
            self.assertEqual((found["base"], found["now"]), (row["base"], row["now"]))
            sum_of_lines = sum(line["area"] for line in found["lines"])
            self.assertEqual(sum_of_lines + found["other"], row["now"] - row["base"], row["key"])
            self.assertTrue(all(
                (line["to"] if line["area"] > 0 else line["from"]) == row["key"]
                for line in found["lines"]), found)
        status, _, _ = self.served.ask("GET", "/api/v1/plans/demo/drawing/classes/none")
        self.assertEqual(status, 404)

    def test_an_act_sent_twice_is_done_once_even_by_the_next_server(self):
        number = self.served.json("/api/v1/plans/demo/drawing")["measures"]["features"][1]
        number = number["properties"]["number"]
        act = {"act": "set", "numbers": [number], "values": {"project": "一次"}}
        target = "/api/v1/plans/demo/drawing/acts"
        first = self.served.post(target, act, idempotency_key="once-only")
        again = self.served.post(target, act, idempotency_key="once-only")
        self.assertEqual((first[0], again[0]), (200, 200), again)
        self.assertEqual(first[2], again[2])
        version = json.loads(first[2])["version"]
        # What was refused may be tried again under the same key.
        wrong = {**act, "numbers": [10**9]}
        for _ in range(2):
            self.assertEqual(self.served.post(target, wrong, idempotency_key="wrong")[0], 422)
        later = Served(self.workspace)
        self.addCleanup(later.stop)
        status, _, body = later.post(target, act, idempotency_key="once-only")
        self.assertEqual((status, json.loads(body)["code"]), (409, "service.key-untold"))
        self.assertEqual(later.json("/api/v1/plans/demo/drawing")["version"], version)

    def test_a_plan_that_is_not_there_is_named_and_no_path_is(self):
        status, _, body = self.served.ask("GET", "/api/v1/plans/nowhere/drawing")
        told = json.loads(body)
        self.assertEqual((status, told["code"]), (404, "workspace.no-plan"))
        self.assertIn("nowhere", told["message"]["en"])
        self.assertIn("demo", told["message"]["en"])
        self.assertNotIn("/", told["message"]["en"] + told["message"]["zh"])

    def test_a_request_that_names_none_of_several_plans_is_told_their_names(self):
        two = self.path("two-plans.gpkg")
        shutil.copy(self.workspace, two)
        zhitu("import", self.sample, "--layer", "ZZTB", "--role", "plan", "--name", "second",
              "--workspace", two)
        served = Served(two)
        self.addCleanup(served.stop)
        for target in ("/api/v1/documents/district", "/api/v1/sheets/current"):
            status, _, body = served.ask("GET", target)
            told = json.loads(body)
            self.assertEqual((status, told["code"]), (422, "workspace.which-plan"), target)
            self.assertIn("demo", told["detail"])
            self.assertIn("second", told["detail"])

    def test_a_cost_of_which_a_part_is_unknown_is_told_as_such(self):
        two = self.path("costs.gpkg")
        shutil.copy(self.workspace, two)
        zhitu("import", self.sample, "--layer", "ZZTB", "--role", "plan", "--name", "second",
              "--workspace", two)
        served = Served(two)
        self.addCleanup(served.stop)
        whole = served.json("/api/v1/plans/second/drawing")
        self.assertEqual(whole["without_cost"], 0)
        one = whole["measures"]["features"][0]["properties"]
        self.assertGreater(one["cost"], 0)
        status, _, body = served.post(
            "/api/v1/plans/second/drawing/acts",
            {"act": "set", "numbers": [one["number"]], "values": {"cost": -1}})
        self.assertEqual(status, 200, body)
        known = {"cost": whole["cost"] - one["cost"], "without_cost": 1}
        answer = json.loads(body)
        self.assertEqual({key: answer[key] for key in known}, known)
        sides = served.json("/api/v1/plans/demo/comparison?with=second")
        self.assertEqual({key: sides["b"][key] for key in known}, known)
        self.assertEqual((sides["a"]["cost"], sides["a"]["without_cost"]), (whole["cost"], 0))
        self.assertEqual(served.job("/api/v1/plans/second/drawing/keep", {}, 240)["state"], "done")
        question = {"plans": ["demo", "second"], "criteria": []}
        status, _, body = served.post("/api/v1/scenario-rankings", question)
        self.assertEqual(status, 200, body)
        table = json.loads(body)
        self.assertEqual(table["costs"], [{"cost": whole["cost"], "without_cost": 0}, known])
        [row] = [row for row in table["indicators"] if row["id"] == "cost"]
        self.assertAlmostEqual(row["values"][0], whole["cost"] / 1e6)
        self.assertIsNone(row["values"][1])
        # What is not known ranks nothing.
        status, _, body = served.post("/api/v1/scenario-rankings", {**question, "criteria": ["cost"]})
        self.assertEqual((status, json.loads(body)["code"]), (422, "ranking.criterion"))
        told = zhitu("scenarios", "table", "--plan", "demo", "--plan", "second", "--workspace", two,
                     "--lang", "zh")
        self.assertIn("（1 个未填）", told.stdout)
