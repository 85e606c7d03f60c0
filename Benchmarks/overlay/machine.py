"""What the benchmark ran on, and with which versions."""

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path


def first_match(pattern: str, path: str) -> str | None:
    try:
        found = re.search(pattern, Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return None
    return found.group(1).strip() if found else None


def said(*command: str) -> str | None:
    """The first line that a command prints, if it ends well."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.strip().splitlines()
    return lines[0] if done.returncode == 0 and lines else None


def machine() -> dict:
    memory = first_match(r"^MemTotal:\s+(\d+) kB", "/proc/meminfo")
    return {
        "cpu": first_match(r"^model name\s*:\s*(.*)$", "/proc/cpuinfo") or platform.machine(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "usable_cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(int(memory) / 2**20, 1) if memory else None,
        "system": first_match(r'^PRETTY_NAME="?([^"\n]*)', "/etc/os-release") or platform.system(),
        "kernel": platform.release(),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
    }


def versions(zhitu: Path, root: Path) -> dict:
    commit = said("git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=10")
    swift = said("swift", "--version")
    number = re.search(r"Swift version (\S+)", swift or "")
    return {
        "Zhitu": (said(str(zhitu), "--version") or "?").removeprefix("zhitu/"),
        "commit": commit,
        "Swift": number.group(1) if number else None,
        "Python": platform.python_version(),
    }
