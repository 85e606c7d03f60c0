"""A private PostGIS server: made in a temporary folder, reached over a socket there, then gone.

PostgreSQL does not run as root. When this runs as root, the server runs as the user `postgres`, and
its folder is below the given one only if that user can get there, otherwise in the system's.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import measure

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
EXTENSION = Path("/usr/share/postgresql/15/extension/postgis.control")
LONGEST_SOCKET = 90  # characters of its folder; the system's limit is 107 for the whole path

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Unavailable(Exception):
    """The server cannot run here; the text says why."""


def missing() -> str | None:
    """What keeps the server from running, if anything does."""
    if not (PROGRAMS / "initdb").exists() or not EXTENSION.exists():
        return "postgresql-15 with postgresql-15-postgis-3 is not installed"
    for program in ("psql", "ogr2ogr"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return None


def server_user() -> dict:
    """Options of subprocess that make a command run as somebody who may run the server."""
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise Unavailable("there is no user postgres") from None
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def may_use(folder: Path, user: dict) -> bool:
    test = subprocess.run(["test", "-w", str(folder)], cwd="/", **user)
    return test.returncode == 0 and len(str(folder)) <= LONGEST_SOCKET


class PostGIS:
    """The server, from `with` to its end. It keeps to the given cores."""

    def __init__(self, below: Path, cores: list[int]):
        reason = missing()
        if reason:
            raise Unavailable(reason)
        self.cores = cores
        self.user = server_user()
        self.folder = self.make_folder(below)
        self.process: subprocess.Popen | None = None

    def make_folder(self, below: Path) -> Path:
        for place in (below, Path(tempfile.gettempdir())):
            folder = Path(tempfile.mkdtemp(prefix="pg-", dir=place))
            if self.user:
                os.chown(folder, self.user["user"], self.user["group"])
            if may_use(folder, self.user):
                return folder
            folder.rmdir()
        raise Unavailable("there is no folder that the server could use")

    def __enter__(self) -> "PostGIS":
        try:
            self.begin()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.end()

    def begin(self) -> None:
        data = str(self.folder / "data")
        self.check(
            [PROGRAMS / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
            + ["--locale=C", "--no-sync"],
            **self.user,
        )
        settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        with open(self.folder / "log", "wb") as log:
            self.process = measure.start(
                [str(PROGRAMS / "postgres"), "-D", data, "-k", str(self.folder), *settings],
                self.cores,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self.user,
            )
        ready = [PROGRAMS / "pg_isready", "-q", "-h", self.folder]
        deadline = time.monotonic() + 60
        while subprocess.run(ready, check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Unavailable(f"the server does not start: {self.log()}")
            time.sleep(0.1)
        self.check(["createdb", *self.connection(), "bench"])
        self.sql("CREATE EXTENSION postgis")

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace").strip()[-500:]

    def check(self, command: list, **options) -> str:
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, cwd="/", **options
        )
        if done.returncode != 0:
            raise Unavailable(f"{Path(command[0]).name}: {done.stderr.strip()[-500:]}")
        return done.stdout.strip()

    def connection(self) -> list[str]:
        return ["-h", str(self.folder), "-U", "postgres"]

    def psql(self, statement: str) -> list[str]:
        options = ["-d", "bench", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        return ["psql", *self.connection(), *options, "-c", statement]

    def sql(self, statement: str) -> str:
        return self.check(self.psql(statement))

    def run(self, command: list[str], timeout: float) -> measure.Run:
        """Runs a client; what the server does for it is counted."""
        assert self.process is not None
        done = measure.run(command, self.cores, timeout, measure.Server(self.process.pid))
        if done.timed_out:
            others = "pid <> pg_backend_pid() AND backend_type = 'client backend'"
            self.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        return done

    def load(self, table: str, path: Path, timeout: float) -> list[measure.Run]:
        """Loads a file into a new table, then indexes it; what each took."""
        self.sql(f"DROP TABLE IF EXISTS {table}")
        copied = self.run(
            ["ogr2ogr", "-f", "PostgreSQL", f"PG:host={self.folder} user=postgres dbname=bench"]
            + [str(path), "-nln", table, "-nlt", "POLYGON", "-lco", "UNLOGGED=YES"]
            + ["-lco", "GEOMETRY_NAME=geometry", "-lco", "SPATIAL_INDEX=NONE"]
            + ["-lco", "FID=gid", "--config", "PG_USE_COPY", "YES"],
            timeout,
        )
        if copied.state != "ok":
            return [copied]
        self.sql("CHECKPOINT")
        index = self.psql(f"CREATE INDEX ON {table} USING gist (geometry)")
        return [copied, self.run([*index, "-c", f"VACUUM ANALYZE {table}"], timeout)]

    def version(self) -> str:
        text = self.sql(
            "SELECT current_setting('server_version') || '|' || postgis_lib_version() || '|'"
            " || postgis_geos_version()"
        )
        server, postgis, geos = text.split("|")
        return f"PostGIS {postgis}, PostgreSQL {server.split()[0]}, GEOS {geos.split('-')[0]}"

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # ends the sessions, then the server
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                measure.kill_group(self.process.pid)
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
