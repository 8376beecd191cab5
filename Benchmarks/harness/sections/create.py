"""Creating one series in a small and in a large database: the cost must not grow with the file."""

import os

from ..report import TIMING_COLUMNS, Figure, Section, timing_row
from ..stopwatch import Call, in_turn
from ..workplace import LABELS

SMALL = 1000
DURABILITIES = {"full": "synced", "relaxed": "relaxed"}


def _yardstick_call(place, path, durability):
    key = f'fresh{{durability="{durability}",path="/new/{{n}}"}}'
    return [place.yardstick, "insert", path, key, durability]


def _metricctl_call(place, path, durability):
    labels = f"{LABELS},durability={durability},path=/new/{{n}}"
    return place.metricctl_update(path, durability, labels)


def _calls(place, sizes):
    programs = [("C program", place.yardstick_database, _yardstick_call)]
    if place.metricctl:
        programs.append(("metricctl", place.metricctl_database, _metricctl_call))
    for name, database, words in programs:
        for size in sizes:
            path = database(f"{name}-{size}.db", size)
            for durability, said in DURABILITIES.items():
                yield Call(f"{name}, {said}, {size:,} series", words(place, path, durability))


def measure(place, options):
    sizes = (SMALL, options.series)
    section = Section("Creating one series", [*TIMING_COLUMNS[:-1], f"to {SMALL:,} series"])
    if not place.metricctl:
        section.notes.append("metricctl is missing")
    calls = list(_calls(place, sizes))
    os.sync()  # what filling left behind must not be written while we measure
    timings = in_turn(place, calls, max(10, options.rounds // 2))
    for name, timing in timings.items():
        small = timings[f"{name.rsplit(', ', 1)[0]}, {SMALL:,} series"]
        section.rows.append(timing_row(name, timing, small))
    for said in DURABILITIES.values():
        names = [f"metricctl, {said}, {size:,} series" for size in sizes]
        measured = None
        if place.metricctl:
            measured = timings[names[1]].median / timings[names[0]].median
        title = f"creating, {said}, at {options.series:,} series against {SMALL:,}"
        section.figures.append(Figure(title, 3, measured))
    return section
