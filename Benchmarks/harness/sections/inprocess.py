"""Open, update and close again and again in one process: the protocol without the start-up."""

import re

from ..report import TIMING_COLUMNS, Figure, Section, timing_row
from ..stopwatch import Timing
from ..workplace import KEY

SERIES = 10_000
ROUNDS = 7
COUNTS = {"relaxed": 5000, "full": 200}
GDBM, DIRECT, SWIFT = "C program, libgdbm", "C program, direct", "metricctl's store"


def _median(output):
    return float(re.search(r"median\D*([\d.]+)", output)[1])


def _programs(place, durability):
    """Name to command; the count and the durability are added by the caller."""
    paths = [place.yardstick_database(f"{mode}-{durability}.db", SERIES) for mode in "ab"]
    programs = {
        GDBM: [place.yardstick, "loop", paths[0], KEY],
        DIRECT: [place.yardstick, "loop-direct", paths[1], KEY],
    }
    if place.store_loop:
        path = place.metricctl_database(f"loop-{durability}.db", SERIES)
        programs[SWIFT] = [place.store_loop, path, KEY]
    return programs


def _timings(place, durability):
    programs = _programs(place, durability)
    timings = {name: Timing() for name in programs}
    for round_number in range(ROUNDS + 1):
        for name, words in programs.items():
            output = place.run([*words, COUNTS[durability], durability])
            if round_number > 0:
                timings[name].nanoseconds.append(_median(output))
    return timings


def measure(place, _options):
    section = Section("Open, update, close, in one process", TIMING_COLUMNS)
    section.columns = [*TIMING_COLUMNS[:-1], "to the C program"]
    if not place.store_loop:
        section.notes.append("store-loop is missing, and with it metricctl's own row")
    for durability, said in (("relaxed", "relaxed"), ("full", "synced")):
        timings = _timings(place, durability)
        for name, timing in timings.items():
            section.rows.append(timing_row(f"{name}, {said}", timing, timings[GDBM]))
        if durability == "relaxed":
            swift = timings.get(SWIFT)
            for name in (GDBM, DIRECT):
                ratio = swift.median / timings[name].median if swift else None
                section.figures.append(Figure(f"in process, relaxed, against {name}", 1.25, ratio))
    return section
