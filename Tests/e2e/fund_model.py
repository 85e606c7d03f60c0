"""A workbook of a fund plan, read and calculated without the program, and a model of the plan in fractions."""

import itertools
import pathlib
import re
import xml.etree.ElementTree
import zipfile
from fractions import Fraction

NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "Policies/finance/example.yaml"
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|((?:[^\W\d]+!)?\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)"
                   r"|([A-Z]+)(?=\()|(<=|>=|[-+*/^(),<>=]))")


def column(letters):
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


class Workbook:
    """The cells of a workbook; formulas are calculated when they are asked for."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            texts = [
                "".join(item.itertext()) for item in xml.etree.ElementTree.fromstring(
                    archive.read("xl/sharedStrings.xml")).findall("x:si", NAMESPACE)]
            book = xml.etree.ElementTree.fromstring(archive.read("xl/workbook.xml"))
            self.cells, self.shown = {}, {}
            for number, sheet in enumerate(book.find("x:sheets", NAMESPACE), 1):
                root = xml.etree.ElementTree.fromstring(
                    archive.read(f"xl/worksheets/sheet{number}.xml"))
                for cell in root.iter(f"{{{NAMESPACE['x']}}}c"):
                    key = (sheet.get("name"), cell.get("r"))
                    value = cell.find("x:v", NAMESPACE)
                    formula = cell.find("x:f", NAMESPACE)
                    if value is None:
                        continue
                    text = value.text
                    self.shown[key] = (
                        texts[int(text)] if cell.get("t") == "s" else float(text))
                    self.cells[key] = "=" + formula.text if formula is not None else self.shown[key]
        self.found = {}

    def value(self, sheet, name):
        key = (sheet, name.replace("$", ""))
        if key not in self.found:
            cell = self.cells.get(key, 0.0)
            is_formula = isinstance(cell, str) and cell.startswith("=")
            self.found[key] = Formula(self, sheet, cell[1:]).result() if is_formula else cell
        return self.found[key]

    def range(self, sheet, text):
        first, last = text.replace("$", "").split(":")
        (a, low), (b, high) = (re.fullmatch(r"([A-Z]+)(\d+)", end).groups() for end in (first, last))
        return [self.value(sheet, f"{letters(place)}{row}")
                for row in range(int(low), int(high) + 1)
                for place in range(column(a), column(b) + 1)]


def letters(number):
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def rounded(value, places):
    """Excel rounds half away from zero, after dropping what a double cannot hold."""
    scaled = float(f"{abs(value) * 10 ** places:.15g}")
    return (1 if value >= 0 else -1) * int(scaled + 0.5) / 10 ** places


class Formula:
    """A formula by recursive descent; the branch that is not taken is read and not calculated."""

    def __init__(self, book, sheet, text):
        self.book, self.sheet, self.place = book, sheet, 0
        self.tokens = []
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if match is None:
                raise AssertionError(f"{text!r} at {at}")
            kind = match.lastindex
            self.tokens.append((kind, match.group(kind)))
            at = match.end()
        self.tokens.append((0, ""))

    def result(self):
        value = self.compared()()
        if self.tokens[self.place][0] != 0:
            raise AssertionError(self.tokens[self.place:])
        return value

    def next(self, *wanted):
        kind, text = self.tokens[self.place]
        if kind == 4 and text in wanted:
            self.place += 1
            return text
        return None

    def chain(self, part, operations):
        left = part()
        while (sign := self.next(*operations)) is not None:
            left = (lambda a, b, f: lambda: f(a(), b()))(left, part(), operations[sign])
        return left

    def compared(self):
        return self.chain(self.sum, {"<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
                                     "<": lambda a, b: a < b, ">": lambda a, b: a > b,
                                     "=": lambda a, b: a == b})

    def sum(self):
        return self.chain(self.product, {"+": lambda a, b: a + b, "-": lambda a, b: a - b})

    def product(self):
        return self.chain(self.power, {"*": lambda a, b: a * b, "/": lambda a, b: a / b})

    def power(self):
        return self.chain(self.atom, {"^": lambda a, b: a ** b})

    def atom(self):
        if self.next("-"):
            inner = self.atom()
            return lambda: -inner()
        if self.next("("):
            inner = self.compared()
            assert self.next(")")
            return inner
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == 1:
            return lambda: float(text)
        if kind == 2:
            sheet, _, name = text.rpartition("!")
            if ":" in name:
                return lambda: self.book.range(sheet or self.sheet, name)
            return lambda: self.book.value(sheet or self.sheet, name)
        assert kind == 3, (kind, text)
        assert self.next("(")
        arguments = [self.compared()]
        while self.next(","):
            arguments.append(self.compared())
        assert self.next(")")
        return lambda: self.call(text, arguments)

    @staticmethod
    def call(name, arguments):
        if name == "IF":
            return arguments[1]() if arguments[0]() else arguments[2]()
        values = [argument() for argument in arguments]
        if name == "ROUND":
            return rounded(values[0], int(values[1]))
        if name == "AND":
            return all(values)
        if name in ("MIN", "MAX"):
            values = values[0] if isinstance(values[0], list) else values
            return min(values) if name == "MIN" else max(values)
        if name == "SUM":
            return sum(values[0])
        if name == "NPV":
            return sum(flow / (1 + values[0]) ** (index + 1)
                       for index, flow in enumerate(values[1]))
        if name == "IRR":
            low, high = -0.99, 10.0
            worth = lambda rate: sum(f / (1 + rate) ** n for n, f in enumerate(values[0]))
            for _ in range(300):
                middle = (low + high) / 2
                low, high = (middle, high) if worth(middle) * worth(low) > 0 else (low, middle)
            return low
        raise AssertionError(name)


def half_up(value):
    """A fraction as a whole number, half away from zero."""
    sign = 1 if value >= 0 else -1
    return sign * int((abs(value) * 2 + 1) // 2)


def split(total, weights):
    """Largest remainders: exact shares rounded down, then the largest rests get one more, first come first."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:total - sum(parts)]:
        parts[i] += 1
    return parts


def model(plan, areas):
    """The table of a fund plan in fen by year, from its file alone: written for this test, not from the program."""
    first, years = plan["first_year"], plan["years"]
    rows, kept, totals = {}, {}, {}
    for line in plan["lines"]:
        if "share_of" in line:
            rate = Fraction(line["rate"].rstrip("%")) / 100
            amounts = [half_up(sum(rows[one][y] for one in line["share_of"]) * rate)
                       for y in range(years)]
        else:
            quantity = line["quantity"]
            if isinstance(quantity, dict) and "line" in quantity:
                total = totals[quantity["line"]] * quantity["times"]
            elif isinstance(quantity, dict):
                total = areas[quantity["ledger"]]
            else:
                total = half_up(Fraction(str(quantity)) * (Fraction(200_000, 3) if line["unit"] == "mu" else 100))
            totals[line["id"]] = total
            each = Fraction(3, 200_000) if line["unit"] == "mu" else Fraction(1, 100)
            weights = [line["years"].get(first + y, 0) for y in range(years)]
            price = Fraction(str(line["price"])) * 100
            amounts = [half_up(price * part * each) for part in split(total, weights)]
        rows[line["id"]] = amounts
        kept[line["id"]] = -1 if line["side"] == "cost" else 1
    cash = [sum(kept[one] * rows[one][y] for one in rows) for y in range(years)]
    for loan in plan["financing"]:
        rate = Fraction(loan.get("rate", "0%").rstrip("%")) / 100
        owed = 0
        for y in range(years):
            year = first + y
            draw = loan["draws"].get(year, 0) * 100
            cash[y] += draw
            if loan["kind"] == "capital":
                continue
            owed += draw
            cash[y] -= half_up(owed * rate)
            if loan["repaid_from"] <= year <= loan["repaid_to"]:
                left = loan["repaid_to"] - year + 1
                if left == 1:
                    part = owed
                elif loan["repayment"] == "annuity":
                    part = half_up(owed * rate / ((1 + rate) ** left - 1))
                else:
                    part = half_up(Fraction(owed, left))
                cash[y] -= part
                owed -= part
    return rows, list(itertools.accumulate(cash))
