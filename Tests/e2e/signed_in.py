"""People who sign in to a served workspace, for tests with accounts."""

import base64
import hashlib
import hmac
import http.client
import json
import ssl
import struct
import time

from support import zhitu

AREA = "990101"

# An invented county; the names are plainly made up.
ORGANISATIONS = [
    {"id": "plan", "name": "甲县整治中心", "kind": "naturalResources", "area": AREA, "parent": "ops"},
    {"id": "impl", "name": "乙工程公司", "kind": "implementer", "area": AREA, "parent": "ops"},
    {"id": "town", "name": "丙镇", "kind": "government", "area": AREA + "100", "parent": "ops"},
]
PEOPLE = [
    {"id": "planner", "name": "规划员甲", "posts": ["plan"]},
    {"id": "reviewer", "name": "审查员乙", "posts": ["plan"]},
    {"id": "builder", "name": "施工员丙", "posts": ["impl"]},
]
GRANTS = [
    {"person": "planner", "organisation": "plan", "role": "planner", "area": AREA},
    {"person": "reviewer", "organisation": "plan", "role": "reviewer", "area": AREA},
    {"person": "builder", "organisation": "impl", "role": "implementer", "area": AREA},
]
PASSWORD = "Lan-3-shan-Qing!"


def establish(workspace):
    """The three administrators; their first passwords by person."""
    made = zhitu(
        "accounts", "establish", "--workspace", workspace, "--organisation", "ops:运维室",
        "--area", AREA, "--system", "sys:系统员", "--security", "sec:安全员", "--audit", "aud:审计员",
        "--json")
    return {one["person"]: one["password"] for one in json.loads(made.stdout)}


def people(workspace, path):
    """Organisations, people and grants from a file; first passwords by person."""
    path.write_text(json.dumps(
        {"organisations": ORGANISATIONS, "people": PEOPLE, "grants": GRANTS}), encoding="utf-8")
    made = zhitu("accounts", "import", path, "--workspace", workspace, "--json")
    return {one["person"]: one["password"] for one in json.loads(made.stdout)}


def time_code(secret, at=None):
    """RFC 6238, written from the standard."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    step = int((time.time() if at is None else at) // 30)
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    start = mac[-1] & 15
    number = struct.unpack(">I", mac[start:start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


class Visitor:
    """One browser: keeps its cookie, says that it is on a page of the server."""

    def __init__(self, port, host=None, origin=None, tls=False):
        self.port = port
        self.host = host or f"127.0.0.1:{port}"
        self.origin = origin or f"http://{self.host}"
        self.tls = tls
        self.cookie = None
        self.set_cookie = None

    def ask(self, method, target, value=None, **fields):
        headers = {"Host": self.host}
        if method != "GET":
            headers["Origin"] = self.origin
        if self.cookie:
            headers["Cookie"] = self.cookie
        body = None
        if value is not None:
            body = json.dumps(value)
            headers["Content-Type"] = "application/json"
        headers.update({name.replace("_", "-"): text for name, text in fields.items()
                        if text is not None})
        for name, text in fields.items():
            if text is None:
                headers.pop(name.replace("_", "-"), None)
        if self.tls:
            trusting = ssl._create_unverified_context()
            line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=trusting)
        else:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, target, body=body, headers=headers)
            answer = line.getresponse()
            text = answer.read()
            self.fields = {name.lower(): value for name, value in answer.getheaders()}
        finally:
            line.close()
        given = self.fields.get("set-cookie")
        if given:
            self.set_cookie = given
            self.cookie = None if "Max-Age=0" in given else given.split(";")[0]
        if "json" in self.fields.get("content-type", ""):
            return answer.status, json.loads(text)
        return answer.status, text

    def get(self, target, **fields):
        return self.ask("GET", "/api/v1/" + target, **fields)

    def post(self, target, value=None, **fields):
        return self.ask("POST", "/api/v1/" + target, value, **fields)

    def sign_in(self, account, password, code=None):
        body = {"account": account, "password": password}
        if code is not None:
            body["code"] = code
        return self.post("session", body)


class Member(Visitor):
    """Somebody with an account: goes through the first sign-in, and signs in again."""

    def __init__(self, port, account, **options):
        super().__init__(port, **options)
        self.account = account
        self.last_step = 0

    def arrive(self, first_password):
        status, session = self.sign_in(self.account, first_password)
        assert status == 200 and session["duties"]["password"], (status, session)
        status, said = self.post("session/password", {"current": first_password, "new": PASSWORD})
        assert status == 204, said
        status, session = self.sign_in(self.account, PASSWORD)
        assert status == 200 and session["duties"]["second_factor"], (status, session)
        status, offer = self.post("session/second-factor", {"password": PASSWORD})
        assert status == 200, offer
        self.secret = offer["secret"]
        status, made = self.post(
            "session/second-factor/confirmation", {"code": time_code(self.secret)})
        assert status == 200, made
        self.recovery = made["recovery_codes"]
        return self

    def enter(self, **options):
        """Signs in with both factors; a recovery code, so that no test waits for the next period."""
        status, session = self.sign_in(self.account, PASSWORD, self.recovery.pop())
        assert status == 200, session
        return session
