"""geopandas_overlay.py A.parquet B.parquet OUT.csv

geopandas.overlay, then the areas of what it made.
"""

import sys

import geopandas
import shapely
from answer import give

a, b = (geopandas.read_parquet(path) for path in sys.argv[1:3])
pieces = geopandas.overlay(
    a[["class_a", "geometry"]],
    b[["class_b", "geometry"]],
    how="intersection",
    keep_geom_type=True,
)
pieces["area"] = pieces.geometry.area
pieces = pieces[pieces.area > 0]
table = pieces.groupby(["class_a", "class_b"], as_index=False)["area"].sum()
give(
    sys.argv[3],
    table.itertuples(index=False),
    pieces=len(pieces),
    version=f"GeoPandas {geopandas.__version__}, GEOS {shapely.geos_version_string}",
)
