"""What a section found, and how it is shown: a plain table, a Markdown table, a verdict."""

from dataclasses import dataclass, field

BEGIN, END = "<!-- results:begin -->", "<!-- results:end -->"


@dataclass
class Figure:
    """A figure of the design: `measured` must be at most, or at least, `limit`."""

    name: str
    limit: float
    measured: float = None
    at_least: bool = False
    unit: str = "x"

    @property
    def reached(self):
        if self.measured is None:
            return False
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def target(self):
        return f"{'>=' if self.at_least else '<='} {self.limit:g} {self.unit}"

    @property
    def verdict(self):
        if self.measured is None:
            return "not measured"
        shown = f"{self.measured:.3g} {self.unit}"
        if self.reached:
            return f"{shown}: reached"
        if self.limit == 0:
            return f"{shown}: MISSED"
        away = abs(self.measured - self.limit) / self.limit * 100
        return f"{shown}: MISSED by {away:.0f} %"


@dataclass
class Section:
    """A table with a title; notes say what is missing from it."""

    title: str
    columns: list
    rows: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    figures: list = field(default_factory=list)

    def text(self):
        lines = [f"== {self.title}", *_aligned([self.columns, *self.rows])]
        lines += [f"note: {note}" for note in self.notes]
        lines += [f"figure: {f.name}, {f.target}: {f.verdict}" for f in self.figures]
        return "\n".join(lines) + "\n"

    def markdown(self):
        lines = [f"### {self.title}", "", *_piped(self.columns, self.rows), ""]
        lines += [f"{note[0].upper()}{note[1:]}." for note in self.notes]
        if self.notes:
            lines.append("")
        if self.figures:
            rows = [[f.name, f.target, f.verdict] for f in self.figures]
            lines += [*_piped(["figure", "target", "measured"], rows), ""]
        return "\n".join(lines)


def _aligned(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        yield "  ".join(cells).rstrip()


def _piped(columns, rows):
    yield "| " + " | ".join(columns) + " |"
    yield "|---|" + "---:|" * (len(columns) - 1)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def duration(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.2f} {unit}"
    return f"{nanoseconds:.0f} ns"


TIMING_COLUMNS = ["", "median", "p10 - p90", "ratio"]


def timing_row(name, timing, baseline):
    ratio = f"{timing.median / baseline.median:.2f}" if baseline else ""
    spread = f"{duration(timing.at(0.1))} - {duration(timing.at(0.9))}"
    return [name, duration(timing.median), spread, ratio]


def fill_markdown(path, machine, sections):
    """Puts the sections between the markers of PATH; sections not measured now stay."""
    text = path.read_text() if path.exists() else f"{BEGIN}\n{END}\n"
    before, found, rest = text.partition(BEGIN)
    old, ended, after = rest.partition(END)
    if not found or not ended:
        raise ValueError(f"{path} has no {BEGIN} and {END}")
    kept = {}
    for block in old.split("### ")[1:]:
        kept[block.splitlines()[0]] = "### " + block.strip() + "\n"
    for section in sections:
        kept[section.title] = f"{section.markdown().rstrip()}\n\nMeasured on {machine}.\n"
    path.write_text(before + BEGIN + "\n\n" + "\n".join(kept.values()) + "\n" + END + after)
