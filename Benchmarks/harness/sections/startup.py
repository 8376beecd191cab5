"""What a process costs before it does anything, and what metricctl costs when it only reads."""

from ..report import TIMING_COLUMNS, Section, timing_row
from ..stopwatch import Call, in_turn
from ..workplace import FAMILY, LABELS

BASELINE = "C program that does nothing"


def measure(place, options):
    section = Section("Start-up", [*TIMING_COLUMNS[:-1], "to the C program"])
    calls = [
        Call(BASELINE, [place.yardstick, "nothing"]),
        Call(f"{BASELINE}, static", [place.yardstick_static, "nothing"]),
    ]
    if place.metricctl:
        path = place.metricctl_database("startup.db", 1000)
        calls += [
            Call("metricctl get", [place.metricctl, "get", "-d", path, FAMILY, LABELS]),
            Call("metricctl --version", [place.metricctl, "--version"]),
            Call("metricctl --help", [place.metricctl, "--help"]),
        ]
    else:
        section.notes.append("metricctl is missing")
    for tool in ("gdbmtool", "sqlite3", "redis-cli", "curl"):
        program = place.tool(tool)
        if program:
            calls.append(Call(f"{tool} --version", [program, "--version"]))
    if place.venv_python.exists():
        calls.append(Call("python -c pass", [place.venv_python, "-c", "pass"], every=5))
    timings = in_turn(place, calls, options.rounds)
    for name, timing in timings.items():
        section.rows.append(timing_row(name, timing, timings[BASELINE]))
    return section
