"""Processes that increment one counter with metricctl, as fast as they can, for load.py.

Each counts what it began and what was acknowledged in memory that all share, so that a reader can
tell what a scrape must and may show.
"""

import mmap
import os
import signal
import struct
import time


class Writers:
    """Loops of `metricctl incr`, a process each."""

    def __init__(self, count, words, environment):
        self._words, self._environment = words, environment
        self._memory = mmap.mmap(-1, 8 * 2 * count)
        self._counts = memoryview(self._memory).cast("q")  # begun and acknowledged, in turn
        self._count = count
        self._processes = {}

    def start(self, seconds):
        for number in range(self._count):
            near, far = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.close(near)
                self._write(number, seconds, far)
            os.close(far)
            self._processes[pid] = near

    @property
    def begun(self):
        return sum(self._counts[0::2])

    @property
    def acknowledged(self):
        return sum(self._counts[1::2])

    def _write(self, number, seconds, report):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        longest, failed, status = 0.0, 0, 0
        end = time.monotonic() + seconds
        quiet = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in (0, 1)]
        is_first = True
        while is_first or time.monotonic() < end:
            is_first = False
            self._counts[2 * number] += 1
            start = time.monotonic()
            child = os.posix_spawn(
                self._words[0], self._words, self._environment, file_actions=quiet
            )
            _, status = os.waitpid(child, 0)
            longest = max(longest, time.monotonic() - start)
            if status == 0:
                self._counts[2 * number + 1] += 1
            else:
                failed += 1
        os.write(report, struct.pack("dqq", longest, failed, os.getpid()))
        os._exit(0)

    def finish(self):
        """Waits for all, and gives the longest time of one increment and how many failed."""
        longest, failed = 0.0, 0
        for pid, report in self._processes.items():
            told = os.read(report, 24)
            os.close(report)
            os.waitpid(pid, 0)
            if len(told) < 24:
                failed += 1  # it died itself
                continue
            one, others, _ = struct.unpack("dqq", told)
            longest, failed = max(longest, one), failed + others
        self._processes = {}
        return longest, failed
