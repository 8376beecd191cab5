"""Lines that are carried out one by one: a transaction each, with the file kept open."""

import os

from ..report import Figure, Section, duration
from ..stopwatch import Call, in_turn
from .batch import write_lines

SERIES = 10_000
LINES = {"relaxed": 10_000, "full": 500}
COLUMNS = ["", "median", "a line", "lines a second"]


def measure(place, options):
    section = Section("A stream, each line committed by itself", COLUMNS)
    if not place.metricctl:
        section.notes.append("metricctl is missing")
    calls = []
    if place.metricctl:
        for durability, count in LINES.items():
            path = place.metricctl_database(f"stream-{durability}.db", SERIES)
            lines = write_lines(place, f"stream-{durability}", count, SERIES)
            words = [place.metricctl, "batch", "--stream", "-d", path, "--durability", durability]
            calls.append(Call(f"{count:,} lines, {durability}", [*words, lines]))
    os.sync()  # what filling left behind must not be written while we measure
    timings = in_turn(place, calls, max(5, options.rounds // 10)) if calls else {}
    rates = {}
    for (durability, count), (name, timing) in zip(LINES.items(), timings.items()):
        rates[durability] = count / (timing.median / 1e9)
        a_line = duration(timing.median / count)
        section.rows.append(
            [name, duration(timing.median), a_line, f"{rates[durability]:,.0f}"]
        )
    section.figures.append(
        Figure(
            "a stream, relaxed", 20_000, rates.get("relaxed"), at_least=True, unit="lines a second"
        )
    )
    return section
