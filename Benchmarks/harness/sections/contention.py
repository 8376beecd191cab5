"""Many processes at the same few series: nothing may be lost, nothing may fail, none may starve."""

from ..report import Figure, Section, duration
from ..stopwatch import Call, at_once
from ..workplace import FAMILY, key, labels

SERIES = 4
LONGEST_SECONDS = 0.5


def _metricctl(place, durability):
    path = place.metricctl_database(f"metricctl-{durability}.db", SERIES)
    calls = [
        Call(f"series {number}", place.metricctl_update(path, durability, labels(number)))
        for number in range(SERIES)
    ]

    def total():
        get = [place.metricctl, "get", "-d", path, FAMILY]
        return sum(float(place.run([*get, labels(number)])) for number in range(SERIES))

    return calls, total


def _yardstick(place, durability):
    path = place.yardstick_database(f"yardstick-{durability}.db", SERIES)
    calls = [
        Call(f"series {number}", [place.yardstick, "incr-direct", path, key(number), durability])
        for number in range(SERIES)
    ]

    def total():
        lines = place.run([place.yardstick, "dump", path]).splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines)

    return calls, total


def measure(place, options):
    workers, count = options.workers, options.calls
    columns = ["", "in all", "a second", "median", "longest", "failed", "lost"]
    section = Section("Many processes at once", columns)
    section.notes.append(f"{workers} processes, {count} increments each, on {SERIES} series")
    programs = {"C program, direct": _yardstick}
    if place.metricctl:
        programs["metricctl"] = _metricctl
    else:
        section.notes.append("metricctl is missing")
    found = {}
    for durability, said in (("full", "synced"), ("relaxed", "relaxed")):
        for name, prepare in programs.items():
            calls, total = prepare(place, durability)
            before = total()
            timing, whole = at_once(place, calls, workers, count)
            made = workers * count
            lost = abs(made - timing.failures - (total() - before))  # or counted twice
            found[name, said] = timing, lost
            rate, longest = f"{made / whole * 1e9:,.0f}", duration(timing.at(1))
            section.rows.append(
                [f"{name}, {said}", duration(whole), rate, duration(timing.median), longest]
                + [str(timing.failures), f"{lost:g}"]
            )
    section.figures = list(_figures(found))
    return section


def _figures(found):
    for said in ("synced", "relaxed"):
        timing, lost = found.get(("metricctl", said), (None, None))
        failed = timing.failures if timing else None
        longest = timing.at(1) / 1e9 if timing else None
        yield Figure(f"increments lost or doubled, {said}", 0, lost, unit="lost")
        yield Figure(f"increments failed, {said}", 0, failed, unit="failed")
        yield Figure(f"longest increment, {said}", LONGEST_SECONDS, longest, unit="s")
