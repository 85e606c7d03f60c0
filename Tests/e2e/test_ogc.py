"""Programs of others read the layers over the network (OGC API – Features)."""

import json
import shutil
import subprocess
import unittest

from served import Served
from support import SampleDistrict

OGRINFO = shutil.which("ogrinfo")


@unittest.skipUnless(OGRINFO, "needs ogrinfo")
class Ogrinfo(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def ogrinfo(self, *arguments):
        done = subprocess.run([OGRINFO, *arguments], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("ERROR", done.stderr)
        return done.stdout

    @property
    def source(self):
        return f"OAPIF:http://{self.served.host}/api/v1/ogc"

    def test_lists_the_layers(self):
        text = self.ogrinfo("-ro", self.source)
        for layer in ("survey_2023", "plan_demo", "control_pbf"):
            self.assertIn(layer, text)

    def test_reads_every_feature_as_the_file_has_it(self):
        def rows(*arguments):
            text = self.ogrinfo("-ro", "-q", *arguments)
            return sorted(line.strip() for line in text.splitlines() if "zt_id (" in line)

        there = rows(self.source, "plan_demo", "-geom=NO")
        here = rows(self.workspace, "plan_demo", "-geom=NO")
        self.assertGreater(len(here), 10)
        self.assertEqual(there, here)

    def test_a_filter_by_place_is_asked_of_the_server(self):
        box = self.served.json("/api/v1/workspace")["bounds"]
        west, south, east, north = box
        part = [west, south, (west + east) / 2, (south + north) / 2]
        text = self.ogrinfo("-ro", "-so", "-spat", *map(str, part), self.source, "survey_2023")
        count = int(text.split("Feature Count: ")[1].split()[0])
        whole = self.served.json("/api/v1/workspace")["layers"]
        total = next(one["feature_count"] for one in whole if one["name"] == "survey_2023")
        self.assertGreater(count, 0)
        self.assertLess(count, total)
        query = ",".join(map(str, part))
        found, cursor = 0, 0
        while True:
            page = self.served.json(
                f"/api/v1/ogc/collections/survey_2023/items?limit=5000&bbox={query}"
                f"&cursor={cursor}")
            found += page["numberReturned"]
            if not any(link["rel"] == "next" for link in page["links"]):
                break
            cursor = page["features"][-1]["id"]
        self.assertEqual(count, found)

    def test_the_description_is_json(self):
        status, fields, body = self.served.ask("GET", "/api/v1/openapi.json")
        self.assertEqual((status, fields["content-type"].split(";")[0]),
                         (200, "application/json"))
        self.assertIn("/api/v1/ogc/collections/{collection}/items", json.loads(body)["paths"])


if __name__ == "__main__":
    unittest.main()
