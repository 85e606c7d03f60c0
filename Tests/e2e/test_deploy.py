"""The files of Deploy: nginx started with the very configuration, sign-in through it."""

import shutil
import socket
import subprocess
import time
import unittest

import signed_in
from served import Served
from signed_in import PASSWORD, Member, Visitor
from support import ROOT, SampleDistrict

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
DEPLOY = ROOT / "Deploy"


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def replaced(text, *pairs):
    """With what differs on this machine; each must be there so often, or the file is another one."""
    for old, new, count in pairs:
        assert text.count(old) == count, (old, text.count(old))
        text = text.replace(old, new)
    return text


@unittest.skipUnless(NGINX, "nginx is not installed")
class BehindNginx(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.copy = cls.shared / "deployed.gpkg"
        shutil.copy(cls.workspace, cls.copy)
        first = signed_in.establish(cls.copy)
        first |= signed_in.people(cls.copy, cls.shared / "people.json")
        cls.plain, cls.tls = free_port(), free_port()
        cls.host = f"localhost:{cls.tls}"
        cls.served = Served(
            cls.copy, "--accounts", "--origin", f"https://{cls.host}", "--proxy", "127.0.0.1")
        cls.addClassCleanup(lambda: cls.served.process.poll() is None and cls.served.stop())
        cls.start_nginx(cls.shared / "nginx")
        cls.planner = cls.member("planner").arrive(first["planner"])
        cls.auditor = cls.member("aud").arrive(first["aud"])

    @classmethod
    def member(cls, name):
        return Member(cls.tls, name, host=cls.host, origin=f"https://{cls.host}", tls=True)

    @classmethod
    def start_nginx(cls, folder):
        folder.mkdir()
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        site = replaced(
            (DEPLOY / "nginx.conf").read_text(encoding="utf-8"),
            ("listen 80;", f"listen 127.0.0.1:{cls.plain};", 1),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{cls.tls} ssl http2;", 1),
            ("server_name zhitu.example;", "server_name localhost;", 2),
            ("/etc/zhitu/tls/certificate.pem", str(certificate), 1),
            ("/etc/zhitu/tls/key.pem", str(key), 1),
            ("server 127.0.0.1:8080;", f"server {cls.served.host};", 1))
        (folder / "zhitu.conf").write_text(site, encoding="utf-8")
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
            f"events {{ worker_connections 256; }}\n"
            f"http {{ access_log off;\n{temporary}include {folder}/zhitu.conf; }}\n",
            encoding="utf-8")
        command = [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
        checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        nginx = subprocess.Popen(command)

        def stop():
            nginx.terminate()
            nginx.wait(timeout=20)

        cls.addClassCleanup(stop)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", cls.tls)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError((folder / "error.log").read_text())

    def test_sign_in_through_the_proxy(self):
        self.assertIn("__Host-zhitu=", self.planner.set_cookie)
        self.assertIn("; Secure", self.planner.set_cookie)
        status, workspace = self.planner.get("workspace")
        self.assertEqual(status, 200)
        self.assertIn("strict-transport-security", self.planner.fields)
        fresh = self.member("planner")
        fresh.recovery = self.planner.recovery
        fresh.enter()
        self.assertEqual(fresh.get("jobs")[0], 200)

    def test_the_audit_has_the_address_that_the_proxy_names(self):
        # A client's own word for it goes for nothing.
        visitor = self.member("planner")
        visitor.ask("POST", "/api/v1/session", {"account": "planner", "password": "Wrong-1-word"},
                    X_Forwarded_For="203.0.113.9")
        status, page = self.auditor.get("audit?what=audit.sign-in&outcome=failed&limit=1")
        self.assertEqual((status, page["entries"][0]["address"]), (200, "127.0.0.1"))

    def test_without_tls_one_is_sent_to_where_it_is(self):
        visitor = Visitor(self.plain, host="localhost")
        status, _ = visitor.ask("GET", "/api/v1/workspace?x=1")
        self.assertEqual(status, 308)
        self.assertEqual(visitor.fields["location"], "https://localhost/api/v1/workspace?x=1")

    def test_another_name_is_not_answered(self):
        # nginx has one server, so it lets other names through; zhitu does not.
        visitor = Visitor(self.tls, host="evil.example", tls=True)
        self.assertEqual(visitor.get("session")[0], 403)
        # Nor does the server when somebody reaches it past the proxy under the name of the machine.
        self.assertEqual(self.served.ask("GET", "/api/v1/session")[0], 403)

    def test_live_updates_come_at_once(self):
        import http.client
        import ssl
        line = http.client.HTTPSConnection(
            "127.0.0.1", self.tls, timeout=20, context=ssl._create_unverified_context())
        self.addCleanup(line.close)
        started = time.monotonic()
        line.request("GET", "/api/v1/changes",
                     headers={"Host": self.host, "Cookie": self.planner.cookie})
        answer = line.getresponse()
        self.assertEqual(answer.read(12), b"event: state")
        self.assertLess(time.monotonic() - started, 5)

    def test_too_many_attempts_from_one_address_are_refused(self):
        seen = [self.member("planner").sign_in("nobody", "Wrong-1-word")[0] for _ in range(90)]
        self.assertIn(429, seen)
        self.assertEqual(self.planner.get("workspace")[0], 200)


class Unit(unittest.TestCase):
    def test_the_unit_starts_the_program_with_options_that_it_has(self):
        lines = (DEPLOY / "zhitu.service").read_text(encoding="utf-8").splitlines()
        (start,) = [line.removeprefix("ExecStart=") for line in lines
                    if line.startswith("ExecStart=")]
        words = start.split()
        shown = subprocess.run(
            [str(ROOT / ".build/release/zhitu"), "serve", "--help"], capture_output=True, text=True)
        self.assertEqual(words[1], "serve")
        for word in words:
            if word.startswith("--"):
                self.assertIn(word, shown.stdout)
        # The proxy of nginx.conf is the one that is believed, at the port to which it goes.
        site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        self.assertIn("server 127.0.0.1:8080;", site)
        self.assertEqual(words[words.index("--port") + 1], "8080")
        self.assertEqual(words[words.index("--proxy") + 1], "127.0.0.1")

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
    def test_systemd_finds_the_unit_well_formed_and_closed(self):
        checked = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=25",
             DEPLOY / "zhitu.service"], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout[-2000:] + checked.stderr)


if __name__ == "__main__":
    unittest.main()
