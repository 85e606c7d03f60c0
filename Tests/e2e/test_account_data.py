"""Levels of single fields, exports that need a second person, and programs that have a token."""

import base64
import io
import json
import os
import subprocess
import unittest
import zipfile

from signed_in import AREA, PASSWORD, Visitor
from support import zhitu
from test_accounts import Accounts, eventually
from test_ogc import OGRINFO

TILE = "tiles/survey_2023/13/6862/3380.mvt"


class Program(Visitor):
    """A program that shows an account and a token by HTTP Basic, and knows no cookies."""

    def __init__(self, port, account, token):
        super().__init__(port)
        self.secret = base64.b64encode(f"{account}:{token}".encode()).decode()

    def ask(self, method, target, value=None, **fields):
        self.cookie = None
        return super().ask(method, target, value, Authorization=f"Basic {self.secret}",
                           **{"Origin": None, **fields})


class Fields(Accounts):
    """QSDWMC, whose land it is, is important; DLMC of another layer is, from which classes come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        zhitu("accounts", "level", "survey_2023", "important", "--field", "qsdwmc",
              "--workspace", cls.copy)

    def test_a_field_above_ones_level_is_left_out_everywhere_and_said_so(self):
        builder, planner = self.members["builder"], self.members["planner"]
        fields = lambda one, target: {
            entry["name"] for entry in one.get(target)[1]["values"]}
        feature = "layers/survey_2023/features/1"
        self.assertIn("QSDWMC", fields(planner, feature))
        self.assertNotIn("zhitu-withheld", planner.fields)
        self.assertEqual(fields(planner, feature) - fields(builder, feature), {"QSDWMC"})
        self.assertEqual(builder.get(feature)[1]["withheld"], ["QSDWMC"])
        for target in (feature, "ogc/collections/survey_2023", "ogc/collections/survey_2023/items",
                       "ogc/collections/survey_2023/items/1", TILE):
            with self.subTest(target):
                status, _ = builder.get(target)
                self.assertEqual((status, builder.fields["zhitu-withheld"]), (200, "QSDWMC"))
                planner.get(target)
                self.assertNotIn("zhitu-withheld", planner.fields)
        items = "ogc/collections/survey_2023/items?limit=3"
        for one, is_shown in ((planner, True), (builder, False)):
            for feature_ in one.get(items)[1]["features"]:
                self.assertEqual("QSDWMC" in feature_["properties"], is_shown)
                self.assertIn("DLBM", feature_["properties"])
        # What is worked out from the layer does not use the field: everybody sees it.
        self.assertEqual(builder.get("structure")[0], 200)
        self.assertTrue(builder.get("structure")[1]["layers"])
        # That it was shown is noted.
        read = eventually(lambda: self.audit(person="planner", what="audit.read", object="qsdwmc"))
        self.assertEqual(read[0]["note"], "important")

    def test_a_field_from_which_classes_come_takes_the_map_with_it(self):
        zhitu("accounts", "level", "survey_2024", "important", "--field", "DLBM",
              "--workspace", self.copy)
        self.addCleanup(
            zhitu, "accounts", "level", "survey_2024", "general", "--field", "DLBM", "--reason",
            "试毕", "--workspace", self.copy)
        builder, planner = self.members["builder"], self.members["planner"]
        tile = TILE.replace("2023", "2024")
        _, with_class = planner.get(tile)
        _, without = builder.get(tile)
        self.assertIn(b"zt_class", with_class)
        self.assertNotIn(b"zt_class", without)
        withheld = builder.fields["zhitu-withheld"].split(",")
        for name in ("DLBM", "zt_class", "zt_level1", "zt_category", "zt_source_class"):
            self.assertIn(name, withheld)
        layers = lambda one: {layer["layer"] for layer in one.get("structure")[1]["layers"]}
        self.assertIn("survey_2024", layers(planner))
        self.assertNotIn("survey_2024", layers(builder))
        self.assertIn("survey_2023", layers(builder))
        self.assertEqual(builder.get("verdicts/demo")[0], 403)

    def test_an_export_of_a_field_needs_a_second_person_and_one_without_it_none(self):
        planner, reviewer = self.members["planner"], self.members["reviewer"]
        what = "export?what=layer:survey_2023&format=geojson"
        status, problem = planner.get(what)
        self.assertEqual((status, problem["code"]), (403, "access.second-person"))
        status, archive = planner.get(f"{what}&fields=unprotected")
        self.assertEqual(status, 200, archive)
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            properties = json.loads(files.read("survey_2023.geojson"))["features"][0]["properties"]
            self.assertIn("QSDWMC", files.read("EXPORT.txt").decode())
        self.assertNotIn("QSDWMC", properties)
        self.assertIn("DLBM", properties)
        request = planner.post(
            "export-requests", {"what": "layer:survey_2023", "purpose": "权属核对"})[1]["requests"][0]
        self.assertEqual((request["level"], request["may_decide"]), ("important", False))
        seen = reviewer.get("export-requests")[1]["requests"][0]
        self.assertEqual((seen["may_decide"], seen["names"]),
                         (True, [{"id": "planner", "name": "规划员甲"}]))
        decide = f"export-requests/{request['id']}/decision"
        # What was approved as important is not carried out as core.
        self.assertEqual(reviewer.post(decide, {"approve": True})[0], 200)
        zhitu("accounts", "level", "survey_2023", "core", "--field", "QSDWMC", "--workspace", self.copy)
        status, problem = planner.get(f"{what}&request={request['id']}")
        self.assertEqual((status, problem["code"]), (422, "access.export-level"))
        zhitu("accounts", "level", "survey_2023", "important", "--field", "QSDWMC", "--reason", "复核",
              "--workspace", self.copy)
        status, archive = planner.get(f"{what}&request={request['id']}")
        self.assertEqual(status, 200, archive)
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            properties = json.loads(files.read("survey_2023.geojson"))["features"][0]["properties"]
        self.assertIn("QSDWMC", properties)
        # What needs nobody is not asked for.
        status, problem = planner.post(
            "export-requests", {"what": "layer:control_erl", "purpose": "无"})
        self.assertEqual((status, problem["code"]), (422, "access.export-free"))

    def test_the_quota_book_leaves_with_a_second_person(self):
        planner, reviewer = self.members["planner"], self.members["reviewer"]
        zhitu("quota", "found", "--title", "甲县台账", "--workspace", self.copy)
        zhitu("quota", "enrol", "county", "--title", "甲县", "--level", "county", "--area", AREA,
              "--workspace", self.copy)
        status, problem = planner.get("quota/export")
        self.assertEqual((status, problem["code"]), (403, "access.second-person"))
        self.assertEqual(planner.get("quota/certificate")[0], 200)
        builder = self.members["builder"]
        self.assertEqual(builder.get("quota/export")[1]["code"], "access.refused")
        request = next(one for one in planner.post(
            "export-requests", {"what": "quota", "purpose": "送审计核对"})[1]["requests"]
            if one["what"] == "quota")
        self.assertFalse(request["may_decide"])
        decide = f"export-requests/{request['id']}/decision"
        self.assertEqual(reviewer.post(decide, {"approve": True})[0], 200)
        status, book = planner.get(f"quota/export?request={request['id']}")
        self.assertEqual((status, book["format"]), (200, "zhitu.quota-book/1"))
        # An approval is for one export.
        self.assertNotEqual(planner.get(f"quota/export?request={request['id']}")[0], 200)

    def test_the_security_administrator_marks_fields_and_nobody_else(self):
        sec = self.members["sec"]
        status, listed = sec.get("data-levels")
        (layer,) = [one for one in listed["layers"] if one["layer"] == "survey_2023"]
        (field,) = [one for one in layer["fields"] if one["name"] == "QSDWMC"]
        self.assertEqual(field, {"name": "QSDWMC", "level": "important", "mark": "important"})
        body = {"layer": "survey_2023", "field": "ZLDWMC", "level": "core"}
        self.assertEqual(self.members["planner"].post("data-levels", body)[0], 403)
        self.assertEqual(sec.post("data-levels", body)[0], 200)
        status, problem = sec.post("data-levels", body | {"level": "general"})
        self.assertEqual((status, problem["code"]), (422, "access.reason"))
        self.assertEqual(sec.post("data-levels", body | {"level": "general", "reason": "试毕"})[0], 200)
        status, problem = sec.post("data-levels", body | {"field": "NOPE"})
        self.assertEqual((status, problem["code"]), (404, "workspace.field-missing"))


class Tokens(Accounts):
    def issue(self, person, **more):
        body = {"name": "QGIS", "days": 30, "password": PASSWORD} | more
        return self.members[person].post("session/tokens", body)

    def test_a_program_reads_with_a_token_and_does_nothing_else(self):
        planner = self.members["planner"]
        status, made = self.issue("planner")
        self.assertEqual((status, made["account"]), (200, "planner"))
        program = Program(self.served.port, "planner", made["token"])
        for target in ("ogc", "ogc/collections", "ogc/collections/survey_2023/items?limit=1", TILE,
                       "export?what=classes&format=csv"):
            with self.subTest(target):
                self.assertEqual(program.get(target)[0], 200)
        # Nothing but reading layers takes a token; nothing that changes anything does.
        for method, target, value in (
                ("GET", "workspace", None), ("GET", "session/tokens", None), ("GET", "audit", None),
                ("GET", "jobs", None), ("POST", "epochs/2023/check", {}),
                ("POST", "session/tokens", {"name": "x", "days": 1, "password": PASSWORD}),
                ("POST", "export-requests", {"what": "classes", "purpose": "x"})):
            with self.subTest(target):
                self.assertEqual(program.ask(method, f"/api/v1/{target}", value)[0], 401)
        status, listed = planner.get("session/tokens")
        shown = eventually(lambda: [
            one for one in planner.get("session/tokens")[1]["tokens"] if one["seen_at"]])
        self.assertEqual(shown[0]["name"], "QGIS")
        # The log and the list have its hash at most.
        lines = zhitu("log", "show", "--lines", "--workspace", self.copy).stdout
        self.assertNotIn(made["token"], lines + json.dumps(listed))
        self.assertIn("token-issued", lines)
        eventually(lambda: self.audit(person="planner", what="account.token-seen"))
        # Revoked, it opens nothing at once.
        status, left = planner.ask("DELETE", f"/api/v1/session/tokens/{shown[0]['id']}")
        self.assertEqual((status, left["tokens"]), (200, []))
        status, problem = program.get("ogc/collections")
        self.assertEqual((status, problem["code"]), (401, "access.token"))
        self.assertIn("Basic", program.fields["www-authenticate"])
        self.assertTrue(self.audit(person="planner", what="account.token-revoked"))

    def test_a_token_has_the_rights_of_its_owner_and_no_more(self):
        zhitu("accounts", "level", "control_pbf", "core", "--workspace", self.copy)
        status, made = self.issue("builder")
        program = Program(self.served.port, "builder", made["token"])
        self.assertEqual(program.get("ogc/collections/control_pbf/items")[0], 403)
        self.assertEqual(program.get("ogc/collections/survey_2023/items?limit=1")[0], 200)
        self.assertNotIn("control_pbf", json.dumps(program.get("ogc/collections")[1]))
        # It belongs to one account, whatever name is shown with it.
        other = Program(self.served.port, "planner", made["token"])
        self.assertEqual(other.get("ogc/collections")[0], 401)
        # A new first password takes it away.
        zhitu("accounts", "password", "builder", "--workspace", self.copy)
        self.assertEqual(program.get("ogc/collections")[0], 401)

    def test_wrong_credentials_are_refused_alike_and_noted(self):
        seen = set()
        for account, token in (("planner", "x" * 43), ("nobody", "x" * 43), ("planner", PASSWORD),
                               ("planner", ""), ("", "")):
            program = Program(self.served.port, account, token)
            status, problem = program.get("ogc/collections")
            seen.add((status, problem["code"]))
        self.assertEqual(seen, {(401, "access.token")})
        for value in ("Basic", "Basic !!!", "Basic " + base64.b64encode(b"no-colon").decode(),
                      "Bearer x", "Basic " + "A" * 2000):
            with self.subTest(value[:12]):
                visitor = Visitor(self.served.port)
                self.assertEqual(visitor.get("ogc/collections", Authorization=value)[0], 401)
        found = eventually(lambda: self.audit(what="audit.refused", object="token/"))
        self.assertEqual(found[0]["note"], "token")
        # Browsers are not told to ask for a password by themselves.
        visitor = Visitor(self.served.port)
        visitor.get("ogc/collections", Sec_Fetch_Mode="cors")
        self.assertNotIn("www-authenticate", visitor.fields)

    def test_a_token_needs_the_password_a_name_and_an_end(self):
        for body, status in (({"password": "Wrong-1-word"}, 401), ({"name": ""}, 422),
                             ({"days": 0}, 422), ({"days": 367}, 422)):
            with self.subTest(body):
                self.assertEqual(self.issue("aud", **body)[0], status)
        self.assertEqual(self.members["aud"].get("session/tokens")[1]["tokens"], [])

    @unittest.skipUnless(OGRINFO, "needs ogrinfo")
    def test_the_library_of_qgis_reads_a_layer_with_a_token(self):
        token = self.issue("reviewer")[1]["token"]

        def ogrinfo(secret, *arguments):
            return subprocess.run(
                [OGRINFO, "-ro", f"OAPIF:http://{self.served.host}/api/v1/ogc", *arguments],
                capture_output=True, text=True, timeout=120,
                env=os.environ | {"GDAL_HTTP_USERPWD": f"reviewer:{secret}", "GDAL_HTTP_AUTH": "BASIC"})

        read = ogrinfo(token, "-so", "plan_demo")
        self.assertEqual(read.returncode, 0, read.stderr)
        self.assertIn("zt_id", read.stdout)
        self.assertNotEqual(ogrinfo("wrong", "-so", "plan_demo").returncode, 0)


if __name__ == "__main__":
    unittest.main()
