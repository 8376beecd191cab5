"""Whole processes timed in turn: the plan for spawn.c, and what its samples say."""

import subprocess
from dataclasses import dataclass, field

from .workplace import Unavailable


@dataclass
class Call:
    """One command to be timed; `{n}` in a word becomes the number of the round."""

    name: str
    words: list
    every: int = 1
    standard_output: str = "/dev/null"

    def line(self):
        return "\t".join([self.name, str(self.every), self.standard_output, *map(str, self.words)])


@dataclass
class Timing:
    """The samples of one call, sorted when asked."""

    nanoseconds: list = field(default_factory=list)
    peak_kib: int = 0
    failures: int = 0

    def at(self, fraction):
        ordered = sorted(self.nanoseconds)
        return ordered[min(len(ordered) - 1, int(fraction * len(ordered)))]

    @property
    def median(self):
        return self.at(0.5)


def _spawn(place, mode, calls, *numbers):
    plan = place.folder / "plan"
    plan.write_text("".join(call.line() + "\n" for call in calls))
    words = [place.spawn, mode, str(plan), *map(str, numbers)]
    with open(place.errors, "wb") as errors:
        done = subprocess.run(
            words, env=place.environment(), stdout=subprocess.PIPE, stderr=errors, text=True
        )
    if done.returncode != 0:
        raise Unavailable(f"the driver failed: {last_error(place)}")
    for line in done.stdout.splitlines():
        name, number, nanoseconds, peak, status = line.split("\t")
        yield name, int(number), int(nanoseconds), int(peak), int(status)


def last_error(place):
    lines = place.errors.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "nothing on standard error"


def _gather(samples, skip_first):
    timings = {}
    for name, _, nanoseconds, peak, status in samples:
        timing = timings.setdefault(name, Timing())
        timing.failures += status != 0
        timing.peak_kib = max(timing.peak_kib, peak)
        timing.nanoseconds.append(nanoseconds)
    for timing in timings.values():
        if skip_first and len(timing.nanoseconds) > 1:
            del timing.nanoseconds[0]
    return timings


def in_turn(place, calls, rounds):
    """One call of each in every round. The first warms the caches and is not counted.

    Any failed call ends the section: a figure from failing calls would be a lie.
    """
    timings = _gather(_spawn(place, "rounds", calls, rounds + 1), skip_first=True)
    failed = [f"{name} ({t.failures} times)" for name, t in timings.items() if t.failures]
    if failed:
        raise Unavailable(f"failed: {', '.join(failed)}: {last_error(place)}")
    return {call.name: timings[call.name] for call in calls}


def at_once(place, calls, workers, count):
    """WORKERS processes at once, COUNT calls each; `(all)` is the time of the whole."""
    timings = _gather(_spawn(place, "workers", calls, workers, count), skip_first=False)
    whole = timings.pop("(all)")
    together = Timing()
    for timing in timings.values():
        together.nanoseconds += timing.nanoseconds
        together.failures += timing.failures
    return together, whole.median
