"""Scraping the server: how often, how fast and in how much memory, beside a push gateway."""

import json
import os
import sys

from .. import servers
from ..report import Figure, Section, duration
from ..stopwatch import Timing
from ..workplace import FAMILY, LABELS, ROOT, Unavailable

SMALL, FULL_SIZE = 10_000, 1_000_000
CONNECTIONS, SECONDS = 2, {SMALL: 5}
LARGE_SECONDS = 20  # for the large database, whose scrapes take longer
LOAD = ROOT / "Tests" / "MetricServerTests" / "Load" / "load.py"
LOAD_SECONDS, CLIENTS, SLOW, WRITERS, LONGEST_SECONDS = 10, 1000, 100, 8, 0.5
METRICCTL, CHANGED, GATEWAY = "metricctl", "metricctl, changed before each", "push gateway"
PLAIN, GZIP = "plain", "gzip"
ENCODINGS = {PLAIN: "identity", GZIP: "gzip"}
COLUMNS = ["", "scrapes a second", "median", "p99", "body", "memory", "peak"]


class Scrapes:
    """What the client saw, and what the server's memory was then."""

    def __init__(self, place, server, series, encoding, change=()):
        server.forget_peak()
        seconds = SECONDS.get(series, LARGE_SECONDS)
        words = [place.scrape, server.port, CONNECTIONS, seconds, ENCODINGS[encoding], *change]
        *samples, whole = (line.split() for line in place.run(words).splitlines())
        self.timing = Timing([int(nanoseconds) for nanoseconds, _ in samples])
        self.rate = len(samples) / int(whole[1]) * 1e9
        self.body = int(samples[-1][1])
        self.resident, self.peak = server.memory()

    def row(self, name):
        times = [duration(self.timing.median), duration(self.timing.at(0.99))]
        memory = [f"{kib / 1024:.0f} MiB" for kib in (self.resident, self.peak)]
        rate = f"{self.rate:,.0f}" if self.rate >= 100 else f"{self.rate:.3g}"
        return [name, rate, *times, f"{self.body / 2**20:.3g} MiB", *memory]


def _ours(place, series):
    """Scrapes of metricctl: of what stays as it is, and of what is new each time."""
    database = place.metricctl_database(f"serve-{series}.db", series)
    os.sync()  # what filling left behind must not be written while we measure
    stream = [place.metricctl, "batch", "--stream", "-d", database]
    change = [f"incr {FAMILY} {LABELS}", *stream]
    for encoding in ENCODINGS:
        with servers.metricctl(place, database) as server:
            yield METRICCTL, encoding, Scrapes(place, server, series, encoding)
            yield CHANGED, encoding, Scrapes(place, server, series, encoding, change)


def _gateways(place, series):
    if not place.tool("prometheus-pushgateway") or not place.tool("curl"):
        return
    for encoding in ENCODINGS:
        with servers.running_push_gateway(place) as gateway:
            servers.push_series(place, gateway.port, series)
            yield GATEWAY, encoding, Scrapes(place, gateway, series, encoding)


def _figures(found, series, limit):
    def ratio(quantity, name, encoding):
        ours, theirs = found.get((name, encoding)), found.get((GATEWAY, encoding))
        return quantity(ours) / quantity(theirs) if ours and theirs else None

    # Nobody changes what the gateway has meanwhile: its scrapes are the same work either way.
    for name in (METRICCTL, CHANGED):
        for encoding in ENCODINGS:
            said = f"{name} against the {GATEWAY}, {series:,} series, {encoding}"
            rate = ratio(lambda scrapes: scrapes.rate, name, encoding)
            yield Figure(f"scrapes, {said}", limit, rate, at_least=True)
            peak = ratio(lambda scrapes: scrapes.peak, name, encoding)
            yield Figure(f"peak memory, {said}", 0.5, peak)


def _load(place):
    """The writers' longest wait while very many ask, and how many scrapes failed."""
    database = place.path("load.db")
    place.run([place.metricctl, "declare", "-d", database, FAMILY, "counter"])
    with servers.metricctl(place, database) as server:
        words = [sys.executable, LOAD, place.metricctl, database, f"127.0.0.1:{server.port}"]
        counts = ["--clients", CLIENTS, "--slow", SLOW, "--writers", WRITERS]
        options = [*counts, "--seconds", LOAD_SECONDS, "--pid", server.process.pid]
        said = place.run([*words, *options], check=False)
    if not said:
        raise Unavailable("the load could not be made")
    return json.loads(said)


def measure(place, options):
    section = Section("Scrapes of a server", COLUMNS)
    sizes = {SMALL: 5, options.series: 8}
    found = {series: {} for series in sizes}
    if not place.metricctl:
        section.notes.append("metricctl is missing")
    if not place.tool("prometheus-pushgateway"):
        section.notes.append("the push gateway is missing")
    for series in sizes:
        for parties in (_ours, _gateways):
            if parties is _ours and not place.metricctl:
                continue
            for name, encoding, scrapes in parties(place, series):
                found[series][name, encoding] = scrapes
                section.rows.append(scrapes.row(f"{name}, {series:,} series, {encoding}"))
    section.notes.append(
        f"{CONNECTIONS} connections that are kept; '{CHANGED}': each of them commits an increment "
        "before each of its scrapes, and the rate includes that"
    )
    for series, limit in sizes.items():
        section.figures += _figures(found[series], series, limit)
    load = _load(place) if place.metricctl else {}
    if load:
        section.notes.append(
            f"{CLIENTS:,} clients, {SLOW} slow ones and {WRITERS} writers at once: "
            f"{load['scrapes']:,} scrapes of {SMALL:,} series, {load['scrapes_a_second']:,.0f} a "
            f"second, {load['acknowledged']:,} increments, {load['peak_rss_mib']:.0f} MiB at the peak"
        )
    lost = abs(load["value"] - load["acknowledged"]) if load else None
    section.figures += [
        Figure("scrapes failed under load", 0, load.get("failed"), unit="failed"),
        Figure("increments lost under load", 0, lost, unit="lost"),
        Figure(
            "longest increment under load", LONGEST_SECONDS,
            load.get("longest_increment_seconds"), unit="s",
        ),
    ]
    return section
