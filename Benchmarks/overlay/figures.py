"""Looking things up in the results, and how figures are written on the page."""

import statistics

PEER_TITLES = {
    "shapely": "Shapely, STRtree",
    "geopandas": "GeoPandas, overlay",
    "duckdb": "DuckDB spatial",
    "sedonadb": "SedonaDB",
    "postgis": "PostGIS",
}

# Merely reading the two files can mean several things.
READING_TITLES = {
    "gdal": "merely reading, nothing kept (C)",
    "gdal-kept": "merely reading into memory (C)",
    "gdal-pyogrio": "merely reading into arrays (pyogrio)",
}


class Results:
    """The results of one run of the benchmark, as `run` wrote them."""

    def __init__(self, content: dict):
        if content["schema"] != "zhitu.bench.overlay/1":
            raise ValueError(f"unknown results: {content['schema']}")
        self.content = content

    def __getitem__(self, key: str):
        return self.content[key]

    def cases(self, after: str | None = None) -> list[str]:
        """Names of the cases as they ran: all, or those with that second layer."""
        names = dict.fromkeys(line["case"] for line in self["runs"])
        return [name for name in names if after is None or name.endswith(after)]

    def compared_cases(self) -> list[str]:
        return [case for case in self.cases() if self.zhitu(case, "official", 1)]

    def others_share(self) -> float:
        """What else the machine did while it was measured, as a part of all it could do."""
        lines = [line for line in self["runs"] if "wall_s" in line]
        able = sum(line["wall_s"] for line in lines) * self["machine"]["cores"]
        return sum(line["others_s"] for line in lines) / able

    def run(self, program: str, case: str) -> dict | None:
        for line in self["runs"]:
            if line["program"] == program and line["case"] == case:
                return line
        return None

    def readings(self, case: str) -> dict[str, dict]:
        """The runs that merely read the files, by program."""
        found = {program: self.run(program, case) for program in READING_TITLES}
        return {program: line for program, line in found.items() if line}

    def zhitu(self, case: str, area: str, threads: int) -> dict | None:
        """Zhitu's run without a memory limit."""
        wanted = {"program": "zhitu", "case": case, "area": area, "threads": threads}
        for line in self["runs"]:
            if line.items() >= wanted.items() and line["memory"] is None:
                return line
        return None

    def gain(self, case: str) -> float | None:
        """How many times as fast two threads on two cores are as one on one: the median over the
        rounds in which both took their turn."""
        one, two = (self.zhitu(case, "planar", threads) for threads in (1, 2))
        if one is None or two is None or two["cores"] < 2:
            return None
        if "walls_s" not in two:  # results of before there were rounds
            return one["wall_s"] / two["wall_s"]
        return middle_ratio(one["walls_s"], two["walls_s"])

    def ceiling(self, case: str) -> float | None:
        """What two cores can give: two copies of the work of one thread one after the other ÷ both
        at once, the median over the rounds."""
        one, copies = self.zhitu(case, "planar", 1), self.run("zhitu-copies", case)
        if one is None or copies is None:
            return None
        return middle_ratio([2 * wall for wall in one["walls_s"]], copies["walls_s"])

    def peers(self, case: str) -> list[dict]:
        """The peers' runs that ended well."""
        return [
            line
            for line in self["runs"]
            if line["case"] == case
            and line["program"] in PEER_TITLES
            and line["state"] == "ok"
        ]

    @staticmethod
    def step(line: dict, name: str) -> float | None:
        """CPU seconds of a step of Zhitu, if the program told them."""
        step = line.get("steps", {}).get(name)
        return step and step["cpu_s"]

    @staticmethod
    def short_title(case: str) -> str:
        size, pair = case.split()
        return f"{count(int(size))} {pair}"

    @staticmethod
    def case_title(case: str) -> str:
        size, pair = case.split()
        kind = "two independent coverages" if pair.endswith("b") else "two epochs"
        return f"{count(int(size))} × {count(int(size))} polygons, {pair}: {kind}"


def middle_ratio(walls: list[float], others: list[float]) -> float:
    """The median of the ratios of what was measured in the same rounds."""
    return statistics.median(a / b for a, b in zip(walls, others, strict=True))


def count(number: float) -> str:
    return f"{number:,.0f}"


def seconds(number: float | None) -> str:
    if number is None:
        return "–"
    if number >= 100:
        return count(number)
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def factor(number: float) -> str:
    return count(number) if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def megabytes(number: float) -> str:
    return count(number)


def one_of(several) -> str:
    """The words as a list: 1, 2 and 7."""
    *first, last = map(str, several)
    return f"{', '.join(first)} and {last}" if first else last
