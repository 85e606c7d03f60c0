"""A PostgreSQL server of the tests' own, with PostGIS: in a folder, reached by a socket in it."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
EXTENSION = pathlib.Path("/usr/share/postgresql/15/extension/postgis.control")

needs_postgis = unittest.skipUnless(
    (PROGRAMS / "initdb").exists() and EXTENSION.exists(), "needs PostgreSQL 15 with PostGIS")


class Cluster:
    """A running server; `remove` stops it and removes everything."""

    def __init__(self):
        # The path of a socket is at most 107 bytes long.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-pg-", dir="/tmp"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.data = self.folder / "data"
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", "zhitu", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")
        self.start()

    def start(self):
        options = f"-p 5432 -c listen_addresses='' -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.folder / "log",
                  "-o", options, "start")

    def stop(self):
        """At once, as when the machine goes down."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def remove(self):
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, schema):
        return f"postgres://zhitu@/postgres?host={self.folder}&schema={schema}"

    def ask(self, sql):
        """The answer of psql, a line a row."""
        answer = subprocess.run(
            [PROGRAMS / "psql", "-h", self.folder, "-U", "zhitu", "-d", "postgres", "-AtqX",
             "-v", "ON_ERROR_STOP=1", "-c", sql], capture_output=True, text=True, timeout=60)
        if answer.returncode:
            raise AssertionError(answer.stderr)
        return answer.stdout.splitlines()

    @staticmethod
    def _run(program, *arguments):
        # PostgreSQL refuses to run as the superuser.
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        command = [*(user if os.getuid() == 0 else []), PROGRAMS / program, *map(str, arguments)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=120, cwd="/tmp")
        if done.returncode:
            raise AssertionError(f"{command} ended with {done.returncode}")
