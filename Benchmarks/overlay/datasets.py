"""The coverages of the benchmark: which there are, and making those that are missing."""

import hashlib
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
GENERATOR = HERE / "coverage.py"
FORMATS = ("fgb", "parquet")
CHANGE = 0.1  # the fraction of the patches that a second epoch changes

# The seed of the first coverage of a size. b is an independent coverage, c a second epoch of a.
FIRST_SEEDS = {20_000: 1, 60_000: 6, 200_000: 11, 600_000: 31}


@dataclass(frozen=True)
class Coverage:
    """One generated layer."""

    letter: str
    size: int
    folder: Path

    @property
    def name(self) -> str:
        return f"{self.letter}_{self.size}"

    @property
    def field(self) -> str:
        return "class_a" if self.letter == "a" else "class_b"

    def path(self, suffix: str) -> Path:
        return self.folder / f"{self.name}.{suffix}"

    def options(self) -> list[str]:
        first = FIRST_SEEDS.get(self.size, self.size)
        seed = first + "abc".index(self.letter)
        options = ["--n", str(self.size), "--seed", str(seed), "--field", self.field]
        if self.letter == "c":
            options += ["--change-from", str(first), "--change", str(CHANGE)]
        return options

    def make(self, formats: tuple[str, ...] = FORMATS) -> dict:
        """Makes the files unless this very generator made them before.

        - Returns: what the generator says of them, with their sizes in bytes.
        """
        options = [*self.options(), "--formats", ",".join(formats)]
        digest = hashlib.sha256(GENERATOR.read_bytes() + repr(options).encode()).hexdigest()
        record = self.path("json")
        if record.exists():
            facts = json.loads(record.read_text(encoding="utf-8"))
            if facts["made_by"] == digest and all(self.path(f).exists() for f in formats):
                return facts
        record.unlink(missing_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        begin = time.monotonic()
        command = [sys.executable, str(GENERATOR), *options, "--out", str(self.folder / self.name)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        facts = json.loads(done.stdout)
        facts |= {
            "name": self.name,
            "made_by": digest,
            "made_in_s": round(time.monotonic() - begin, 1),
            "bytes": {suffix: self.path(suffix).stat().st_size for suffix in formats},
        }
        record.write_text(json.dumps(facts), encoding="utf-8")
        return facts


@dataclass(frozen=True)
class Case:
    """Two coverages laid over each other."""

    before: Coverage
    after: Coverage

    @staticmethod
    def of(size: int, after: str, folder: Path) -> "Case":
        return Case(Coverage("a", size, folder), Coverage(after, size, folder))

    @property
    def size(self) -> int:
        return self.before.size

    @property
    def name(self) -> str:
        return f"{self.size} {self.before.letter}×{self.after.letter}"

    def paths(self, suffix: str) -> list[str]:
        return [str(side.path(suffix)) for side in (self.before, self.after)]

    def bytes(self, suffix: str) -> int:
        return sum(side.path(suffix).stat().st_size for side in (self.before, self.after))
