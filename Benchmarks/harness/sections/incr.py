"""One increment of an existing series, from a shell, by each tool in the way it is best at."""

from contextlib import ExitStack
from pathlib import Path

from .. import servers
from ..report import TIMING_COLUMNS, Figure, Section, timing_row
from ..stopwatch import Call, in_turn
from ..workplace import BENCHMARKS, KEY

SERIES = 1000
BASELINE = "C program, libgdbm, synced"
DIRECT = "C program, direct, synced"
DIRECT_RELAXED = "C program, direct, relaxed"
METRICCTL, METRICCTL_RELAXED = "metricctl, synced", "metricctl, relaxed"


def _own_calls(place):
    """metricctl and the yardstick, each row on a database of its own."""
    calls = []
    if place.metricctl:
        for name, durability in ((METRICCTL, "full"), (METRICCTL_RELAXED, "relaxed")):
            path = place.metricctl_database(f"metricctl-{durability}.db", SERIES)
            calls.append(Call(name, place.metricctl_update(path, durability)))
            restarted = place.as_after_a_restart(place.metricctl)
            words = place.metricctl_update(path, durability, program=restarted)
            calls.append(Call(f"{name}, after a restart", words))
    for linking, program in (("", place.yardstick), (", static", place.yardstick_static)):
        for route, mode in (("libgdbm", "incr"), ("direct", "incr-direct")):
            for said, durability in (("synced", "full"), ("relaxed", "relaxed")):
                path = place.yardstick_database(f"{mode}-{durability}{linking}.db", SERIES)
                name = f"C program, {route}, {said}{linking}"
                calls.append(Call(name, [program, mode, path, KEY, durability]))
    return calls


def _gdbmtool(place, program):
    path = place.yardstick_database("gdbmtool.db", SERIES)
    return [program, "-N", path, "store", KEY, "0" * 32]


def _sqlite(place, program):
    path = place.path("sqlite.db")
    place.run([program, path, "CREATE TABLE metrics (series TEXT PRIMARY KEY, value REAL)"])
    update = (
        f"INSERT INTO metrics VALUES ('{KEY}', 1) "
        "ON CONFLICT (series) DO UPDATE SET value = value + 1"
    )
    return [program, path, update]


def _rrdtool(place, program):
    path = place.path("counter.rrd")
    source, archive = "DS:requests:GAUGE:600:0:U", "RRA:LAST:0.5:1:100"
    place.run([program, "create", path, "--start", "1699999999", "--step", "1", source, archive])
    return [program, "update", path, "1700{n}:1"]


def _flock(place, program):
    path = place.folder / "counter"
    path.write_text("0\n")
    increment = f'read -r n < "{path}"; echo "$((n + 1))" > "{path}"'
    return [program, f"{path}.lock", "/bin/sh", "-c", increment]


def _curl(place, program, port):
    body = place.folder / "push.txt"
    body.write_text(f"# TYPE http_requests untyped\n{KEY} 1\n")
    url = f"http://127.0.0.1:{port}/metrics/job/bench"
    return [program, "-sS", "--fail", "--data-binary", f"@{body}", url]


def _python(place):
    folder = place.folder / "multiprocess"
    folder.mkdir()
    return [place.venv_python, BENCHMARKS / "peers" / "increment.py", folder]


def _peer_calls(place, redis_port, gateway_port, notes):
    calls = []
    for name, tool, words in (
        ("gdbmtool store", "gdbmtool", _gdbmtool),
        ("sqlite3 upsert", "sqlite3", _sqlite),
        ("rrdtool update", "rrdtool", _rrdtool),
        ("flock with sh", "flock", _flock),
    ):
        program = place.tool(tool)
        if program:
            calls.append(Call(name, words(place, program)))
        else:
            notes.append(f"{tool} is missing")
    redis_cli, curl = place.tool("redis-cli"), place.tool("curl")
    if redis_cli and redis_port:
        words = [redis_cli, "-h", "127.0.0.1", "-p", redis_port, "incr", KEY]
        calls.append(Call("redis-cli incr", words))
    else:
        notes.append("Redis is missing")
    if curl and gateway_port:
        calls.append(Call("curl to a push gateway", _curl(place, curl, gateway_port)))
    else:
        notes.append("curl or the push gateway is missing")
    if Path(place.venv_python).exists():
        calls.append(Call("Python client, multiprocess", _python(place), every=10))
    else:
        notes.append("the Python client is missing")
    return calls


def _figures(timings):
    def ratio(over, under):
        return timings[over].median / timings[under].median if {over, under} <= {*timings} else None

    figures = [
        Figure(f"{ours} against the {theirs}", 1.10, ratio(ours, theirs))
        for ours, theirs in (
            (METRICCTL, BASELINE),
            (METRICCTL, DIRECT),
            (METRICCTL_RELAXED, DIRECT_RELAXED),
            (f"{METRICCTL}, after a restart", BASELINE),
        )
    ]
    for peer, limit in (
        ("gdbmtool store", 1),
        ("redis-cli incr", 3),
        ("rrdtool update", 6),
        ("curl to a push gateway", 8),
    ):
        measured = ratio(peer, METRICCTL)
        figures.append(Figure(f"{peer} against {METRICCTL}", limit, measured, at_least=True))
    return figures


def measure(place, options):
    section = Section("One increment from a shell", ["", *TIMING_COLUMNS[1:]])
    if not place.metricctl:
        section.notes.append("metricctl is missing")
    with ExitStack() as running:
        redis_port = running.enter_context(servers.redis(place))
        gateway_port = running.enter_context(servers.push_gateway(place))
        peers = _peer_calls(place, redis_port, gateway_port, section.notes)
        timings = in_turn(place, _own_calls(place) + peers, options.rounds)
    baseline = timings[BASELINE]
    section.columns[-1] = "to the C program"
    section.rows = [timing_row(name, timing, baseline) for name, timing in timings.items()]
    section.figures = _figures(timings)
    return section
