"""A `metricctl serve` to look at: a database of every kind, started, stopped and started again."""

import os
import signal
import subprocess
import time

LONG = "long " * 2000
HEBREW = "שלום"
HOSTILE_VALUES = {
    "script": "<script>window.alerted = 1</script><img src=x onerror=alert(1)>",
    "quotes": "\"double\" 'single' \\back",
    "bidi": "\u202eoverride " + HEBREW,
    "long": LONG,
    "control": "tab\there\x1b[31m",
}
HOSTILE_HELP = "</script><script>window.alerted = 1</script> & <b>bold</b>"
MANY = 60

COMMANDS = [
    ["declare", "http_requests", "counter", "Requests served.", "code=200", "code=404"],
    ["add", "http_requests", "code=200", "1234567"],
    ["declare", "received_bytes", "counter", "--unit", "bytes", ""],
    ["add", "received_bytes", "1536"],
    ["declare", "temperature", "gauge", "Of the rooms."],
    ["set", "temperature", "room=hall", "21.375"],
    ["set", "temperature", "room=cellar", "--", "-3.5"],
    ["set", "temperature", "room=broken", "NaN"],
    ["set", "temperature", "room=oven", "+Inf"],
    ["declare", "age_seconds", "duration", "Since the backup.", "--unit", "seconds"],
    ["set", "age_seconds", "93784"],
    ["declare", "wait_seconds", "histogram", "--unit", "seconds", "--buckets", "0.1,1"],
    ["observe", "wait_seconds", "0.05"],
    ["observe", "wait_seconds", "0.5"],
    ["observe", "wait_seconds", "0.65"],
    ["declare", "size_bytes", "summary", "--unit", "bytes", "--quantiles", "0.5,0.9"],
    ["observe", "size_bytes", "path=/a", "4096"],
    ["declare", "state", "stateset", "--states", "starting,running"],
    ["set", "state", "", "running"],
    ["declare", "build", "info", "What runs."],
    ["set", "build", "version=1.2"],
    ["set", "odd", "3", "--declare", "unknown"],
    ["declare", "hostile", "gauge", HOSTILE_HELP],
    *[["set", "hostile", "-l", "x=" + text, "1"] for text in HOSTILE_VALUES.values()],
    ["declare", "workers", "gauge", "Many series.",
     *[f"id=w{number:02}" for number in range(MANY)]],
]


class Serving:
    """The server of a database, which it fills first."""

    def __init__(self, metricctl, database):
        self.metricctl, self.database = metricctl, database
        self.environment = {
            "PATH": os.environ["PATH"], "METRICCTL_DATABASE": database,
            "METRICCTL_CONFIG": "/dev/null", "METRICCTL_DURABILITY": "relaxed",
        }
        for command in COMMANDS:
            self.run(*command)
        self.process = None
        self.start("any")
        self.address = self.run("address").strip()

    def run(self, *words, input=""):
        """Runs metricctl on the database and returns what it printed."""
        done = subprocess.run([self.metricctl, *words], env=self.environment, check=True,
                              capture_output=True, text=True, input=input)
        return done.stdout

    def start(self, place):
        self.process = subprocess.Popen([self.metricctl, "serve", "--listen", place],
                                        env=self.environment)
        for _ in range(1200):
            if subprocess.run([self.metricctl, "address"], env=self.environment,
                              capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("metricctl serve does not start")

    def start_again(self):
        self.start(self.address)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
