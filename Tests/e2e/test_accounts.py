"""Many people on one server: sign-in, rights, levels of data, the audit."""

import csv
import io
import json
import shutil
import socket
import time
import unittest
import zipfile

import signed_in
from served import Served
from signed_in import PASSWORD, Member, Visitor, time_code
from support import SampleDistrict, zhitu


def eventually(look, lockTimeout=10):
    """What `look` gives as soon as it is true: lines of the audit are written soon, not at once."""
    deadline = time.monotonic() + lockTimeout
    while not (found := look()):
        if time.monotonic() > deadline:
            raise AssertionError("never came")
        time.sleep(0.1)
    return found


class Accounts(SampleDistrict):
    """A served copy of the district with three administrators and three people, all signed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.copy = cls.shared / "accounts.gpkg"
        shutil.copy(cls.workspace, cls.copy)
        first = signed_in.establish(cls.copy)
        first |= signed_in.people(cls.copy, cls.shared / "people.json")
        cls.served = Served(cls.copy, "--accounts")
        cls.addClassCleanup(lambda: cls.served.process.poll() is None and cls.served.stop())
        cls.members = {
            name: Member(cls.served.port, name).arrive(password)
            for name, password in first.items()
        }

    def audit(self, **filters):
        query = "&".join(f"{name}={value}" for name, value in filters.items())
        status, page = self.members["aud"].get(f"audit?{query}")
        self.assertEqual(status, 200, page)
        return page["entries"]

    def again(self, name):
        """A fresh session of somebody."""
        old = self.members[name]
        fresh = Member(self.served.port, name)
        fresh.secret, fresh.recovery = old.secret, old.recovery
        fresh.enter()
        return fresh


class SignIn(Accounts):
    def test_nothing_is_shown_before_sign_in(self):
        stranger = Visitor(self.served.port)
        for target in ("workspace", "layers/survey_2023/features/1", "tiles/survey_2023/12/3431/1690.mvt",
                       "jobs", "changes", "directory", "audit", "ogc/collections",
                       "export?what=layer:survey_2023&format=gpkg", "data-levels"):
            with self.subTest(target):
                status, problem = stranger.get(target)
                self.assertEqual((status, problem["code"]), (401, "access.session"))
        # What a page needs to sign in is there.
        self.assertEqual(stranger.ask("GET", "/")[0], 200)
        status, session = stranger.get("session")
        self.assertEqual((status, session["person"], session["has_accounts"]), (200, None, True))

    def test_the_cookie_is_kept_from_scripts_and_other_sites(self):
        member = self.again("planner")
        self.assertIn("HttpOnly", member.set_cookie)
        self.assertIn("SameSite=Strict", member.set_cookie)
        self.assertIn("Path=/", member.set_cookie)
        self.assertEqual(member.get("workspace")[0], 200)

    def test_a_first_password_opens_nothing_but_its_change(self):
        made = zhitu("accounts", "password", "builder", "--workspace", self.copy, "--json")
        first = json.loads(made.stdout)[0]["password"]
        member = Member(self.served.port, "builder")
        recovery = self.members["builder"].recovery
        status, session = member.sign_in("builder", first, recovery.pop())
        self.assertEqual((status, session["duties"]["password"]), (200, True))
        status, problem = member.get("workspace")
        self.assertEqual((status, problem["code"]), (403, "access.duty-password"))
        for weak, why in (("short1!", "至少"), ("Zhitu2026!", "常见"), ("Builder-Blue-77", "账号"),
                          ("1qaz2wsx3edc", "常见"), ("aaaaAAAA1111", "常见")):
            status, problem = member.post("session/password", {"current": first, "new": weak})
            self.assertEqual((status, problem["code"]), (422, "access.password"), weak)
            self.assertIn(why, problem["message"]["zh"])
        self.assertEqual(
            member.post("session/password", {"current": first, "new": PASSWORD})[0], 204)
        # All sessions ended with the old password.
        self.assertEqual(member.get("session")[1]["person"], None)
        status, session = member.sign_in("builder", PASSWORD, recovery.pop())
        self.assertEqual((status, session["duties"]),
                         (200, {"password": False, "second_factor": False}))

    def test_both_factors_are_needed_and_a_code_counts_once(self):
        member = Member(self.served.port, "reviewer")
        secret = self.members["reviewer"].secret
        self.assertEqual(member.sign_in("reviewer", PASSWORD)[0], 401)
        self.assertEqual(member.sign_in("reviewer", PASSWORD, "000000")[0], 401)
        self.assertEqual(member.sign_in("reviewer", "Wrong-" + PASSWORD, time_code(secret))[0], 401)
        code = time_code(secret)
        self.assertEqual(member.sign_in("reviewer", PASSWORD, code)[0], 200)
        self.assertEqual(member.sign_in("reviewer", PASSWORD, code)[0], 401)
        recovery = self.members["reviewer"].recovery.pop()
        self.assertEqual(member.sign_in("reviewer", PASSWORD, recovery)[0], 200)
        self.assertEqual(member.sign_in("reviewer", PASSWORD, recovery)[0], 401)

    def test_an_account_locks_and_one_that_does_not_exist_looks_the_same(self):
        served = Served(self.copy, "--accounts")
        self.addCleanup(served.stop)
        for account in ("sys", "nobody-there"):
            with self.subTest(account):
                visitor = Visitor(served.port)
                seen = [visitor.sign_in(account, f"Wrong-{n}-word")[0:2] for n in range(6)]
                self.assertEqual([status for status, _ in seen], [401] * 4 + [403] * 2)
                self.assertEqual(seen[5][1]["code"], "access.locked")
        # The right password does not help while it is locked.
        member = Member(served.port, "sys")
        status, problem = member.sign_in(
            "sys", PASSWORD, self.members["sys"].recovery.pop())
        self.assertEqual((status, problem["code"]), (403, "access.locked"))
        zhitu("accounts", "unlock", "sys", "--workspace", self.copy)
        self.assertEqual(member.sign_in("sys", PASSWORD, self.members["sys"].recovery[-1])[0], 200)
        failures = [one for one in self.audit(what="audit.sign-in", outcome="failed")
                    if one["object"] == "account/sys"]
        self.assertGreaterEqual(len(failures), 6)
        self.assertTrue(all(one["address"] == "127.0.0.1" for one in failures))
        # What was typed for an account that does not exist may be a password.
        text = json.dumps(self.audit(limit=500))
        self.assertNotIn("nobody-there", text)
        self.assertIn("account/?", text)

    def test_a_session_ends_when_it_is_ended_and_no_token_can_be_guessed(self):
        member = self.again("planner")
        kept = member.cookie
        self.assertEqual(member.ask("DELETE", "/api/v1/session")[0], 204)
        thief = Visitor(self.served.port)
        for cookie in (kept, "zhitu=" + "A" * 43, "zhitu=", "zhitu=x; zhitu=y"):
            with self.subTest(cookie):
                thief.cookie = cookie
                self.assertEqual(thief.get("workspace")[0], 401)
        found = eventually(lambda: self.audit(what="audit.refused", object="session/"))
        self.assertEqual(found[0]["note"], "session")

    def test_a_change_with_a_session_must_come_from_a_page_of_ours(self):
        member = self.again("sys")
        body = {"posts": ["plan"]}
        for fields in ({"Origin": None}, {"Origin": "http://evil.example"}, {"Origin": "null"},
                       {"Sec_Fetch_Site": "cross-site"}, {"Origin": None, "Sec_Fetch_Site": "none"}):
            with self.subTest(fields):
                status, problem = member.post("directory/people/builder/posts", body, **fields)
                self.assertEqual((status, problem["code"]), (403, "service.origin"))
        self.assertEqual(
            [one["posts"] for one in member.get("directory")[1]["people"] if one["id"] == "builder"],
            [["impl"]])

    def test_live_updates_end_with_the_session(self):
        member = self.again("planner")
        self.assert_stream_ends(
            member, lambda: self.assertEqual(member.ask("DELETE", "/api/v1/session")[0], 204))

    def test_live_updates_end_with_the_right(self):
        sys, sec = self.members["sys"], self.members["sec"]
        status, made = sys.post(
            "directory/people", {"people": [{"id": "leaver", "name": "离岗员丁", "posts": ["plan"]}]})
        self.assertEqual(status, 200, made)
        leaver = Member(self.served.port, "leaver").arrive(made["passwords"][0]["password"])
        self.assertEqual(leaver.get("changes")[0], 403)
        grant = {"person": "leaver", "organisation": "plan", "role": "planner", "area": signed_in.AREA}
        status, directory = sec.post("directory/grants", {"grants": [grant]})
        self.assertEqual(status, 200, directory)
        (given,) = [one["id"] for one in directory["grants"] if one["person"] == "leaver"]
        self.assert_stream_ends(leaver, lambda: self.assertEqual(sec.post(
            "directory/grants/revocation", {"ids": [given], "reason": "离岗"})[0], 200))
        self.assertEqual(leaver.get("workspace")[0], 403)

    def assert_stream_ends(self, member, act):
        """Whether live updates that somebody receives end after an act."""
        with socket.create_connection(("127.0.0.1", self.served.port), timeout=30) as line:
            line.sendall((f"GET /api/v1/changes HTTP/1.1\r\nHost: {self.served.host}\r\n"
                          f"Cookie: {member.cookie}\r\n\r\n").encode())
            got = b""
            while b"event: state" not in got:
                piece = line.recv(65536)
                self.assertTrue(piece, got)
                got += piece
            act()
            # The chunk of length nought ends it, at the next sign of life.
            while b"\r\n0\r\n\r\n" not in got[-200:] and (piece := line.recv(65536)):
                got += piece
            self.assertTrue(got.endswith(b"0\r\n\r\n"), got[-80:])


class Rights(Accounts):
    def test_no_administrator_sees_the_work_and_no_worker_administers(self):
        for name in ("sys", "sec", "aud"):
            for target in ("workspace", "structure", "jobs", "layers/survey_2023/features/1"):
                with self.subTest(name, target=target):
                    status, problem = self.members[name].get(target)
                    self.assertEqual((status, problem["code"]), (403, "access.refused"))
        for name in ("planner", "reviewer", "builder"):
            for target in ("directory", "audit", "audit/export", "data-levels"):
                with self.subTest(name, target=target):
                    self.assertEqual(self.members[name].get(target)[0], 403)
        # The three share no right that changes anything.
        grant = {"grants": [{"person": "builder", "organisation": "impl", "role": "planner",
                             "area": signed_in.AREA}]}
        people = {"people": [{"id": "new", "name": "新人", "posts": ["plan"]}]}
        for name, target, body in (("sys", "directory/grants", grant), ("aud", "directory/grants", grant),
                                   ("sec", "directory/people", people),
                                   ("aud", "directory/people", people)):
            with self.subTest(name, target=target):
                self.assertEqual(self.members[name].post(target, body)[0], 403)

    def test_grants_are_given_in_bulk_for_a_time_and_taken_back(self):
        sec = self.members["sec"]
        builder = self.members["builder"]
        self.assertEqual(builder.get("jobs")[0], 403)
        body = {"grants": [
            {"person": "builder", "organisation": "impl", "role": "planner", "area": signed_in.AREA,
             "until": "2099-01-01"},
            {"person": "builder", "organisation": "impl", "role": "auditor", "area": signed_in.AREA,
             "from": "2000-01-01", "until": "2000-02-01"}]}
        status, directory = sec.post("directory/grants", body)
        self.assertEqual(status, 200, directory)
        made = [one for one in directory["grants"]
                if one["person"] == "builder" and one["role"] in ("planner", "auditor")]
        self.assertEqual(sorted((one["role"], one["is_in_force"]) for one in made),
                         [("auditor", False), ("planner", True)])
        self.assertEqual(builder.get("jobs")[0], 200)
        # One that cannot be spoils the whole batch: nobody administers beside the work.
        bad = {"grants": [body["grants"][0] | {"role": "reviewer"},
                          body["grants"][0] | {"role": "system-administrator"}]}
        status, problem = sec.post("directory/grants", bad)
        self.assertEqual((status, problem["code"]), (403, "access.separation"))
        self.assertNotIn("reviewer", [one["role"] for one in sec.get("directory")[1]["grants"]
                                      if one["person"] == "builder"])
        own = {"grants": [{"person": "sec", "organisation": "ops", "role": "security-administrator",
                           "area": signed_in.AREA}]}
        self.assertEqual(sec.post("directory/grants", own)[1]["code"], "access.own-grant")
        ids = [one["id"] for one in made]
        self.assertEqual(sec.post("directory/grants/revocation",
                                  {"ids": ids, "reason": "测试结束"})[0], 200)
        self.assertEqual(builder.get("jobs")[0], 403)

    def test_a_refusal_says_why_and_stands_in_the_audit(self):
        status, problem = self.members["builder"].post("epochs/2023/check")
        self.assertEqual((status, problem["code"]), (403, "access.refused"))
        self.assertIn("改动方案", problem["message"]["zh"])
        (line, *_) = eventually(
            lambda: self.audit(person="builder", outcome="refused", object="check"))
        self.assertEqual(
            (line["name"], line["what"], line["note"], line["address"]),
            ("施工员丙", "audit.refused", "noRight", "127.0.0.1"))

    def test_an_id_that_is_guessed_is_refused_and_noted(self):
        builder, sys = self.members["builder"], self.members["sys"]
        for _ in range(2):
            self.assertEqual(builder.get("layers/survey_2099/features/1")[0], 404)
        self.assertEqual(builder.get("problems/9999")[0], 404)
        self.assertEqual(
            builder.post("export-requests/0000/decision", {"approve": True})[0], 404)
        self.assertEqual(sys.post("directory/people/ghost/unlock")[0], 404)
        for person, name, target in (
                ("builder", "施工员丙", "read layers/survey_2099/features/1"),
                ("builder", "施工员丙", "read problems/9999"),
                ("builder", "施工员丙", "change export-requests/0000/decision"),
                ("sys", "系统员", "change directory/people/ghost/unlock")):
            with self.subTest(target):
                found = eventually(lambda: [
                    one for one in self.audit(person=person, outcome="refused")
                    if one["object"] == target])
                # The same id again is no news.
                self.assertEqual(
                    [(one["note"], one["name"], one["address"]) for one in found],
                    [("missing", name, "127.0.0.1")])


class Levels(Accounts):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        zhitu("accounts", "level", "control_pbf", "core", "--workspace", cls.copy)

    def test_a_layer_above_ones_level_is_not_there(self):
        builder, planner = self.members["builder"], self.members["planner"]
        names = lambda one: {layer["name"] for layer in one.get("workspace")[1]["layers"]}
        self.assertIn("control_pbf", names(planner))
        self.assertNotIn("control_pbf", names(builder))
        self.assertIn("survey_2023", names(builder))
        tile = "tiles/{}/12/3431/1690.mvt"
        for target in (tile.format("control_pbf"), "layers/control_pbf/features/1", "ogc/collections/control_pbf",
                       "ogc/collections/control_pbf/items", "ogc/collections/control_pbf/items/1"):
            with self.subTest(target):
                self.assertEqual(builder.get(target)[0], 403)
                self.assertIn(planner.get(target)[0], (200, 204))
        self.assertIn(builder.get(tile.format("survey_2023"))[0], (200, 204))
        self.assertNotIn("control_pbf", json.dumps(builder.get("ogc/collections")[1]))
        refused = eventually(lambda: self.audit(person="builder", object="layer/control_pbf"))
        self.assertEqual({one["note"] for one in refused}, {"level"})
        # What is worked out from everything has the highest level of it.
        self.assertEqual(builder.get("verdicts/demo")[0], 403)
        # What is worked out from one layer alone is listed for those that one may see.
        listed = {layer["layer"] for layer in builder.get("structure")[1]["layers"]}
        self.assertIn("survey_2023", listed)
        # Reading protected data is noted, once for an hour of tiles.
        read = eventually(lambda: self.audit(person="planner", what="audit.read", object="layer/control_pbf"))
        self.assertEqual([one["note"] for one in read], ["core"])

    def test_one_persons_answer_is_not_taken_for_anothers(self):
        status, _ = self.members["planner"].get("workspace")
        tag = self.members["planner"].fields["etag"]
        self.assertEqual(self.members["planner"].get("workspace", If_None_Match=tag)[0], 304)
        self.assertEqual(self.members["builder"].get("workspace", If_None_Match=tag)[0], 200)

    def test_core_data_leave_with_a_second_person_only(self):
        planner, reviewer = self.members["planner"], self.members["reviewer"]
        what = "export?what=layer:control_pbf&format=geojson"
        status, problem = planner.get(what)
        self.assertEqual((status, problem["code"]), (403, "access.second-person"))
        status, made = planner.post("export-requests", {"what": "layer:control_pbf", "purpose": "会审"})
        self.assertEqual(status, 200, made)
        request = made["requests"][0]
        self.assertEqual((request["phase"], request["level"], request["is_own"]),
                         ("requested", "core", True))
        decide = f"export-requests/{request['id']}/decision"
        self.assertEqual(planner.post(decide, {"approve": True})[0], 403)
        self.assertEqual(self.members["builder"].post(decide, {"approve": True})[0], 403)
        self.assertEqual(planner.get(f"{what}&request={request['id']}")[0], 422)
        status, seen = reviewer.post(decide, {"approve": True})
        self.assertEqual((status, seen["requests"][0]["phase"]), (200, "approved"))
        self.assertEqual(
            planner.get(f"export?what=layer:survey_2023&format=csv&request={request['id']}")[0], 200)
        status, archive = planner.get(f"{what}&request={request['id']}")
        self.assertEqual(status, 200, archive)
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            self.assertEqual(sorted(files.namelist()), ["EXPORT.txt", "control_pbf.geojson"])
            note = files.read("EXPORT.txt").decode()
            self.assertEqual(json.loads(files.read("control_pbf.geojson"))["type"], "FeatureCollection")
        for part in ("规划员甲 (planner)", "reviewer", "layer:control_pbf", "core"):
            self.assertIn(part, note)
        # It was good for one export.
        self.assertEqual(planner.get(f"{what}&request={request['id']}")[0], 422)
        left = [one for one in self.audit(what="audit.exported") if one["object"] == "layer:control_pbf"]
        self.assertEqual(len(left), 1)
        self.assertIn("reviewer", left[0]["note"])


class Audit(Accounts):
    def test_auditors_search_and_export_and_nobody_changes(self):
        aud = self.members["aud"]
        everything = self.audit(limit=500)
        positions = [one["position"] for one in everything]
        self.assertEqual(positions, sorted(positions, reverse=True))
        page, seen = aud.get("audit?limit=7")[1], []
        while True:
            seen += page["entries"]
            if page["next"] is None:
                break
            page = aud.get(f"audit?limit=7&before={page['next']}")[1]
        self.assertEqual([one["position"] for one in seen][-len(positions):][-1], positions[-1])
        self.assertEqual(len({one["position"] for one in seen}), len(seen))
        status, text = aud.get("audit/export?format=csv&person=planner")
        rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
        self.assertTrue(rows and {row["person"] for row in rows} == {"planner"})
        self.assertEqual(
            [int(row["position"]) for row in rows], sorted(int(row["position"]) for row in rows))
        self.assertTrue(self.audit(person="aud", what="audit.exported"))
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            self.assertEqual(aud.ask(method, "/api/v1/audit")[0], 405)
        zhitu("log", "verify", "--workspace", self.copy)
        # No secret is in the log.
        lines = zhitu("log", "show", "--lines", "--workspace", self.copy).stdout
        for secret in (PASSWORD, aud.secret, aud.recovery[0], aud.cookie.split("=")[1]):
            self.assertNotIn(secret, lines)

    def test_what_the_work_says_is_not_in_the_audit(self):
        self.assertEqual(
            set(self.audit(limit=1)[0]),
            {"position", "time", "person", "name", "role", "organisation", "is_local", "what",
             "object", "outcome", "note", "address"})


if __name__ == "__main__":
    unittest.main()
