"""duckdb_spatial.py A.parquet B.parquet OUT.csv

DuckDB with its spatial extension, taken from a Python package: nothing is fetched while it runs.
"""

import os
import sys
from pathlib import Path

import duckdb
import duckdb_extension_spatial
from answer import give

home = Path(next(iter(duckdb_extension_spatial.__path__)))
extension = next(home.glob("extensions/*/spatial.duckdb_extension"))
query = (Path(__file__).parent / "join.sql").read_text(encoding="utf-8")
database = duckdb.connect()
database.execute(f"SET threads={len(os.sched_getaffinity(0))}")
database.load_extension(str(extension))
for name, path in zip("ab", sys.argv[1:3], strict=True):
    database.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
(spatial,) = database.execute(
    "SELECT extension_version FROM duckdb_extensions() WHERE extension_name = 'spatial'"
).fetchone()
rows = database.execute(query).fetchall()
give(
    sys.argv[3],
    (row[:3] for row in rows),
    pieces=sum(row[3] for row in rows),
    version=f"DuckDB {duckdb.__version__}, spatial {spatial}",
)
