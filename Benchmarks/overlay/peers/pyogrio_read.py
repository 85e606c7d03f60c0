"""pyogrio_read.py A.fgb B.fgb

Merely reads both files through the GDAL that pyogrio brings: geometry as WKB and the columns as
arrays, all of it kept until the end. The times are those of reading alone; starting Python and
importing its packages is not in them.
"""

import json
import sys
import time

import pyogrio
import pyogrio.raw

wall, cpu = time.monotonic(), time.process_time()  # process_time: user and system
kept = [pyogrio.raw.read(path) for path in sys.argv[1:]]
wall, cpu = time.monotonic() - wall, time.process_time() - cpu
facts = {
    "features": sum(wkb is not None for _, _, geometry, _ in kept for wkb in geometry),
    "gdal": pyogrio.__gdal_version_string__,
    "pyogrio": pyogrio.__version__,
    "wall_s": wall,
    "cpu_s": cpu,
}
print(json.dumps(facts))
