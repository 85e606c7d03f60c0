"""Requests made up from the API's own description find no answer that it does not describe."""

import os
import pathlib
import shutil
import subprocess
import sys
import unittest

from served import Served
from support import SampleDistrict, zhitu

PROGRAM = shutil.which("schemathesis", path=str(pathlib.Path(sys.executable).parent))
# For each operation; `make test-long` makes more.
EXAMPLES = 8 if os.environ.get("ZHITU_TEST_LONG") else 3
# A full queue of jobs is answered with 503 and Retry-After, as the description says.
CONFIGURATION = """[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", "503"]
"""


@unittest.skipUnless(PROGRAM, "needs schemathesis (Scripts/setup)")
class Schemathesis(SampleDistrict):
    """Bounded: so many examples for each operation, from a fixed seed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        zhitu("verify", "--workspace", cls.workspace, "--plan", "demo", "--quiet", status=None)
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def test_every_answer_is_described(self):
        (pathlib.Path(self.folder) / "schemathesis.toml").write_text(CONFIGURATION)
        address = f"http://{self.served.host}/api/v1/openapi.json"
        # Streams have no end; everything else is asked.
        done = subprocess.run(
            [PROGRAM, "run", address, "--max-examples", str(EXAMPLES), "--seed", "7",
             "--phases", "examples,coverage,fuzzing", "--checks", "all",
             "--exclude-checks", "positive_data_acceptance,missing_required_header",
             "--exclude-path", "/api/v1/changes",
             "--exclude-path", "/api/v1/jobs/{id}/events",
             "--exclude-path", "/api/v1/plans/{plan}/drawing/news", "--request-timeout", "60",
             "--no-color"],
            capture_output=True, text=True, timeout=900, cwd=self.folder)
        failures = done.stdout.partition("= WARNINGS =")[0]
        self.assertEqual(done.returncode, 0, failures[-6000:] + done.stderr[-2000:])


if __name__ == "__main__":
    unittest.main()
