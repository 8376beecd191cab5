"""Where a run happens: the programs it measures and a folder that is gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "Benchmarks"
C_FLAGS = ["-std=c11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror"]

FAMILY = "http_requests"
LABELS = "code=200,method=GET"
KEY = 'http_requests{code="200",method="GET"}'


class Unavailable(Exception):
    """A program that a section cannot do without is missing, or failed."""


def labels(number):
    """The labelset of series NUMBER, as the command line of metricctl takes it."""
    return LABELS if number == 0 else f"{LABELS},path=/item/{number:06d}"


def key(number):
    """The same series as a key of the yardstick's database."""
    if number == 0:
        return KEY
    return KEY[:-1] + f',path="/item/{number:06d}"' + "}"


class Workplace:
    """A folder on the disk of the build, so that a sync is a sync."""

    def __init__(self):
        base = ROOT / ".build" / "bench"
        base.mkdir(parents=True, exist_ok=True)
        self.binaries = base / "bin"
        self.venv_python = ROOT / ".build" / "python" / "bin" / "python3"
        self.folder = Path(tempfile.mkdtemp(prefix="work-", dir=base))
        self.errors = self.folder / "errors"
        self.metricctl = self._installed(self._built("METRICCTL", "metricctl"))
        self.store_loop = self._built("STORE_LOOP", "store-loop")
        self.metrics_loop = self._built("METRICS_LOOP", "metrics-loop")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _built(variable, name):
        path = Path(os.environ.get(variable) or ROOT / ".build" / "release" / name)
        return str(path.resolve()) if os.access(path, os.X_OK) else None

    def _installed(self, built):
        """A copy as `make install` makes it: it is in memory in larger pieces than what the linker
        wrote, so that a process that maps it has fewer page faults."""
        if not built:
            return None
        copy = self.path("metricctl")
        subprocess.run(["install", "-m", "0755", built, copy], check=True)
        return copy

    def as_after_a_restart(self, program):
        """A copy that is not in memory: its pages come one by one, as they are touched, and stay."""
        copy = program + "-restarted"
        subprocess.run(["install", "-m", "0755", program, copy], check=True)
        with open(copy, "rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return copy

    def path(self, name):
        return str(self.folder / name)

    def build(self):
        """Compiles the drivers and the yardstick, the latter linked both ways."""
        compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("clang")
        if not compiler:
            raise Unavailable("no C compiler (install gcc, or set CC)")
        self.binaries.mkdir(exist_ok=True)
        yardstick = [*sorted((BENCHMARKS / "yardstick").glob("*.c")), "-lgdbm", "-lm"]
        for name, words in {
            "spawn": [BENCHMARKS / "spawn.c"],
            "scrape": [BENCHMARKS / "scrape.c", "-pthread"],
            "packets": [BENCHMARKS / "packets.c"],
            "yardstick": yardstick,
            "yardstick-static": [*yardstick, "-static"],
        }.items():
            self.run([compiler, *C_FLAGS, "-o", self.binaries / name, *words])
        self.spawn = str(self.binaries / "spawn")
        self.scrape = str(self.binaries / "scrape")
        self.packets = str(self.binaries / "packets")
        self.yardstick = str(self.binaries / "yardstick")
        self.yardstick_static = str(self.binaries / "yardstick-static")

    def environment(self):
        """What every measured program sees: the same for all, and nobody's own settings."""
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(self.folder),
            "LC_ALL": "C",
        }

    def run(self, words, check=True):
        """Runs a command to its end and gives its standard output."""
        words = [str(word) for word in words]
        done = subprocess.run(
            words, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if check and done.returncode != 0:
            said = done.stderr.strip() or f"exit status {done.returncode}"
            raise Unavailable(f"{Path(words[0]).name} {' '.join(words[1:3])}: {said}")
        return done.stdout

    def tool(self, name):
        """The path of an installed peer, or None."""
        return shutil.which(name, path=self.environment()["PATH"] + ":/usr/sbin")

    def yardstick_database(self, name, count):
        path = self.path(name)
        self.run([self.yardstick, "create", path, count])
        return path

    def metricctl_database(self, name, count):
        """A database of COUNT series of one counter: by store-loop, or by many declarations."""
        path = self.path(name)
        if self.store_loop:
            self.run([self.store_loop, "fill", path, count])
        else:
            declare = [self.metricctl, "declare", "-d", path, FAMILY, "counter", "Requests served"]
            for first in range(0, count, 10_000):
                batch = range(first, min(first + 10_000, count))
                self.run([*declare, *(labels(number) for number in batch)])
        self.run([self.metricctl, "get", "-d", path, FAMILY, LABELS])
        return path

    def metricctl_update(self, path, durability, labelset=LABELS, program=None):
        options = ["-d", path, "--durability", durability]
        return [program or self.metricctl, "incr", *options, FAMILY, labelset]
