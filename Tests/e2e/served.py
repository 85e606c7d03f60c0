"""`zhitu serve` on a free port, for tests that talk to it over the network."""

import http.client
import json
import re
import socket
import subprocess
import time

from support import BINARY, ROOT


class Served:
    """A running server; `stop` ends it and gives its exit status."""

    def __init__(self, workspace, *options):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--workspace", str(workspace), "--port", "0", "--lang", "en",
             *map(str, options)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
        said = ""
        for line in self.process.stdout:
            said += line
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.port = int(found.group(1))
                break
        else:
            raise AssertionError(f"the server ended: {said}")
        self.host = f"127.0.0.1:{self.port}"

    def stop(self):
        self.process.terminate()
        try:
            return self.process.wait(timeout=30)
        finally:
            self.process.stdout.close()

    def ask(self, method, target, body=None, headers=None, timeout=60):
        """The status, the headers in small letters, and the body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, fields, answer.read()
        finally:
            connection.close()

    def json(self, target):
        status, _, body = self.ask("GET", target)
        assert status == 200, (status, body)
        return json.loads(body)

    def post(self, target, value, **headers):
        names = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.ask("POST", target, json.dumps(value),
                        {"Content-Type": "application/json", **names})

    def job(self, target, value, lockTimeout=120):
        """Starts a job and waits for its end."""
        status, _, body = self.post(target, value)
        assert status == 202, (status, body)
        return self.wait(json.loads(body)["id"], lockTimeout)

    def wait(self, name, lockTimeout=120):
        deadline = time.monotonic() + lockTimeout
        while time.monotonic() < deadline:
            job = self.json(f"/api/v1/jobs/{name}")
            if job["state"] not in ("queued", "running"):
                return job
            time.sleep(0.05)
        raise AssertionError(f"job {name} does not end")

    def raw(self, text, lockTimeout=5):
        """What comes back for bytes sent as they are, until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=lockTimeout) as line:
            line.sendall(text if isinstance(text, bytes) else text.encode())
            answer = b""
            try:
                while piece := line.recv(65536):
                    answer += piece
            except (TimeoutError, ConnectionResetError):
                pass
            return answer
