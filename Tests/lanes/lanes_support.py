"""The functions of CLanes, from every version of them that this processor has."""

import atexit
import ctypes
import functools
import mmap
import pathlib
import platform
import shutil
import struct
import subprocess
import tempfile
from ctypes import byref, c_double, c_int16, c_int32, c_int64, c_ssize_t, c_uint64, c_void_p
from random import Random

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "Sources/CLanes"
LANES = 64
RING_POINTS = 65
SIMPLE_WORK = 36

# The options of a version and the flags of /proc/cpuinfo that a processor needs for it.
ONE = "-DEVERY_PROCESSOR="
V3 = {"avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"}
V4 = V3 | {"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"}
VERSIONS = {"default": ([ONE], set()), "as it is": ([], set())}
if platform.machine() in ("x86_64", "AMD64"):
    VERSIONS["x86-64-v3"] = ([ONE, "-march=x86-64-v3"], V3)
    VERSIONS["x86-64-v4"] = ([ONE, "-march=x86-64-v4"], V4)


@functools.cache
def folder():
    made = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-lanes-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def clang():
    """That of the Swift toolchain, which also builds the program."""
    beside = pathlib.Path(shutil.which("swift") or "/").resolve().with_name("clang")
    return str(beside) if beside.exists() else "clang"


def build(version, *more):
    """Compiles one version and returns the library and what the compiler said."""
    library = folder() / "-".join([*version.split(), *more, "lanes.so"])
    command = [clang(), "-O2", "-fPIC", "-shared", *VERSIONS[version][0], *more]
    command += [f"-I{SOURCES / 'include'}", *map(str, sorted(SOURCES.glob("*.c")))]
    done = subprocess.run([*command, "-o", str(library)], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}\n{done.stderr}")
    return library, done.stdout + done.stderr


@functools.cache
def flags():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return {flag for line in lines if line.startswith("flags") for flag in line.split()}


def is_here(version):
    return version in VERSIONS and VERSIONS[version][1] <= flags()


@functools.cache
def lanes(version):
    return Lanes(build(version)[0])


class Box(ctypes.Structure):
    _fields_ = [(name, c_int16) for name in ("minX", "minY", "maxX", "maxY")]


class Chain(ctypes.Structure):
    _fields_ = [("columns", c_void_p), ("rows", c_void_p), ("points", c_void_p),
                ("count", c_int32)]


class Edges(ctypes.Structure):
    _fields_ = [("boxes", c_int16 * LANES * 4), ("x", c_int32 * (LANES + 16)),
                ("y", c_int32 * (LANES + 16)), ("count", c_int32), ("around", Box)]


class Shift(ctypes.Structure):
    _fields_ = [("x", c_int64), ("y", c_int64), ("flip", c_int64)]


class Sweeps(ctypes.Structure):
    _fields_ = [("first", c_void_p), ("second", c_void_p)]


class Sum(ctypes.Structure):
    _fields_ = [("whole", c_int64), ("fraction", c_int64)]


class Border(ctypes.Structure):
    _fields_ = [("points", c_void_p), ("edges", c_int32), ("originX", c_int64),
                ("originY", c_int64)]


RING = "<2q4iq"  # LaneRing


class Pages:
    """Memory between two pages that nobody may touch."""

    def __init__(self, pages=4):
        size = (pages + 2) * mmap.PAGESIZE
        self.memory = mmap.mmap(-1, size)
        start = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        self.end = start + size - mmap.PAGESIZE
        protect = ctypes.CDLL(None, use_errno=True).mprotect
        for page in (start, self.end):
            if protect(c_void_p(page), mmap.PAGESIZE, 0) != 0:
                raise OSError(ctypes.get_errno(), "mprotect")

    def put(self, data, from_end=0):
        """Puts bytes at the very end, or as many bytes before it, and tells where they are."""
        address = self.end - from_end - len(data)
        ctypes.memmove(address, data, len(data))
        return address


class Room:
    """Room to write to between bytes that must stay as they are."""

    GUARD = b"\xa5\x5a" * 128
    BEFORE = Random(1).randbytes(1 << 14)

    def __init__(self, size):
        self.buffer = ctypes.create_string_buffer(
            self.GUARD + self.BEFORE[:size] + self.GUARD, size + 2 * len(self.GUARD))
        self.address = ctypes.addressof(self.buffer) + len(self.GUARD)

    def bytes(self):
        raw, guard = self.buffer.raw, self.GUARD
        if not (raw.startswith(guard) and raw.endswith(guard)):
            raise AssertionError("wrote beyond its room")
        return raw[len(guard):-len(guard)]


def packed(letter, numbers):
    return struct.pack(f"<{len(numbers)}{letter}", *numbers)


def flat(points):
    return [number for point in points for number in point]


class Lanes:
    """One version. Every function returns what the documentation promises, and all it wrote."""

    def __init__(self, library):
        self.library = ctypes.CDLL(str(library))
        self.pages = [Pages() for _ in range(6)]
        signatures = {
            "lanesMeeting": (c_uint64, c_void_p, c_ssize_t, Box),
            "lanesOfEdges": (c_uint64, c_void_p, Box),
            "lanesPlace": (None, c_void_p, c_int32, c_int32, c_int32, c_int32, c_void_p, c_void_p),
            "lanesSweep": (None, c_void_p, c_int32, c_int64, c_int64, c_int64, c_void_p),
            "lanesFill": (None, c_void_p, c_void_p, Box),
            "lanesPairs": (c_int32, c_void_p, c_void_p, c_void_p),
            "lanesCrossings": (c_int32, c_void_p, c_void_p, c_void_p, c_void_p),
            "lanesSum": (
                Sum, c_void_p, c_void_p, c_void_p, c_void_p, c_int32, c_void_p, c_int64, c_int64),
            "lanesIsSimple": (c_int32, c_void_p, c_int32, c_void_p),
            "lanesAddEdges": (None, c_void_p, c_uint64, c_void_p),
            "lanesOpenEdges": (c_uint64, c_void_p, c_uint64, c_void_p),
            "lanesRing": (c_int32, c_void_p, c_int32, c_double, c_double, c_void_p, c_void_p),
        }
        for name, (result, *arguments) in signatures.items():
            function = getattr(self.library, name)
            function.restype, function.argtypes = result, arguments

    def meeting(self, boxes, stride, box):
        address = self.pages[0].put(packed("h", boxes)) - 6 * min(stride, 0)
        mask = self.library.lanesMeeting(address, stride, Box(*box))
        return mask, packed("Q", [mask])

    def chain(self, cells, count, points, pages):
        """A chain with exactly the room that it must have; `cells` are `LANES + 1`."""
        columns, rows = (page.put(packed("h", part)) for page, part in zip(pages, zip(*cells)))
        address = pages[2].put(packed("i", flat(points))) if points else None
        return Chain(columns, rows, address, count)

    def of_edges(self, cells, count, box):
        chain = self.chain(cells, count, None, self.pages)
        mask = self.library.lanesOfEdges(byref(chain), Box(*box))
        return mask, packed("Q", [mask])

    def place(self, points, origin, shift):
        columns, rows = Room(2 * len(points)), Room(2 * len(points))
        address = self.pages[0].put(packed("i", flat(points)))
        self.library.lanesPlace(
            address, len(points), *origin, shift, columns.address, rows.address)
        cells = [struct.unpack(f"<{len(points)}h", room.bytes()) for room in (columns, rows)]
        return list(zip(*cells)), columns.bytes() + rows.bytes()

    def sweep(self, points, origin, before):
        room = Room(8 * len(points))
        address = self.pages[0].put(packed("i", flat(points)))
        self.library.lanesSweep(address, len(points), *origin, before, room.address)
        return list(struct.unpack(f"<{len(points)}q", room.bytes())), room.bytes()

    def fill(self, cells, count, points, around):
        edges = Room(ctypes.sizeof(Edges))
        chain = self.chain(cells, count, points, self.pages[:3])
        self.library.lanesFill(edges.address, byref(chain), Box(*around))
        self.filled = edges
        made = Edges.from_buffer_copy(edges.bytes())
        boxes = list(zip(*(column[:count] for column in made.boxes)))
        filled = list(zip(made.x[:count + 1], made.y[:count + 1])) if points else None
        around = tuple(getattr(made.around, name) for name, _ in Box._fields_)
        return (boxes, filled, made.count, around), edges.bytes()

    def find(self, first, second, shift=None):
        """Pairs that meet, or with a shift those that cross; of cells, count, points each."""
        self.fill(*first)
        pairs = Room(2 * (LANES * LANES + 2))
        other = self.chain(*second, self.pages[3:])
        edges = self.filled.address
        if shift is None:
            found = self.library.lanesPairs(edges, byref(other), pairs.address)
        else:
            found = self.library.lanesCrossings(
                edges, byref(other), byref(Shift(*shift)), pairs.address)
        written = pairs.bytes()
        return list(struct.unpack_from(f"<{found}H", written)), packed("i", [found]) + written

    def sums(self, first, second, shift, pairs, swept, origin):
        """What pairs that cross come to, in 2⁻¹⁶ steps² modulo 2⁸⁰."""
        self.fill(*first)
        other = self.chain(*second, self.pages[3:])
        places = [page.put(packed(kind, part)) for page, kind, part in zip(
            self.pages, "Hqq", (pairs, *swept))]
        sum = self.library.lanesSum(
            self.filled.address, byref(other), byref(Shift(*shift)), places[0], len(pairs),
            byref(Sweeps(*places[1:])), *origin)
        whole = (sum.whole << 16) + sum.fraction
        return whole % (1 << 80), packed("q", [sum.whole, sum.fraction])

    def ring(self, coordinates, steps, limit, from_end=0):
        points, ring = Room(8 * (RING_POINTS + 8)), Room(struct.calcsize(RING))
        address = self.pages[0].put(packed("d", flat(coordinates)), from_end)
        count = len(coordinates)
        plain = self.library.lanesRing(
            address, count, steps, limit, points.address, ring.address)
        everything = packed("i", [plain]) + points.bytes() + ring.bytes()
        if plain != 1:
            return plain, everything
        offsets = struct.unpack_from(f"<{2 * count}i", points.bytes())
        points = list(zip(offsets[::2], offsets[1::2]))
        return (points, *struct.unpack(RING, ring.bytes())), everything

    def simple(self, ring):
        edges = len(ring) - 1
        room = Room(4 * SIMPLE_WORK * ((edges + 7) // 8))
        address = self.pages[0].put(packed("i", flat(ring)))
        answer = self.library.lanesIsSimple(address, edges, room.address)
        return answer, packed("i", [answer]) + room.bytes()

    def balance(self, points, origin, bits, sums):
        """The table after the edges were added, and which of them are open in the table before."""
        room = Room(8 << bits)
        ctypes.memmove(room.address, packed("Q", sums), 8 << bits)
        border = Border(self.pages[0].put(packed("i", flat(points))), len(points) - 1, *origin)
        mask = self.library.lanesOpenEdges(byref(border), bits, room.address)
        self.library.lanesAddEdges(byref(border), bits, room.address)
        made = room.bytes()
        return (list(struct.unpack(f"<{1 << bits}Q", made)), mask), packed("Q", [mask]) + made
