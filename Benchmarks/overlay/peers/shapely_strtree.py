"""shapely_strtree.py A.parquet B.parquet OUT.csv

Shapely by hand: pairs from its STRtree, then the polygon of each intersection, then its area.
"""

import sys

import geopandas
import numpy
import pandas
import shapely
from answer import give

a, b = (geopandas.read_parquet(path) for path in sys.argv[1:3])
before, after = (numpy.asarray(frame.geometry.values) for frame in (a, b))
i, j = shapely.STRtree(after).query(before, predicate="intersects")
area = shapely.area(shapely.intersection(before[i], after[j]))
pieces = pandas.DataFrame({"a": a.class_a.values[i], "b": b.class_b.values[j], "area": area})
pieces = pieces[pieces.area > 0]
table = pieces.groupby(["a", "b"], as_index=False)["area"].sum()
give(
    sys.argv[3],
    table.itertuples(index=False),
    pieces=len(pieces),
    version=f"Shapely {shapely.__version__}, GEOS {shapely.geos_version_string}",
)
