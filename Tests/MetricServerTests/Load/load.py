#!/usr/bin/env python3
"""Scrapes a running `metricctl serve` with many clients while others increment, and judges it.

Keep-alive clients ask for /metrics again and again. Each answer must have status 200 and the length
that it promises, end as its format ends, and show the counter that the writers increment: not less
than the answer before, not less than was acknowledged when the question was sent, and not more than
had been begun when the answer was there. Slow clients send their request byte by byte, or read
the answer a few bytes at a time; the server may cut them. One JSON object is printed; the exit
status is 0 when no scrape failed and no increment was lost.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import socket
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from writers import Writers  # noqa: E402

COUNTER = "load_increments"
PREFIX = f"\n{COUNTER}_total ".encode()
ACCEPTS = ("application/openmetrics-text; version=1.0.0", "text/plain; version=0.0.4")
PATIENCE = 300  # seconds after which an answer is taken for lost, however busy the machine is


class Tally:
    """What all clients have seen."""

    def __init__(self):
        self.latencies, self.reasons = [], {}
        self.failed = self.cut = self.slow_answers = 0

    def fail(self, reason):
        self.failed += 1
        self.reasons[reason] = self.reasons.get(reason, 0) + 1


class Client(asyncio.BufferedProtocol):
    """One keep-alive connection; bytes are judged as they come and not kept."""

    buffer = memoryview(bytearray(1 << 18))  # of all: what is received is looked at before the next

    def __init__(self, tally, writers, accept, end):
        self.tally, self.writers, self.end = tally, writers, end
        self.is_open_metrics = accept.startswith("application/openmetrics")
        self.question = (
            f"GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode()
        )
        self.last = 0
        self.done = asyncio.get_running_loop().create_future()
        self.asked = None

    def connection_made(self, transport):
        self.transport = transport
        self.ask()

    def ask(self):
        self.head, self.left, self.value = b"", None, None
        self.carry, self.tail = b"\n", b""
        self.floor = self.writers.acknowledged
        self.asked = time.monotonic()
        self.transport.write(self.question)

    def get_buffer(self, _):
        return self.buffer

    def buffer_updated(self, count):
        piece = self.buffer[:count]
        if self.left is None:
            self.head += bytes(piece)
            head, found, body = self.head.partition(b"\r\n\r\n")
            if not found:
                return
            if complaint := self.read_head(head.decode("latin-1")):
                return self.leave(complaint)
            piece = body
        self.take(bytes(piece))

    def read_head(self, head):
        status, *lines = head.split("\r\n")
        if status.split(" ")[1] != "200":
            return f"status: {status}"
        fields = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
        if not fields.get("content-length", "").isdigit():
            return "no Content-Length"
        self.left = int(fields["content-length"])
        kind = fields.get("content-type", "")
        if kind.startswith("application/openmetrics-text") != self.is_open_metrics:
            return f"Content-Type: {kind}"
        return None

    def take(self, piece):
        self.left -= len(piece)
        if self.left < 0:
            return self.leave("more than Content-Length")
        if self.value is None:
            self.seek(self.carry + piece)
        self.tail = (self.tail + piece[-8:])[-8:]
        if self.left == 0:
            self.judge()

    def seek(self, text):
        start = text.find(PREFIX)
        stop = text.find(b"\n", start + len(PREFIX)) if start >= 0 else -1
        if stop >= 0:
            self.value = float(text[start + len(PREFIX) : stop])
        else:
            self.carry = text[-200:]

    def judge(self):
        self.tally.latencies.append(time.monotonic() - self.asked)
        end = b"\n# EOF\n" if self.is_open_metrics else b"\n"
        if not self.tail.endswith(end):
            return self.leave(f"the text ends with {self.tail!r}")
        if self.value is None:
            return self.leave("the counter is not in the text")
        if self.value < self.last:
            return self.leave("the counter went down")
        if self.value < self.floor:
            return self.leave("the answer is older than its question")
        if self.value > self.writers.begun:
            return self.leave("the counter shows more than was added")
        self.last, self.asked = self.value, None
        if time.monotonic() < self.end:
            self.ask()
        else:
            self.leave(None)

    def leave(self, complaint):
        if not self.done.done():
            if complaint:
                self.tally.fail(complaint)
            self.done.set_result(None)
        self.transport.close()

    def eof_received(self):
        self.leave("the connection was closed" if self.asked else None)

    def connection_lost(self, error):
        self.leave(f"the connection was lost: {error}" if self.asked else None)


async def scrape(address, tally, writers, accept, end):
    """One client until the end, once at least; after a failure it comes again, as a scraper does."""
    last, is_first = 0, True
    while is_first or time.monotonic() < end:
        is_first = False
        try:
            _, client = await asyncio.get_running_loop().create_connection(
                lambda: Client(tally, writers, accept, end), *address
            )
        except OSError as error:
            tally.fail(f"cannot connect: {error}")
            await asyncio.sleep(0.5)
            continue
        client.last = max(client.last, last)
        late = max(0, end - time.monotonic()) + PATIENCE
        await asyncio.wait([client.done], timeout=late)
        if not client.done.done():
            client.leave(f"no whole answer within {PATIENCE} s")
        last = client.last


async def dawdle(address, tally, number, end):
    """A slow client: even numbers send slowly, odd ones read slowly."""
    loop, dice = asyncio.get_running_loop(), random.Random(number)
    question = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
    while time.monotonic() < end:
        with socket.socket() as connection:
            connection.setblocking(False)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            try:
                await loop.sock_connect(connection, address)
                if number % 2 == 0:
                    pause = dice.uniform(0.02, 0.5)
                    for byte in question:
                        await loop.sock_sendall(connection, bytes([byte]))
                        await asyncio.sleep(pause)
                    answered = bool(await loop.sock_recv(connection, 1 << 12))
                    tally.slow_answers += answered
                    tally.cut += not answered
                else:
                    await loop.sock_sendall(connection, question)
                    while await loop.sock_recv(connection, dice.randint(1, 8)):
                        await asyncio.sleep(dice.uniform(0.2, 1))
                    tally.cut += 1
            except OSError:
                tally.cut += 1
                await asyncio.sleep(0.1)


async def run(options, writers, tally):
    end = time.monotonic() + options.seconds
    slow = [
        asyncio.create_task(dawdle(options.address, tally, number, end))
        for number in range(options.slow)
    ]
    clients = [
        scrape(options.address, tally, writers, ACCEPTS[number % len(ACCEPTS)], end)
        for number in range(options.clients)
    ]
    await asyncio.gather(*clients)
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("metricctl", help="the program")
    parser.add_argument("database", help="the database of the running server")
    parser.add_argument("address", help="ip:port of the server")
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--slow", type=int, default=100)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--series", type=int, default=10_000)
    parser.add_argument("--pid", type=int, help="the server, whose memory is to be told")
    options = parser.parse_args()
    host, _, port = options.address.rpartition(":")
    options.address = (host, int(port))
    return options


def fill(options, environment):
    """Declares the counter and imports the series around it."""
    lines = ["# TYPE load_series counter"]
    lines += [
        f'load_series_total{{path="/item/{number:06d}",method="GET",code="200"}} {number}'
        for number in range(options.series)
    ]
    text = "\n".join([*lines, f"# TYPE {COUNTER} counter", f"{COUNTER}_total 0", "# EOF", ""])
    subprocess.run(
        [options.metricctl, "import"], input=text, text=True, env=environment, check=True
    )


def memory(pid):
    found = {}
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            name, _, value = line.partition(":")
            if name in ("VmRSS", "VmHWM"):
                found[name] = round(int(value.split()[0]) / 1024, 1)
    return {"rss_mib": found.get("VmRSS"), "peak_rss_mib": found.get("VmHWM")}


def main():
    options = arguments()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    environment = {
        "METRICCTL_DATABASE": options.database, "PATH": "/usr/bin:/bin", "HOME": "/nowhere",
        "METRICCTL_LOCK_TIMEOUT": str(PATIENCE),
    }
    fill(options, environment)
    words = [options.metricctl, "incr", COUNTER]
    writers, tally = Writers(options.writers, words, environment), Tally()
    writers.start(options.seconds)
    start = time.monotonic()
    asyncio.run(run(options, writers, tally))
    took = time.monotonic() - start
    longest, failed_writes = writers.finish()
    value = subprocess.run(
        [options.metricctl, "get", COUNTER],
        env=environment, stdout=subprocess.PIPE, text=True, check=True,
    ).stdout
    times = sorted(tally.latencies) or [0]
    reasons = sorted(tally.reasons.items(), key=lambda item: -item[1])[:5]
    report = {
        "scrapes": len(tally.latencies),
        "failed": tally.failed,
        "reasons": [f"{count} x {reason}" for reason, count in reasons],
        "acknowledged": writers.acknowledged,
        "value": float(value),
        "failed_increments": failed_writes,
        "longest_increment_seconds": round(longest, 4),
        "scrapes_a_second": round(len(tally.latencies) / took, 1),
        "median_seconds": round(times[len(times) // 2], 4),
        "p99_seconds": round(times[int(len(times) * 0.99)], 4),
        "slow_answered": tally.slow_answers,
        "slow_cut": tally.cut,
    }
    if options.pid:
        report |= memory(options.pid)
    print(json.dumps(report))
    return 0 if tally.failed == 0 and report["value"] == report["acknowledged"] else 1


if __name__ == "__main__":
    sys.exit(main())
