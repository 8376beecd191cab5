"""Reading everything: the time, and the peak of memory against the size of the text."""

import os
from pathlib import Path

from .. import servers
from ..report import Figure, Section, duration
from ..stopwatch import Call, Timing, in_turn
from ..workplace import BENCHMARKS

FULL_SIZE = 1_000_000
ROUNDS, PYTHON_ROUNDS = 5, 2
C_PROGRAM = "C program, key by key"
DUMP, DUMP_FILE = "metricctl dump, to /dev/null", "metricctl dump -o FILE"
PLAIN = "metricctl dump --created off"  # what the gateway prints: it was given no created times
GATEWAY, PYTHON = "push gateway, scraped by curl", "Python client, generate_latest"


def _own_calls(place, series, text):
    path = place.yardstick_database("dump.db", series)
    yield Call(C_PROGRAM, [place.yardstick, "dump", path])
    if place.metricctl:
        words = [place.metricctl, "dump", "-d", place.metricctl_database("metricctl.db", series)]
        yield Call(DUMP, words)
        yield Call(PLAIN, [*words, "--created", "off"])
        yield Call(DUMP_FILE, [*words, "-o", text])


def _push(place, port, series):
    """Gives the gateway the same series; the scrape is timed, the push is not."""
    servers.push_series(place, port, series)
    url = f"http://127.0.0.1:{port}/metrics"
    return Call(GATEWAY, [place.tool("curl"), "-sS", "--fail", url])


def _python(place, series):
    script = BENCHMARKS / "peers" / "generate.py"
    *times, peak = place.run([place.venv_python, script, series, PYTHON_ROUNDS]).split()
    return Timing([int(time) for time in times], int(peak))


def _row(name, timing, text_size, baseline):
    memory = f"{timing.peak_kib / 1024:.0f} MiB"
    against = f"{timing.peak_kib * 1024 / text_size:.2f}" if text_size else ""
    ratio = f"{timing.median / baseline.median:.2f}"
    if name == GATEWAY:
        memory = against = ""  # the peak is curl's; the memory is the server's
    return [name, duration(timing.median), memory, against, ratio]


def _figures(timings, series, text_size):
    seconds = memory = gateway = None
    if DUMP in timings:
        if series == FULL_SIZE:
            seconds = timings[DUMP].median / 1e9
        memory = timings[DUMP].peak_kib * 1024 / text_size
        if GATEWAY in timings:
            gateway = timings[GATEWAY].median / timings[PLAIN].median
    return [
        Figure(f"dump of {FULL_SIZE:,} series", 1, seconds, unit="s"),
        Figure("peak memory of dump against its text", 3, memory),
        Figure("push gateway's scrape against dump --created off", 8, gateway, at_least=True),
    ]


def measure(place, options):
    series = options.series
    columns = ["", "median", "peak memory", "to the text", "to the C program"]
    section = Section("Reading everything", columns)
    section.notes.append(f"the database holds {series:,} series")
    text = Path(place.path("dump.txt"))
    if not place.metricctl:
        section.notes.append("metricctl is missing")
    with servers.push_gateway(place) as port:
        calls = list(_own_calls(place, series, text))
        if port and place.tool("curl"):
            calls.append(_push(place, port, series))
        else:
            section.notes.append("curl or the push gateway is missing")
        os.sync()  # what filling left behind must not be written while we measure
        timings = in_turn(place, calls, ROUNDS)
    if place.venv_python.exists():
        timings[PYTHON] = _python(place, series)
    else:
        section.notes.append("the Python client is missing")
    text_size = text.stat().st_size if text.exists() else 0
    if text_size:
        section.notes.append(f"the text of metricctl has {text_size / 2**20:.0f} MiB")
    for name, timing in timings.items():
        section.rows.append(_row(name, timing, text_size, timings[C_PROGRAM]))
    section.figures = _figures(timings, series, text_size)
    return section
