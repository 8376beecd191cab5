"""The servers, metricctl's and its peers': each on a free loopback port, ended by its process id."""

import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from .workplace import Unavailable, key


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(type=kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port):
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def dropped(port):
    """How many datagrams the kernel dropped at a UDP port, or None when no one listens: proc(5)."""
    for line in Path("/proc/net/udp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1] == f"0100007F:{port:04X}":
            return int(fields[-1])
    return None


def _receives(port):
    return dropped(port) is not None


def _wait(process, port, is_up, seconds=10):
    deadline = time.monotonic() + seconds
    while not is_up(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise Unavailable(f"{process.args[0]} did not start")
        time.sleep(0.02)


def _end(process):
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Running:
    """A server's process, as the kernel sees it."""

    def __init__(self, process, port):
        self.process, self.port = process, port

    def forget_peak(self):
        """Begins the peak of memory anew: proc(5), clear_refs."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5\n")

    def memory(self):
        """Resident memory in KiB, now and at its peak."""
        found = {}
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            found[name] = value
        return int(found["VmRSS"].split()[0]), int(found["VmHWM"].split()[0])


@contextmanager
def _serving(place, words, port, is_up=_answers):
    process = subprocess.Popen(
        words,
        env=place.environment(),
        cwd=place.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, is_up)
        yield Running(process, port)
    finally:
        _end(process)


@contextmanager
def redis(place):
    """Redis in memory only: no snapshots, no log of updates. Yields its port, None without it."""
    program = place.tool("redis-server")
    if not program:
        yield None
        return
    port = free_port()
    in_memory = ["--save", "", "--appendonly", "no"]
    words = [program, "--port", str(port), "--bind", "127.0.0.1", *in_memory]
    with _serving(place, words, port):
        yield port


@contextmanager
def push_gateway(place):
    """A Prometheus push gateway in memory only. Yields its port, None without it."""
    with running_push_gateway(place) as gateway:
        yield gateway and gateway.port


@contextmanager
def running_push_gateway(place):
    """The same, with its process."""
    program = place.tool("prometheus-pushgateway")
    if not program:
        yield None
        return
    port = free_port()
    in_memory = ["--persistence.file=", "--log.level=error"]
    words = [program, f"--web.listen-address=127.0.0.1:{port}", *in_memory]
    with _serving(place, words, port) as gateway:
        yield gateway


def push_series(place, port, series):
    """Gives a push gateway the series of the databases."""
    body = place.folder / "push.txt"
    with open(body, "w") as file:
        file.write("# TYPE http_requests_total counter\n")
        for number in range(series):
            file.write(f"{key(number).replace('{', '_total{', 1)} {number}\n")
    url = f"http://127.0.0.1:{port}/metrics/job/bench"
    place.run([place.tool("curl"), "-sS", "--fail", "--data-binary", f"@{body}", url])
    body.unlink()


@contextmanager
def metricctl(place, database):
    """metricctl serving a database over HTTP."""
    port = free_port()
    words = [place.metricctl, "serve", "-d", database, "--listen", f"127.0.0.1:{port}"]
    with _serving(place, words, port) as server:
        yield server


@contextmanager
def metricctl_statsd(place, database):
    """metricctl receiving StatsD, and nothing else."""
    port = free_port(socket.SOCK_DGRAM)
    words = [place.metricctl, "serve", "-d", database, "--listen", "none"]
    with _serving(place, [*words, "--statsd", f"127.0.0.1:{port}"], port, _receives) as server:
        yield server


COLLECTD = """Hostname "here"
FQDNLookup false
BaseDir "{folder}"
PIDFile "{folder}/pid"
TypesDB "/usr/share/collectd/types.db"
Interval 1
LoadPlugin statsd
LoadPlugin csv
<Plugin statsd>
  Host "127.0.0.1"
  Port "{port}"
</Plugin>
<Plugin csv>
  DataDir "csv"
  StoreRates false
</Plugin>
"""


@contextmanager
def collectd(place):
    """collectd with its statsd plugin, which writes what it has counted to files each second.

    Yields None without it. The folder of the files is named from BaseDir on: collectd makes none in
    a path with a name like .build.
    """
    program = place.tool("collectd")
    if not program:
        yield None
        return
    port = free_port(socket.SOCK_DGRAM)
    configuration = place.folder / "collectd.conf"
    configuration.write_text(COLLECTD.format(folder=place.folder, port=port))
    with _serving(place, [program, "-f", "-C", configuration], port, _receives) as server:
        yield server
