"""Problems over the network, on both homes: news, conflicts, and a database that goes away."""

import http.client
import json
import pathlib
import tempfile
import time
import unittest
import urllib.parse

from cluster import Cluster, needs_postgis
from served import Served
from support import zhitu
from test_deeds import square

FINDING = {"title": "沟渠断头", "source": "inspection", "level": "serious", "area": "330299"}
PLANNER = {"Zhitu-Role": "planner", "Zhitu-Organisation": "centre"}


def story(folder):
    """A workspace with the made-up organisations, people and problems."""
    layer = folder / "d.geojson"
    layer.write_text(json.dumps(square()), encoding="utf-8")
    workspace = folder / "w.gpkg"
    zhitu("import", layer, "--workspace", workspace, "--crs", "EPSG:4549", "--role", "village",
          status=None)
    zhitu("sample", "--deeds", workspace)
    return workspace


class News:
    """The events of one client, read as they come."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.connection.request("GET", "/api/v1/changes")
        self.answer = self.connection.getresponse()

    def next(self):
        """The next state that is told."""
        while True:
            line = self.answer.fp.readline().decode().strip()
            if line.startswith("data: "):
                return json.loads(line.removeprefix("data: "))["state"]

    def close(self):
        self.connection.close()


class Loop:
    """What holds on either home."""

    served: Served

    def send(self, target, value, **more):
        status, fields, body = self.served.ask(
            "POST", target, json.dumps(value),
            {"Content-Type": "application/json", **PLANNER, **more})
        return status, fields, json.loads(body)

    def get(self, target):
        status, fields, body = self.served.ask("GET", target, headers=PLANNER)
        return status, fields, json.loads(body)

    def test_what_one_does_the_other_hears(self):
        news = News(self.served.port)
        self.addCleanup(news.close)
        before = news.next()
        status, fields, found = self.send("/api/v1/problems", FINDING)
        self.assertEqual(status, 201, found)
        self.assertNotEqual(news.next(), before)
        number = found["row"]["number"]
        act = f"/api/v1/problems/{number}/acts"
        seen = {"If-Match": fields["etag"]}
        self.assertEqual(self.send(act, {"act": "file"}, **seen)[0], 200)
        status, _, refused = self.send(act, {"act": "dismiss", "reason": "不属实"}, **seen)
        self.assertEqual((status, refused["code"]), (412, "log.conflict"))
        self.assertIn("problem.filed", refused["message"]["en"])
        _, _, listed = self.get("/api/v1/problems?text=" + urllib.parse.quote("断头"))
        self.assertEqual([row["phase"] for row in listed["problems"]], ["filed"])

    def test_the_same_key_is_done_once(self):
        answers = [self.send("/api/v1/problems", FINDING, **{"Idempotency-Key": "one"})
                   for _ in range(3)]
        self.assertEqual({answer["row"]["number"] for _, _, answer in answers},
                         {answers[0][2]["row"]["number"]})


class InFile(Loop, unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.served = Served(story(pathlib.Path(folder.name)))
        self.addCleanup(self.served.stop)


@needs_postgis
class OnServer(Loop, unittest.TestCase):
    def setUp(self):
        self.cluster = Cluster()
        self.addCleanup(self.cluster.remove)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        address = self.cluster.address("problems")
        zhitu("move", "--from", story(pathlib.Path(folder.name)), "--to", address)
        self.served = Served(address)
        self.addCleanup(self.served.stop)

    def test_the_database_goes_away_and_comes_back(self):
        _, _, before = self.get("/api/v1/problems")
        self.cluster.stop()
        for _ in range(3):
            status, _, refused = self.get("/api/v1/problems")
            self.assertEqual((status, refused["code"]), (503, "workspace.unreachable"))
        status, _, refused = self.send("/api/v1/problems", FINDING)
        self.assertEqual((status, refused["code"]), (503, "workspace.unreachable"))
        self.cluster.start()
        until = time.monotonic() + 30
        while self.get("/api/v1/problems")[0] != 200 and time.monotonic() < until:
            time.sleep(0.2)
        _, _, after = self.get("/api/v1/problems")
        self.assertEqual(after["counts"], before["counts"])
        self.assertEqual(self.send("/api/v1/problems", FINDING)[0], 201)


if __name__ == "__main__":
    unittest.main()
