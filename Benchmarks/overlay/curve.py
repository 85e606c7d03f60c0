"""Draws the scaling curve: wall time by number of polygons, both axes logarithmic, as SVG.

The ground is transparent and all colours are mid-tones, readable on a light and on a dark page.
"""

import math
from collections.abc import Iterable
from html import escape

from figures import Results

WIDTH, HEIGHT = 760, 470
LEFT, RIGHT, TOP, BOTTOM = 78, 168, 58, 70
GREY = "#767676"
FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

# Name in both languages, colour, dashes, mark.
LINES = {
    "one": ("1 线程", "1 thread", "#d9731a", "", "circle"),
    "two": ("2 线程", "2 threads", "#2f8fd8", "", "square"),
    "gdal": ("GDAL 只读文件", "GDAL, reading only", GREY, "5 4", "diamond"),
}

Points = list[tuple[float, float]]


def points(results: Results) -> dict[str, Points]:
    """Polygons in a layer and wall seconds, for each line."""
    series: dict[str, Points] = {name: [] for name in LINES}
    for case in results.cases("b"):
        runs = {
            "one": results.zhitu(case, "planar", 1),
            "two": results.zhitu(case, "planar", 2),
            "gdal": results.run("gdal", case),
        }
        for name, line in runs.items():
            if line and line["state"] == "ok" and line["wall_s"] > 0:
                series[name].append((line["size"], line["wall_s"]))
    return {name: sorted(found) for name, found in series.items() if found}


class Axis:
    """A logarithmic axis from one end to the other, in pixels."""

    def __init__(self, values: Iterable[float], start: float, end: float):
        values = list(values)
        self.low = math.log10(min(values)) - 0.12
        self.high = math.log10(max(values)) + 0.12
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 1)

    def ticks(self, steps: tuple[int, ...]) -> list[float]:
        powers = range(math.floor(self.low), math.ceil(self.high) + 1)
        every = (step * 10.0**power for power in powers for step in steps)
        return [value for value in every if self.low <= math.log10(value) <= self.high]


def draw(results: Results) -> str:
    series = points(results)
    sizes = sorted({x for line in series.values() for x, _ in line})
    x = Axis(sizes, LEFT, WIDTH - RIGHT)
    y = Axis((s for line in series.values() for _, s in line), HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' font-family="{FONT}" font-size="13" fill="{GREY}">',
        "<title>叠加用时随图斑数的变化 · Time of the overlay by number of patches</title>",
        text(LEFT, 24, "叠加用时随图斑数的变化", size=16, weight="600"),
        text(LEFT, 43, "Time of the overlay by number of patches (a×b, log–log)", size=12),
        *grid(x, y, sizes),
        *(part for name, line in series.items() for part in polyline(name, line, x, y)),
        *labels(series, x, y),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def text(
    x: float, y: float, words: str, anchor: str = "start", size: int = 13,
    weight: str = "400", colour: str | None = None, turned: bool = False,
) -> str:  # fmt: skip
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-size="{size}"' if size != 13 else ""
    more += f' font-weight="{weight}"' if weight != "400" else ""
    more += f' fill="{colour}"' if colour else ""
    more += f' transform="rotate(-90 {x:g} {y:g})"' if turned else ""
    return f'<text x="{x:g}" y="{y:g}"{more}>{escape(words)}</text>'


def rule(x1: float, y1: float, x2: float, y2: float, opacity: float) -> str:
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{GREY}" stroke-opacity="{opacity:g}"/>'


def grid(x: Axis, y: Axis, sizes: list[float]) -> list[str]:
    parts = []
    for value in y.ticks((1, 2, 5)):
        at = y.at(value)
        parts.append(rule(x.start, at, x.end, at, 0.3))
        parts.append(text(x.start - 8, at + 4.5, f"{value:g}", "end"))
    for value in sizes:
        at = x.at(value)
        parts.append(rule(at, y.start, at, y.end, 0.3))
        parts.append(text(at, y.start + 20, f"{value / 1e4:g} 万", "middle"))
        parts.append(text(at, y.start + 36, f"{value:,.0f}", "middle", 11))
    middle = (x.start + x.end) / 2
    parts.append(text(middle, y.start + 60, "每层图斑数（个） · polygons in each layer", "middle"))
    parts.append(
        text(22, (y.start + y.end) / 2, "用时（秒） · wall time (s)", "middle", turned=True)
    )
    parts.append(rule(x.start, y.start, x.end, y.start, 0.9))
    parts.append(rule(x.start, y.start, x.start, y.end, 0.9))
    return parts


def polyline(name: str, line: Points, x: Axis, y: Axis) -> list[str]:
    _, _, colour, dashes, mark = LINES[name]
    at = [(x.at(a), y.at(b)) for a, b in line]
    way = "M" + "L".join(f"{a:g} {b:g}" for a, b in at)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    parts = [f'<path d="{way}" fill="none" stroke="{colour}" stroke-width="2.2"{dashed}/>']
    for (a, b), (_, value) in zip(at, line, strict=True):
        shape = {
            "circle": f'<circle cx="{a:g}" cy="{b:g}" r="4.5" fill="{colour}">',
            "square": f'<rect x="{a - 4:g}" y="{b - 4:g}" width="8" height="8" fill="{colour}">',
            "diamond": f'<path d="M{a - 5:g} {b:g}l5 -5 5 5 -5 5z" fill="{colour}">',
        }[mark]
        parts.append(f"{shape}<title>{value:.2f} s</title></{shape[1:].split()[0]}>")
    return parts


def labels(series: dict[str, Points], x: Axis, y: Axis) -> list[str]:
    """The names of the lines at their right ends, moved apart where they would overlap."""
    wanted = sorted((y.at(line[-1][1]), name) for name, line in series.items())
    parts, free = [], 0.0
    for at, name in wanted:
        chinese, english, colour, _, _ = LINES[name]
        at = max(at, free)
        free = at + 38
        parts.append(text(x.end + 10, at - 2, chinese, colour=colour, weight="600"))
        parts.append(text(x.end + 10, at + 14, english, colour=colour, size=12))
    return parts
