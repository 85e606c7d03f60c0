"""The code that an authenticator app scans, read by another program."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DENO = ROOT / ".tools/venv/bin/deno"

# Draws each text with its quiet zone as a plain bitmap, four dots a module.
DRAW = """
import { qrCode } from "%s/Web/app/parts/qr.js";
const [folder, ...texts] = Deno.args;
texts.forEach((text, number) => {
  const code = qrCode(text);
  const size = (code.length + 8) * 4;
  const dot = (x, y) => code[Math.floor(y / 4) - 4]?.[Math.floor(x / 4) - 4] ? 1 : 0;
  const rows = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => dot(x, y)).join(" "));
  Deno.writeTextFileSync(`${folder}/${number}.pbm`, `P1\\n${size} ${size}\\n${rows.join("\\n")}\\n`);
});
"""


@unittest.skipUnless(DENO.exists() and shutil.which("zbarimg"), "needs deno and zbarimg")
class CodeTests(unittest.TestCase):
    def test_every_version_is_read_as_it_was_meant(self):
        # The last that fits into a version, and the first that does not; ISO/IEC 18004, table 7, level M.
        capacities = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412]
        line = "otpauth://totp/%E6%B2%BB:a?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Zhitu&" * 6
        lengths = [1] + capacities + [capacity + 1 for capacity in capacities[:-1]]
        texts = [line[:length] for length in lengths]
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "draw.js"
            script.write_text(DRAW % ROOT.as_uri())
            drawn = subprocess.run(
                [DENO, "run", "--no-lock", "--allow-read", "--allow-write", script, folder, *texts],
                capture_output=True, text=True)
            self.assertEqual(drawn.returncode, 0, drawn.stderr)
            for number, text in enumerate(texts):
                with self.subTest(length=len(text)):
                    read = subprocess.run(
                        ["zbarimg", "--quiet", "--raw", f"{folder}/{number}.pbm"],
                        capture_output=True, text=True)
                    self.assertEqual(read.stdout.rstrip("\n"), text)


if __name__ == "__main__":
    unittest.main()
