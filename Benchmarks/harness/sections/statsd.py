"""Receiving StatsD: the highest rate of datagrams at which none is lost, beside collectd.

The rate is doubled until the kernel has dropped datagrams twice at the same one, and then raised by
small steps from the last good one; or until the sender itself does not keep up. At the end what was
counted is compared with what was sent.
"""

import time

from .. import servers
from ..report import Figure, Section
from ..workplace import Unavailable

SERIES, LINES = 100, (1, 20)
FIRST_RATE, LAST_RATE, STEP, SECONDS, TRIES = 5_000, 2_000_000, 1.1, 2, 2
KEPT_UP = 0.97  # of the rate asked for; less, and the sender is what is measured
METRICCTL, COLLECTD = "metricctl", "collectd"
COLUMNS = ["", "packets a second", "lines a second", "limited by", "sent", "dropped", "miscounted"]


class Climb:
    """One receiver taken up to its limit."""

    def __init__(self, place, server, lines):
        self.place, self.server, self.lines = place, server, lines
        self.best, self.sent, self.limit = 0, 0, "the receiver"

    @property
    def dropped(self):
        return servers.dropped(self.server.port)

    def _step(self, rate):
        """Whether one of a few tries loses nothing, and how much of the rate was kept up."""
        for _ in range(TRIES):
            before = self.dropped
            words = [self.place.packets, self.server.port, round(rate), SECONDS, self.lines, SERIES]
            sent, nanoseconds = map(int, self.place.run(words).split())
            self.sent += sent
            time.sleep(0.3)  # for what waits in the receiver's buffer
            if self.dropped == before:
                return sent / nanoseconds * 1e9
        return None

    def run(self):
        bad = self._raise(FIRST_RATE, LAST_RATE, 2)
        if self.best:
            self._raise(self.best * STEP, bad * 0.99, STEP)

    def _raise(self, rate, last, factor):
        """Steps up to a rate at which some are lost, which it gives, or to the last."""
        while rate <= last:
            reached = self._step(rate)
            if reached is None:
                self.limit = "the receiver"
                return rate
            self.best = max(self.best, reached)
            if reached < KEPT_UP * rate:
                self.limit = "the sender"
                return 0
            rate *= factor
        return last


def _metricctl_count(place, database):
    text = place.run([place.metricctl, "dump", "-d", database, "--created", "off"])
    return sum(float(line.split()[1]) for line in text.splitlines() if line[0] != "#")


def _collectd_count(place):
    """The last line of each file of its csv plugin: time, value."""
    total = 0
    for file in (place.folder / "csv" / "here" / "statsd").glob("derive-bench_*"):
        total += int(file.read_text().splitlines()[-1].split(",")[1])
    return total


def _miscounted(climb, count):
    """How many lines are missing or too many when both have had time to write them down."""
    due = (climb.sent - climb.dropped) * climb.lines
    for _ in range(50):
        away = abs(due - count())
        if away == 0:
            break
        time.sleep(0.1)
    return away


def _row(name, climb, miscounted):
    said = f"{name}, {climb.lines} line{'s' if climb.lines > 1 else ''} a packet"
    rates = [f"{climb.best:,.0f}", f"{climb.best * climb.lines:,.0f}"]
    return [said, *rates, climb.limit, f"{climb.sent:,}", f"{climb.dropped:,}", f"{miscounted:g}"]


def _climbs(place, lines):
    """The receivers one after the other, each on what it makes of nothing."""
    if place.metricctl:
        database = place.path(f"statsd-{lines}.db")
        with servers.metricctl_statsd(place, database) as server:
            climb = Climb(place, server, lines)
            climb.run()
            miscounted = _miscounted(climb, lambda: _metricctl_count(place, database))
            yield METRICCTL, climb, _row(METRICCTL, climb, miscounted), miscounted
    if place.tool("collectd"):
        place.run(["rm", "-rf", place.folder / "csv"])
        with servers.collectd(place) as server:
            climb = Climb(place, server, lines)
            climb.run()
            miscounted = _miscounted(climb, lambda: _collectd_count(place))
            yield COLLECTD, climb, _row(COLLECTD, climb, miscounted), miscounted


def measure(place, options):
    section = Section("Receiving StatsD", COLUMNS)
    for name, missing in ((METRICCTL, not place.metricctl), (COLLECTD, not place.tool("collectd"))):
        if missing:
            section.notes.append(f"{name} is missing")
    if not place.metricctl and not place.tool("collectd"):
        raise Unavailable("metricctl and collectd are missing")
    section.notes.append(
        f"{SERIES} counters in turn; a rate is held for {SECONDS} s, and tried {TRIES} times when "
        f"packets are lost; the last steps are {STEP:g} times the one before"
    )
    for lines in LINES:
        best, lost = {}, None
        for name, climb, row, miscounted in _climbs(place, lines):
            section.rows.append(row)
            best[name] = climb.best
            lost = miscounted if name == METRICCTL else lost
        both = len(best) == 2 and best[COLLECTD] > 0
        ratio = best[METRICCTL] / best[COLLECTD] if both else None
        said = "1 line" if lines == 1 else f"{lines} lines"
        section.figures += [
            Figure(f"metricctl against collectd, {said} a packet", 1, ratio, at_least=True),
            Figure(f"lines miscounted by metricctl, {said} a packet", 0, lost, unit="lines"),
        ]
    return section
