"""Putting a text into a database: the time beside a parser alone, and the peak of memory."""

import os
from pathlib import Path

from ..report import Figure, Section, duration
from ..stopwatch import Call, Timing, in_turn
from ..workplace import BENCHMARKS

ROUNDS, PYTHON_ROUNDS = 3, 1
NEW, AGAIN = "metricctl import, a new database", "metricctl import, all series there"
PYTHON = "Python client's parser, nothing kept"


def _text(place, series):
    """A dump, with created times: two lines a series."""
    path = place.path("dump.txt")
    database = place.metricctl_database("source.db", series)
    place.run([place.metricctl, "dump", "-d", database, "-o", path])
    os.unlink(database)
    return path


def _calls(place, text):
    new = place.path("new-{n}.db")
    yield Call(NEW, [place.metricctl, "import", "-d", new, text])
    again = place.path("again.db")
    place.run([place.metricctl, "import", "-d", again, text])
    yield Call(AGAIN, [place.metricctl, "import", "-d", again, text])


def _python(place, text):
    script = BENCHMARKS / "peers" / "parse.py"
    *times, peak = place.run([place.venv_python, script, text, PYTHON_ROUNDS]).split()
    return Timing([int(time) for time in times], int(peak))


def _row(name, timing, size, baseline):
    memory = f"{timing.peak_kib / 1024:.0f} MiB"
    against = f"{timing.peak_kib * 1024 / size:.2f}"
    ratio = f"{timing.median / baseline.median:.2f}"
    return [name, duration(timing.median), memory, against, ratio]


def measure(place, options):
    columns = ["", "median", "peak memory", "to the text", "to import"]
    section = Section("Importing a text", columns)
    memory = ratio = None
    if place.metricctl:
        text = _text(place, options.series)
        size = Path(text).stat().st_size
        section.notes.append(
            f"the text holds {options.series:,} series in {size / 2**20:.0f} MiB"
        )
        calls = list(_calls(place, text))
        os.sync()  # what making the text left behind must not be written while we measure
        timings = in_turn(place, calls, ROUNDS)
        memory = timings[NEW].peak_kib * 1024 / size
        if place.venv_python.exists():
            timings[PYTHON] = _python(place, text)
            ratio = timings[PYTHON].median / timings[NEW].median
        else:
            section.notes.append("the Python client is missing")
        for name, timing in timings.items():
            section.rows.append(_row(name, timing, size, timings[NEW]))
    else:
        section.notes.append("metricctl is missing")
    section.figures = [
        Figure("Python client's parser against import", 10, ratio, at_least=True),
        Figure("peak memory of import against its text", 4, memory),
    ]
    return section
