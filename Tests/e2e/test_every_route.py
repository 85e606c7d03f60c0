"""Every role on every route: what a role has no right to is refused, whoever asks and whatever they send."""

import io
import json
import re
import shutil
import unittest
import urllib.parse
import uuid
import zipfile

import signed_in
from served import Served
from support import ROOT, SampleDistrict, zhitu

ROLES = ROOT / "Policies" / "access" / "roles.yaml"

# The kind of object that a route is about, by the beginning of its address: the first that fits.
KINDS = [
    ("cases", "process"), ("case-escalations", "process"), ("processes", "process"),
    ("problems", "problem"), ("monitoring/problems", "problem"), ("monitoring/orders", "problem"),
    ("monitoring/rectifications", "problem"), ("funds", "fund"), ("payments", "fund"),
    ("sharings", "fund"), ("quota", "quota"),
    # The patches of a plan, by the right to its layer.
    ("project-measures", "layer"), ("project", "project"), ("programme", "project"),
    ("works", "project"), ("district-proposals", "project"), ("adjustment", "plan"),
    ("potential", "potential"), ("history", "log"), ("log", "log"), ("field-overlap", "layer"),
    ("tables", "layer"), ("audit", "audit"), ("directory/grants", "grant"),
    ("directory", "account"), ("data-levels", "grant"), ("data-package", "layer"),
    ("export", "layer"), ("layers", "layer"), ("increments", "layer"),
]
# Answers about whoever asks, with nothing of the work in them.
PERSONAL = {"GET acting", "GET notices", "POST notices/seen", "GET processes", "GET session/tokens",
            "POST session/tokens", "DELETE session/tokens/{id}"}
DECLARED = {"read": ("read", "layer"), "try": ("read", "plan"), "bring": ("create", "layer"),
            "change": ("change", "plan"), "check": ("check", "plan")}
# Lists that hold what one may read, and nothing for whom may read nothing: their fields that must be empty.
LISTS = {"GET adjustment-map": "features", "GET adjustments": "proposals", "GET cases": "cases",
         "GET export-requests": "requests", "GET problems": "problems", "GET programme": "nodes",
         "GET programme-map": "features", "GET project-measures": "features",
         "GET projects": "projects", "GET works": "works", "POST case-escalations": "escalated"}
# Made of what was sent, or computed without being kept: nothing of the workspace is changed.
TRIALS = {"POST tables/workbook": None, "POST district-proposals": ("read", "plan"),
          "POST log/verification": ("read", "log"),
          "POST directory/file": ("read", "account"),
          "POST tools/areas": None, "POST tools/certificate": None, "POST tools/coordinates": None,
          "POST tools/quota-certificate": None}
# What the deeds of a history are about, by their category.
CATEGORIES = {"process": "process", "problem": "problem", "project": "project",
              "programme": "project", "works": "project", "plan": "plan", "drawing": "plan",
              "potential": "potential", "quota": "quota", "payment": "fund", "audit": "audit",
              "account": "audit", "data-level": "audit", "export": "audit",
              "access": "grant", "adjustment": "plan",
              "monitoring": "problem"}
# They have no end.
STREAMS = {"changes", "jobs/{id}/events", "plans/{plan}/drawing/news"}


def rights():
    """(action, object) of each role, read line by line: no other part of the program is asked."""
    found, role = {}, None
    for line in ROLES.read_text("utf-8").splitlines():
        if begun := re.match(r"\s*- id: (\S+)", line):
            role = begun.group(1)
            found[role] = set()
        elif given := re.search(r"actions: \[([^\]]*)\], objects: \[([^\]]*)\]", line):
            for action in given.group(1).split(","):
                for kind in given.group(2).split(","):
                    found[role].add((action.strip(), kind.strip()))
    return found


def example(schema, named):
    """The least document that a schema accepts."""
    if "$ref" in schema:
        return example(named[schema["$ref"].rsplit("/", 1)[1]], named)
    if "anyOf" in schema:
        return example(schema["anyOf"][0], named)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: example(schema["properties"][name], named)
                for name in schema.get("required", [])}
    if kind == "array":
        return [example(schema["items"], named)] * schema.get("minItems", 0)
    if kind == "string":
        return "x" * max(1, schema.get("minLength", 0))
    return {"integer": max(1, schema.get("minimum", 1)), "number": schema.get("minimum", 1.0),
            "boolean": False}.get(kind)


class Routes(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.copy = cls.shared / "routes.gpkg"
        shutil.copy(cls.workspace, cls.copy)
        zhitu("verify", "--workspace", cls.copy, "--plan", "demo", "--quiet", status=None)
        zhitu("sample", "--seed", 7, "--deeds", cls.copy)
        cls.served = Served(cls.copy)
        cls.addClassCleanup(cls.served.stop)
        cls.description = cls.served.json("/api/v1/openapi.json")
        cls.known = cls.things()

    @classmethod
    def things(cls):
        """A value for each parameter of an address that leads to something."""
        return {"plan": "demo", "rule": "CORE-01", "epoch": "2023", "name": "demo",
                "layer": "survey_2023", "id": "new-farmland", "key": "2023__demo", "fid": "1",
                "z": "14", "x": "13720", "y": "6790", "collection": "survey_2023",
                "sheet": "weekly", "document": "diagnosis", "holder": "county", "kind": "linked",
                "lot": "GG-2025-1", "role": "admin"}

    def operations(self):
        for path, methods in self.description["paths"].items():
            for method, operation in methods.items():
                if method in ("get", "post", "put", "patch", "delete"):
                    yield method.upper(), path.removeprefix("/api/v1/"), operation

    def number(self, path):
        """A thing of the kind that an address with a number is about."""
        return {"cases": "BJ-2025-0002", "problems": "WT-2025-0001", "projects": "ML2023-01",
                "works": "ML2023-01", "programme": "XJ-2025"}.get(path.split("/")[0], "x")

    def request(self, method, path, operation):
        """The target, the body and the fields of a request that is well-formed."""
        values = dict(self.known, number=self.number(path))
        target = re.sub(r"\{(\w+)\}", lambda one: urllib.parse.quote(values.get(one.group(1), "x")),
                        path)
        query = {}
        for one in operation.get("parameters", []):
            if one["in"] == "query" and one.get("required"):
                value = values.get(one["name"])
                query[one["name"]] = value if value is not None else example(
                    one["schema"], self.description["components"]["schemas"])
        if query:
            target += "?" + urllib.parse.urlencode(query)
        body, fields = None, {}
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            body = json.dumps(example(content["application/json"]["schema"],
                                      self.description["components"]["schemas"]))
            fields["Content-Type"] = "application/json"
        elif content:
            body, fields["Content-Type"] = "x", next(iter(content))
        if method != "GET":
            fields["If-Match"] = '"x"'
            fields["Idempotency-Key"] = str(uuid.uuid4())
        return "/api/v1/" + target, body, fields

    def needed(self, method, path, operation):
        """The right without which a request must not succeed: an action, or any that changes, on a kind."""
        right = operation["x-zhitu-right"]
        if f"{method} {path}" in TRIALS:
            return TRIALS[f"{method} {path}"]
        if right in DECLARED:
            return ("create", "layer") if (method, path) == ("POST", "imports") else DECLARED[right]
        if right == "operate":
            return ("read" if method == "GET" else "change", "job")
        kind = next((kind for start, kind in KINDS if path.startswith(start)), None)
        self.assertIsNotNone(kind, f"{method} {path} is about no known kind")
        return (None if method != "GET" else "export" if "export" in path else "read", kind)

    def test_what_a_role_has_no_right_to_is_refused(self):
        held = rights()
        self.assertGreaterEqual(len(held), 10)
        routes = refused = empty = 0
        wrong = []
        for method, path, operation in self.operations():
            name = f"{method} {path}"
            if operation["x-zhitu-right"] in ("anyone", "own") or path in STREAMS or name in PERSONAL:
                continue
            need = self.needed(method, path, operation)
            if need is None:
                continue
            routes += 1
            answered = False
            for role, own in held.items():
                has = self.has(need, own)
                # What may be changed is not changed for a test; one reader shows that a route answers.
                if has and (method != "GET" or answered):
                    continue
                target, body, fields = self.request(method, path, operation)
                status, _, answer = self.served.ask(
                    method, target, body, {**fields, "zhitu-role": role})
                if status >= 500 and status != 503:
                    wrong.append((role, name, status))
                elif has:
                    answered = True
                    # Data of importance are exported with a second person only.
                    if status in (401, 403) and b"access.second-person" not in answer:
                        wrong.append((role, name, status, answer[:160]))
                elif status >= 400:
                    refused += 1
                elif name in LISTS:
                    empty += 1
                    if json.loads(answer)[LISTS[name]]:
                        wrong.append((role, name, "shows", answer[:160]))
                elif name == "GET project-workbook":
                    with zipfile.ZipFile(io.BytesIO(answer)) as book:
                        texts = b"".join(book.read(one) for one in book.namelist())
                    empty += 1
                    if b"ML2023" in texts:
                        wrong.append((role, name, "shows projects"))
                elif name == "GET history":
                    for deed in json.loads(answer)["deeds"]:
                        if ("read", CATEGORIES[deed["category"]]) not in own:
                            wrong.append((role, name, deed["category"]))
                else:
                    wrong.append((role, name, status, answer[:160]))
        print(f"{routes} routes, {len(held)} roles: {refused} requests refused, {empty} empty lists")
        self.assertEqual(wrong, [])
        self.assertGreater(refused, 500)

    @staticmethod
    def has(need, own):
        """Whether rights hold what is needed; without an action, anything that changes its kind."""
        action, kind = need
        if action is None:
            return any(one[1] == kind and one[0] not in ("read", "export") for one in own)
        return need in own

    def test_without_a_session_nothing_is_answered(self):
        closed = self.shared / "closed.gpkg"
        shutil.copy(self.workspace, closed)
        signed_in.establish(closed)
        served = Served(closed, "--accounts")
        self.addCleanup(served.stop)
        open_ones = []
        for method, path, operation in self.operations():
            target, body, fields = self.request(method, path, operation)
            status, _, _ = served.ask(
                method, target, body, {**fields, "Origin": f"http://{served.host}"})
            if operation["x-zhitu-right"] == "anyone":
                # Who signs in with a wrong password is refused, too.
                self.assertTrue(status != 401 or method == "POST", path)
            elif status != 401:
                open_ones.append((method, path, status))
        self.assertEqual(open_ones, [])


if __name__ == "__main__":
    unittest.main()
