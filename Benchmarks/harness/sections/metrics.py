"""A counter of swift-metrics: this project's, an atomic number, and swift-metrics' TestMetrics."""

from ..report import TIMING_COLUMNS, Figure, Section, timing_row
from ..stopwatch import Timing

ROUNDS = 21
INCREMENTS = 1_000_000
NAMES = ["StatisticsMetrics", "an atomic number", "TestMetrics"]


def measure(place, _options):
    columns = [*TIMING_COLUMNS[:-1], "to the atomic number"]
    section = Section("One increment of a swift-metrics counter", columns)
    title = "swift-metrics increment against an atomic number"
    if not place.metrics_loop:
        section.notes.append("metrics-loop is missing")
        section.figures.append(Figure(title, 2))
        return section
    timings = {name: Timing() for name in NAMES}
    lines = place.run([place.metrics_loop, ROUNDS + 1, INCREMENTS]).splitlines()
    for line in lines[1:]:  # the first warms the caches
        for name, number in zip(NAMES, line.split()):
            timings[name].nanoseconds.append(float(number))
    atomic = timings["an atomic number"]
    section.rows = [timing_row(name, timing, atomic) for name, timing in timings.items()]
    section.notes.append("the three in turn, in one process, one thread, whole calls of swift-metrics")
    ratio = timings["StatisticsMetrics"].median / atomic.median
    section.figures.append(Figure(title, 2, ratio))
    return section
