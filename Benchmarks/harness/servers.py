"""The peers that are servers: each on a free loopback port, and ended by its process id."""

import socket
import subprocess
import time
from contextlib import contextmanager

from .workplace import Unavailable


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port):
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(process, port, seconds=10):
    deadline = time.monotonic() + seconds
    while not _answers(port):
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


@contextmanager
def _serving(place, words, port):
    process = subprocess.Popen(
        words,
        env=place.environment(),
        cwd=place.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port)
        yield port
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
    program = place.tool("prometheus-pushgateway")
    if not program:
        yield None
        return
    port = free_port()
    words = [program, f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]
    with _serving(place, words, port):
        yield port
