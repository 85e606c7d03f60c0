"""Lays copies of the sample district side by side, to have a bigger one of the same kind."""

import shutil
import sqlite3
import struct
from pathlib import Path

# Where a copy's number goes into a code, so that codes stay unique and keep their length.
DIGIT = {"BSM": 8, "XZQDM": 6, "ZLDWDM": 6, "QSDWDM": 6}


def shifted(blob: bytes, north: float) -> bytes:
    """A GeoPackage geometry (little endian polygon or multipolygon) moved to the north."""
    data = bytearray(blob)
    envelope = (0, 32, 48, 48, 64)[data[3] >> 1 & 7]
    if envelope:
        low, high = struct.unpack_from("<2d", data, 24)
        struct.pack_into("<2d", data, 24, low + north, high + north)
    place = 8 + envelope

    def polygon(place: int) -> int:
        (rings,) = struct.unpack_from("<I", data, place + 5)
        place += 9
        for _ in range(rings):
            (points,) = struct.unpack_from("<I", data, place)
            place += 4
            values = list(struct.unpack_from(f"<{2 * points}d", data, place))
            values[1::2] = [y + north for y in values[1::2]]
            struct.pack_into(f"<{2 * points}d", data, place, *values)
            place += 16 * points
        return place

    order, kind = struct.unpack_from("<BI", data, place)
    if order != 1 or kind not in (3, 6):
        raise ValueError(f"geometry type {kind} is not expected")
    if kind == 3:
        polygon(place)
    else:
        (parts,) = struct.unpack_from("<I", data, place + 5)
        place += 9
        for _ in range(parts):
            place = polygon(place)
    return bytes(data)


def renamed(column: str, value: object, copy: int) -> object:
    if not isinstance(value, str):
        return value
    if column == "XMDM":
        return f"{value}-{copy}"
    at = DIGIT.get(column)
    return value if at is None or len(value) <= at else value[:at] + str(copy) + value[at + 1:]


def tile(sample: Path, target: Path, copies: int) -> None:
    """Writes `copies` of every layer of the sample, one north of the other."""
    if not 1 <= copies <= 9:
        raise ValueError("1 to 9 copies")
    shutil.copy(sample, target)
    connection = sqlite3.connect(target)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for (layer,) in connection.execute(
        "SELECT table_name FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'"
    ).fetchall():
        connection.execute(f'DROP TABLE "rtree_{layer}_geom"')
    connection.execute("DELETE FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'")
    layers = connection.execute(
        "SELECT table_name, min_y, max_y FROM gpkg_contents WHERE data_type = 'features'"
    ).fetchall()
    step = max(high for _, _, high in layers) - min(low for _, low, _ in layers) + 500.0
    for layer, _, high in layers:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{layer}")')][1:]
        rows = connection.execute(
            f'SELECT {", ".join(columns)} FROM "{layer}" ORDER BY fid'
        ).fetchall()
        geometry = columns.index("geom")
        marks = ", ".join("?" * len(columns))
        for copy in range(1, copies):
            connection.executemany(
                f'INSERT INTO "{layer}" ({", ".join(columns)}) VALUES ({marks})',
                (
                    [
                        shifted(value, step * copy) if index == geometry
                        else renamed(columns[index], value, copy)
                        for index, value in enumerate(row)
                    ]
                    for row in rows
                ),
            )
        connection.execute(
            "UPDATE gpkg_contents SET max_y = ? WHERE table_name = ?",
            (high + step * (copies - 1), layer),
        )
    connection.commit()
    connection.close()
