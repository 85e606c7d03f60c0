"""PostGIS as a peer: its server runs from its first case to the end; loading is measured apart."""

import csv
from contextlib import ExitStack
from pathlib import Path

from datasets import Case, Coverage
from measure import measured
from postgis import PostGIS, Unavailable
from programs import HERE, Limits, absent, record


class PostGISPeer:
    key = "postgis"

    def __init__(self, below: Path, stack: ExitStack):
        self.below = below
        self.stack = stack
        self.server: PostGIS | None = None
        self.unavailable: str | None = None
        self.loaded: dict[Coverage, dict[str, float]] = {}

    def ready(self, limits: Limits) -> PostGIS | None:
        """The running server, started at the first call."""
        if self.server is None and self.unavailable is None:
            try:
                self.server = self.stack.enter_context(PostGIS(self.below, limits.one_core))
            except Unavailable as reason:
                self.unavailable = str(reason)
        return self.server

    def run(self, case: Case, table: Path, limits: Limits) -> dict:
        server = self.ready(limits)
        if server is None:
            return absent(self.key, case, self.unavailable or "")
        try:
            return self.measure(server, case, table, limits)
        except Unavailable as reason:
            return absent(self.key, case, str(reason)) | {"state": "failed"}

    def measure(self, server: PostGIS, case: Case, table: Path, limits: Limits) -> dict:
        for view, coverage in (("a", case.before), ("b", case.after)):
            if coverage not in self.loaded:
                stages = server.load(coverage.name, coverage.path("fgb"), limits.timeout)
                if stages[-1].state != "ok":
                    return record(self.key, case, stages[-1])
                self.loaded[coverage] = {
                    "wall_s": sum(stage.wall_s for stage in stages),
                    "cpu_s": sum(stage.cpu_s for stage in stages),
                }
            server.sql(f"CREATE OR REPLACE VIEW {view} AS TABLE {coverage.name}")
        join = " ".join((HERE / "peers" / "join.sql").read_text(encoding="utf-8").split())
        query = server.psql(f"\\copy ({join}) TO '{table}' CSV HEADER")
        run = measured(lambda: server.run(query, limits.timeout), limits.repeats)
        if run.state != "ok":
            return record(self.key, case, run)
        loading = [self.loaded[coverage] for coverage in (case.before, case.after)]
        return record(
            self.key, case, run, pieces=drop_last_column(table), version=server.version(),
            loading={key: round(sum(part[key] for part in loading), 3) for key in loading[0]},
        )  # fmt: skip


def drop_last_column(table: Path) -> int:
    """Takes the number of pieces out of a class table, and adds it up."""
    with open(table, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    with open(table, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row[:-1] for row in rows)
    return sum(int(row[-1]) for row in rows[1:])
