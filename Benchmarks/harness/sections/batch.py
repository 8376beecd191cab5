"""A batch of 100,000 increments over 10,000 series, against summing them first in C."""

import os
import random

from ..report import TIMING_COLUMNS, Figure, Section, timing_row
from ..stopwatch import Call, in_turn
from ..workplace import FAMILY, labels

SERIES, LINES = 10_000, 100_000
BASELINE = "C program, libgdbm, no journal"
SWIFT = "metricctl batch"


def write_lines(place, name, count, series):
    """A file of increments that meets every series as often, in an order that repeats itself."""
    numbers = [number % series for number in range(count)]
    random.Random(1).shuffle(numbers)
    path = place.path(name)
    with open(path, "w") as lines:
        lines.writelines(f"incr {FAMILY} {labels(number)}\n" for number in numbers)
    return path


def _check(place, path, before):
    """The batches must have been done: every round adds as much to each series."""
    value = float(place.run([place.metricctl, "get", "-d", path, FAMILY, labels(1)]))
    if value <= before:
        raise AssertionError("metricctl batch changed nothing")


def measure(place, options):
    section = Section(
        f"A batch of {LINES:,} increments over {SERIES:,} series",
        [*TIMING_COLUMNS[:-1], "to the C program"],
    )
    lines = write_lines(place, "batch-lines", LINES, SERIES)
    database = place.yardstick_database("batch-c.db", SERIES)
    calls = [Call(BASELINE, [place.yardstick, "batch", database, lines])]
    if place.metricctl:
        path = place.metricctl_database("batch.db", SERIES)
        calls.append(Call(SWIFT, [place.metricctl, "batch", "-d", path, lines]))
    else:
        section.notes.append("metricctl is missing")
    os.sync()  # what filling left behind must not be written while we measure
    timings = in_turn(place, calls, max(10, options.rounds // 4))
    for name, timing in timings.items():
        section.rows.append(timing_row(name, timing, timings[BASELINE]))
    swift = timings.get(SWIFT)
    if swift:
        _check(place, path, 0)
    ratio = swift.median / timings[BASELINE].median if swift else None
    section.figures.append(Figure("a batch against the C program", 1.5, ratio))
    seconds = swift.median / 1e9 if swift else None
    section.figures.append(Figure("a batch", 0.2, seconds, unit="s"))
    section.notes.append(
        "the C program writes in place without a journal, so that a kill leaves half of its batch"
    )
    return section
