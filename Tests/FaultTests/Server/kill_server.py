#!/usr/bin/env python3
"""Ends `metricctl serve` at random moments while StatsD datagrams arrive, round after round.

Each datagram adds 1 to step_a, 1 to step_b and 2 to step_c, and carries other lines at random, some
of them bad. Sums are committed in transactions, so that step_a == step_b and 2 * step_a == step_c
in whatever can be read, at any time. Most rounds end with SIGKILL: no server may be known then, the
file must be whole, and each counter must have at least what was seen before and at most what was
sent. Every fifth ends with SIGTERM: all that was sent and not dropped by the kernel must be there.
Exits with 1 at the first round that went wrong, and says why.
"""

import argparse
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

STEPS = {"step_a": 1, "step_b": 1, "step_c": 2}
GRACEFUL_EVERY = 5
PATIENCE = 30


class Wrong(Exception):
    """A round found what must not be."""


def require(condition, complaint):
    if not condition:
        raise Wrong(complaint)


class Database:
    """The database of all rounds, looked at with metricctl alone."""

    def __init__(self, metricctl, folder):
        self.metricctl, self.path = metricctl, os.path.join(folder, "m.db")
        self.environment = {
            "METRICCTL_DATABASE": self.path, "PATH": "/usr/bin:/bin", "HOME": "/nowhere"
        }

    def run(self, *words):
        return subprocess.run(
            [self.metricctl, *words], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=PATIENCE,
        )

    def counters(self):
        """All that only grows, by series; empty while there is no database."""
        done = self.run("dump", "--created", "off")
        if done.returncode == 3 and " does not exist " in done.stderr:
            return {}
        require(done.returncode == 0, f"dump: {done.returncode}: {done.stderr}")
        found = {}
        for line in done.stdout.splitlines():
            series, _, value = line.rpartition(" ")
            if re.match(r"\w+_(total|count)\b", line):
                found[series] = float(value)
        return found

    def check(self):
        done = self.run("check")
        if done.returncode == 3 and " does not exist " in done.stderr:
            return  # killed before its first commit
        is_sound = done.returncode == 0 and done.stdout.startswith("sound: ")
        require(is_sound, f"check: {done.returncode}: {done.stdout}{done.stderr}")


class Server:
    """One `metricctl serve`, from its start to its end."""

    def __init__(self, database, log):
        self.log = log
        words = ["serve", "--listen", "any", "--statsd", "127.0.0.1:0", "--flush-interval", "0.02"]
        with open(log, "w") as file:
            self.process = subprocess.Popen(
                [database.metricctl, *words], env=database.environment,
                stdin=subprocess.DEVNULL, stdout=file, stderr=file,
            )
        self.port = self._wait_for_port()

    def _wait_for_port(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if found := re.search(r"StatsD at 127\.0\.0\.1:(\d+)\n", self.said()):
                return int(found[1])
            time.sleep(0.002)
        self.end(signal.SIGKILL)
        raise Wrong(f"the server did not start: {self.said()}")

    def said(self):
        with open(self.log) as file:
            return file.read()

    def dropped(self):
        """Datagrams that the kernel threw away: proc(5), /proc/net/udp."""
        with open("/proc/net/udp") as table:
            for line in table:
                fields = line.split()
                if fields[1].endswith(f":{self.port:04X}"):
                    return int(fields[-1])
        raise Wrong("the StatsD socket is not there")

    def end(self, number):
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


class Load:
    """What one round sends, and the most that each counter may have afterwards."""

    def __init__(self, port, dice, before, number):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", port))
        self.dice, self.number = dice, number
        self.most = dict(before)
        self.knows_steps = "step_a_total" in before
        self.datagrams = 0

    def _other(self):
        """A line that is not of the steps; what it may add to is noted."""
        kind = self.dice.randrange(8)
        amount = self.dice.randint(1, 9)
        if kind <= 3:
            tag = self.dice.randrange(40) if kind else f"{self.number}-{self.dice.randrange(20)}"
            self._note(f'other_total{{n="{tag}"}}', amount)
            return f"other:{amount}|c|#n:{tag}"
        if kind == 4:
            self._note("wait_seconds_count", 1)
            return f"wait:{amount}|ms"
        lines = [f"level:{self.dice.choice(['', '+', '-'])}{amount}|g", f"users:{amount}|s"]
        lines += [f"size:{amount}|h", "bad line", "step_a:x|c"]
        if self.knows_steps:
            lines.append("step_a:1|g")  # refused, since it is a counter already
        return self.dice.choice(lines)

    def _note(self, series, amount):
        self.most[series] = self.most.get(series, 0) + amount

    def send(self):
        lines = [f"{name}:{amount}|c" for name, amount in STEPS.items()]
        lines += [self._other() for _ in range(self.dice.randrange(4))]
        self.dice.shuffle(lines)
        for name, amount in STEPS.items():
            self._note(f"{name}_total", amount)
        self.socket.send("\n".join(lines).encode())
        self.datagrams += 1

    def send_until(self, end):
        while time.monotonic() < end:
            for _ in range(self.dice.randint(1, 30)):
                self.send()
            time.sleep(self.dice.uniform(0, 0.003))


def in_step(found):
    a, b, c = (found.get(f"{name}_total", 0) for name in STEPS)
    require(a == b and c == 2 * a, f"out of step: {a}, {b}, {c}")


class Reader(threading.Thread):
    """Reads the database again and again; what it has seen must stay."""

    def __init__(self, database):
        super().__init__()
        self.database, self.seen, self.fault = database, {}, None
        self.is_over = threading.Event()
        self.start()

    def run(self):
        try:
            while not self.is_over.is_set():
                found = self.database.counters()
                in_step(found)
                bounds(found, self.seen, None)
                self.seen = found
        except Exception as fault:
            self.fault = fault

    def finish(self):
        self.is_over.set()
        self.join()
        require(self.fault is None, f"while the server ran: {self.fault}")
        return self.seen


def bounds(found, least, most):
    for series, value in least.items():
        require(found.get(series, 0) >= value, f"{series}: {found.get(series)}, {value} was seen")
    for series, value in found.items() if most is not None else ():
        if series != "size_count":  # which is not counted here
            limit = most.get(series, 0)
            require(value <= limit, f"{series}: {value}, only {limit} was sent")


def await_commit(database, end):
    """Returns when a commit is seen to run: its journal is there."""
    while time.monotonic() < end and not os.path.exists(database.path + "-journal"):
        pass


def killed(database, server, load, dice):
    """A round that ends with SIGKILL; tells whether a commit was cut off."""
    reader = Reader(database)
    try:
        load.send_until(time.monotonic() + dice.uniform(0.01, 0.2))
        if dice.random() < 0.5:
            await_commit(database, time.monotonic() + 0.1)
            time.sleep(dice.uniform(0, 0.001))
    finally:
        server.end(signal.SIGKILL)
        was_cut = os.path.exists(database.path + "-journal")
        told = database.run("address")
        seen = reader.finish()
    require(
        (told.returncode, told.stdout) == (4, "")
        and told.stderr.startswith("metricctl: e_not_found: "),
        f"address: {told.returncode}: {told.stdout}{told.stderr}",
    )
    found = database.counters()
    bounds(found, seen, load.most)
    return found, was_cut


def ended(database, server, load, dice):
    """A round that ends with SIGTERM, sometimes with all that was sent still in the kernel."""
    before = load.most.get("step_a_total", 0)
    if dice.random() < 0.5:
        server.process.send_signal(signal.SIGSTOP)
        for _ in range(dice.randint(1, 300)):
            load.send()
        dropped = server.dropped()
        server.process.send_signal(signal.SIGTERM)
        server.process.send_signal(signal.SIGCONT)
    else:
        load.send_until(time.monotonic() + dice.uniform(0.01, 0.1))
        dropped = server.dropped()
    status = server.end(signal.SIGTERM)
    require(status == 0, f"ended with {status}: {server.said()}")
    found = database.counters()
    bounds(found, load.most if dropped == 0 else {}, load.most)
    due = before + load.datagrams - dropped
    require(
        found["step_a_total"] == due,
        f"step_a is {found['step_a_total']:g}, not {due:g}; {dropped} datagrams were dropped",
    )
    told = database.run("address")
    require(told.returncode == 4, f"address: {told.returncode}: {told.stdout}{told.stderr}")
    return found


def play(database, rounds, dice, folder):
    """All rounds; gives what was found at the end, and how many commits were cut off."""
    before, cut, datagrams = {}, 0, 0
    for number in range(1, rounds + 1):
        server = Server(database, os.path.join(folder, "log"))
        load = Load(server.port, dice, before, number)
        try:
            if number % GRACEFUL_EVERY == 0:
                found = ended(database, server, load, dice)
            else:
                found, was_cut = killed(database, server, load, dice)
                cut += was_cut
            in_step(found)
            database.check()
        except (Wrong, subprocess.TimeoutExpired) as fault:
            raise Wrong(f"round {number}: {fault}\n{server.said()[-2000:]}") from None
        finally:
            server.process.send_signal(signal.SIGCONT)
            server.end(signal.SIGKILL)
            load.socket.close()
        before, datagrams = found, datagrams + load.datagrams
    return before, cut, datagrams


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("metricctl", help="the program")
    parser.add_argument("folder", help="where the database is made")
    parser.add_argument("--rounds", type=int, default=100)
    given = int(os.environ.get("METRICCTL_TEST_SEED") or random.SystemRandom().getrandbits(64))
    parser.add_argument("--seed", type=int, default=given)
    options = parser.parse_args()
    print(f"killed servers: METRICCTL_TEST_SEED={options.seed}", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        database = Database(options.metricctl, folder)
        try:
            found, cut, sent = play(database, options.rounds, random.Random(options.seed), folder)
        except Wrong as fault:
            sys.exit(f"METRICCTL_TEST_SEED={options.seed}: {fault}")
    kept = int(found.get("step_a_total", 0))
    print(
        f"killed servers: {options.rounds} rounds in {time.monotonic() - start:.1f} s, {kept} of "
        f"{sent} datagrams kept, {len(found)} series, {cut} commits were cut off"
    )
    if kept == 0:
        sys.exit("nothing was ever committed")


if __name__ == "__main__":
    main()
