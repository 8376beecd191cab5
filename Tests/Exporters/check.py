"""Imports what real programs show and compares every sample on every way out with the reading of a foreign parser.

usage: check.py METRICCTL FOLDER

FOLDER holds texts as collect.py leaves them. For each: `import` into an empty database; `dump` as Prometheus text and as
OpenMetrics; a scrape of `serve` in both forms; a push to a real prometheus-pushgateway and what that shows. A text may only be
refused where promtool refuses it too. Samples are compared as prometheus_client, which shares no code with us, reads them.
"""

import math
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from prometheus_client import openmetrics, parser
import prometheus_client.openmetrics.parser

from collect import free_ports

ACCEPT = {"prometheus": "text/plain; version=0.0.4", "openmetrics": "application/openmetrics-text; version=1.0.0"}


def samples_of(text, form):
    """Each sample's value by name and labels; a sample that stands twice is an error."""
    read = openmetrics.parser
    if form == "prometheus":
        read = parser
        # prometheus_client gives every counter a name that ends in _total; those of gauges stay.
        text = re.sub(r"^# TYPE (\S+) counter$", r"# TYPE \1 gauge", text, flags=re.M)
    found = {}
    for family in read.text_string_to_metric_families(text):
        for sample in family.samples:
            # OpenMetrics has more ways than one to write a bound or quantile.
            labels = {name: canonical(name, value) for name, value in sample.labels.items() if value}
            key = (sample.name, tuple(sorted(labels.items())))
            if key in found:
                raise ValueError(f"{key} stands twice")
            found[key] = sample.value
    return found


def canonical(name, value):
    return repr(float(value)) if name in ("le", "quantile") else value


def differences(wanted, found, mended):
    """One line for each sample that is missing, not wanted, or of another value.

    `mended` says which samples may be made: those that a form cannot be without.
    """
    for key in wanted.keys() | found.keys():
        if key not in found:
            yield f"lost {key}"
        elif key not in wanted:
            if not mended(key, found):
                yield f"made {key}"
        elif wanted[key] != found[key] and not (math.isnan(wanted[key]) and math.isnan(found[key])):
            yield f"{key} is {found[key]}, not {wanted[key]}"


def in_text(key, found):
    """Created times where there were none, and a histogram's count, which is what its last bucket says."""
    name, labels = key
    if name.endswith("_created"):
        return True
    last = (name.removesuffix("_count") + "_bucket", tuple(sorted((*labels, ("le", "inf")))))
    return name.endswith("_count") and found[key] == found.get(last)


def in_gateway(key, found):
    """A gateway's own form has a sum for each histogram, which is 0 where none was sent."""
    return in_text(key, found) or key[0].endswith("_sum") and found[key] == 0


class Check:
    def __init__(self, metricctl, folder):
        self.metricctl, self.folder = os.path.abspath(metricctl), folder
        self.faults, self.refused, self.samples = [], [], 0

    def run(self, *words, **options):
        return subprocess.run([self.metricctl, *words], capture_output=True, text=True, timeout=60, **options)

    def fault(self, name, text):
        self.faults.append(f"{name}: {text}")

    def compare(self, name, way, wanted, text, form, mended=in_text):
        try:
            found = samples_of(text, form)
        except ValueError as error:
            return self.fault(name, f"{way}: prometheus_client refuses it: {error}")
        lines = sorted(differences(wanted, found, mended))
        for line in lines[:5]:
            self.fault(name, f"{way}: {line}")
        if len(lines) > 5:
            self.fault(name, f"{way}: and {len(lines) - 5} more")

    def check(self, file, scratch):
        name, form = file.rsplit(".", 1)
        form = "openmetrics" if form == "om" else "prometheus"
        path, database = os.path.join(self.folder, file), os.path.join(scratch, "metrics.db")
        with open(path, encoding="utf-8") as source:
            text = source.read()
        result = self.run("import", path, "-d", database)
        if result.returncode != 0:
            return self.judge_refusal(file, form, text, result)
        wanted = samples_of(text, form)
        self.samples += len(wanted)
        for out in ACCEPT:
            dump = self.run("dump", "-d", database, "--format", out, "--created", "on")
            if dump.returncode != 0 or dump.stderr:
                self.fault(file, f"dump --format {out}: status {dump.returncode}: {dump.stderr}")
            self.compare(file, f"dump --format {out}", wanted, dump.stdout, out)
        self.scrape(file, database, wanted)
        self.push(file, database, wanted, text)

    def judge_refusal(self, file, form, text, result):
        self.refused.append(file)
        if form == "openmetrics":
            return self.fault(file, f"refused: {result.stderr.strip()}")
        judge = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        # What only breaks a custom has a status of 3.
        if "error while linting" not in judge.stderr:
            self.fault(file, f"refused, and promtool takes it: {result.stderr.strip()}")

    def scrape(self, file, database, wanted):
        port = free_ports(1)[0]
        server = subprocess.Popen(
            [self.metricctl, "serve", "-d", database, "--listen", f"127.0.0.1:{port}", "--created", "on"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            for form, accept in ACCEPT.items():
                text = fetch(f"http://127.0.0.1:{port}/metrics", accept)
                self.compare(file, f"a scrape as {form}", wanted, text, form)
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=30)

    def push(self, file, database, wanted, text):
        port = free_ports(1)[0]
        gateway = subprocess.Popen(
            ["prometheus-pushgateway", f"--web.listen-address=127.0.0.1:{port}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            fetch(f"http://127.0.0.1:{port}/-/ready")
            address = f"127.0.0.1:{port}"
            result = self.run("push", f"pushgateway://{address}/job/check", "-d", database)
            if result.returncode != 0:
                # A gateway refuses names of its own metrics that have another type, whoever sends them.
                if takes(f"http://{address}/metrics/job/check", text):
                    self.fault(file, f"push: status {result.returncode}: {result.stderr.strip()}")
                return
            shown = own(fetch(f"http://{address}/metrics"))
            self.compare(file, "a push gateway", pushed(wanted), shown, "prometheus", in_gateway)
        finally:
            gateway.terminate()
            gateway.wait(30)


def fetch(url, accept="*/*"):
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept}), timeout=30) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def takes(url, text):
    """Whether a push gateway takes a text as it is."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, text.encode(), method="PUT"), timeout=30):
            return True
    except urllib.error.HTTPError:
        return False


def pushed(wanted):
    """What a group `job="check"` makes of samples: the job is replaced, an instance is empty."""
    return {(name, tuple(sorted({**dict(labels), "job": "check"}.items()))): value
            for (name, labels), value in wanted.items() if not name.endswith("_created")}


def own(text):
    """The lines of a gateway's text that belong to the group; others are its own metrics."""
    kept = [line for line in text.splitlines()
            if line.startswith("#") or 'job="check"' in line and not re.match(r"push(_failure)?_time_seconds", line)]
    return "\n".join(kept) + "\n"


def main(metricctl, folder):
    check = Check(metricctl, folder)
    files = sorted(file for file in os.listdir(folder) if file.endswith((".prom", ".om")))
    for file in files:
        with tempfile.TemporaryDirectory(prefix="metricctl-check-") as scratch:
            check.check(file, scratch)
    for fault in check.faults:
        print(f"check: {fault}", file=sys.stderr)
    print(f"check: {len(files)} texts, {len(check.refused)} refused, {check.samples} samples, {len(check.faults)} faults")
    return 1 if check.faults or not files else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
