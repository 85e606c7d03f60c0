"""sedonadb_join.py A.parquet B.parquet OUT.csv"""

import sys
from pathlib import Path

import sedonadb
from answer import give

query = (Path(__file__).parent / "join.sql").read_text(encoding="utf-8")
database = sedonadb.connect()
for name, path in zip("ab", sys.argv[1:3], strict=True):
    database.read_parquet(path).to_view(name)
rows = database.sql(query).to_arrow_table().to_pylist()
give(
    sys.argv[3],
    ((row["class_a"], row["class_b"], row["area"]) for row in rows),
    pieces=sum(row["pieces"] for row in rows),
    version=f"SedonaDB {sedonadb.__version__}",
)
