"""Whatever a command can do, the page can do: Docs/page-and-commands.md is held against both."""

import json
import re
import subprocess
import unittest

from support import BINARY, ROOT, zhitu

TABLE = ROOT / "Docs" / "page-and-commands.md"
WEB = ROOT / "Web"


def leaves(command, path=()):
    """The commands that do something, such as `quota list`."""
    below = [one for one in command.get("subcommands", []) if one["commandName"] != "help"]
    if not below:
        yield " ".join(path)
    for one in below:
        yield from leaves(one, (*path, one["commandName"]))


def rows():
    """The cells of the tables, by section: commands, and the rest."""
    found, section = {}, None
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            section = found.setdefault(line.removeprefix("## "), [])
        elif line.startswith("| `") and section is not None:
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            section.append((re.findall(r"`([^`]+)`", cells[0]), cells[1:]))
    return found


class Parity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.on_page, cls.left = rows().values()
        cls.code = "\n".join(one.read_text("utf-8") for one in sorted((WEB / "app").rglob("*.js")))

    def test_every_command_is_on_the_page_or_left_with_a_reason(self):
        told = subprocess.run([BINARY, "--experimental-dump-help"], capture_output=True, text=True,
                              check=True)
        commands = sorted(leaves(json.loads(told.stdout)["command"]))
        self.assertGreater(len(commands), 150)
        named = sorted(name for row in self.on_page + self.left for name in row[0])
        self.assertEqual(named, commands)
        for names, (reason,) in self.left:
            self.assertGreater(len(reason.split()), 2, names)

    def test_the_pages_exist(self):
        for names, (pages, *_) in self.on_page:
            addresses = re.findall(r"`([\w.]+\.html)[^`]*`", pages)
            self.assertTrue(addresses, names)
            for address in addresses:
                self.assertTrue((WEB / address).exists(), address)

    def test_the_page_asks_the_endpoints(self):
        known = json.loads(zhitu("api", "openapi").stdout)["paths"]
        for names, (_, *cells) in self.on_page:
            endpoints = [one.split(" ") for cell in cells
                         for one in re.findall(r"`((?:GET|POST|DELETE) /[^`]+)`", cell)]
            self.assertTrue(endpoints, names)
            for method, path in endpoints:
                with self.subTest(path):
                    operation = known.get(f"/api/v1{path}", {}).get(method.lower())
                    self.assertIsNotNone(operation, f"{method} {path} is no endpoint")
                    self.assertTrue(self.asks(method, path), f"the page never asks {method} {path}")

    def asks(self, method, path):
        """Whether the page names the endpoint, whole or with its last part filled in."""
        name = f"{method} /api/v1{path}"
        if f'"{name}"' in self.code or f"`{name}`" in self.code:
            return True
        before = name.rsplit("/", 1)[0]
        return f"`{before}/${{" in self.code


if __name__ == "__main__":
    unittest.main()
