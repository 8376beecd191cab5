"""Starts each program of programs.py on loopback and keeps what it shows.

usage: collect.py FOLDER

FOLDER gets PACKAGE[-N].prom and, of those that speak it, PACKAGE[-N].om. The status is 1 when a program did not answer.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from programs import PROGRAMS

PATIENCE_SECONDS = 30
FORMS = {"prom": "text/plain; version=0.0.4", "om": "application/openmetrics-text; version=1.0.0"}


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Running:
    """A program that was started, with its files in a folder of its own."""

    def __init__(self, program, name, ports):
        self.program, self.name = program, name
        self.folder = tempfile.TemporaryDirectory(prefix="metricctl-exporter-")
        self.words = {"port": ports[0], "other": ports[1], "folder": self.folder.name}
        for file, text in program.files.items():
            # Texts without a place to fill are taken as they are: they may hold braces.
            with open(os.path.join(self.folder.name, file), "w", encoding="utf-8") as output:
                output.write(self.fill(text) if "{port}" in text or "{other}" in text
                             or "{folder}" in text or "{{" in text else text)
        self.log = open(os.path.join(self.folder.name, "log"), "wb")
        self.processes = [self.start(words) for _, words in program.beside]
        self.processes.append(self.start(program.words))

    def fill(self, text):
        return text.format(**self.words)

    def start(self, words):
        variables = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": self.folder.name}
        variables.update({key: self.fill(text) for key, text in self.program.variables.items()})
        return subprocess.Popen(
            [self.fill(word) for word in words], cwd=self.folder.name, env=variables,
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def ask(self, form):
        """The form in which it answers when it is asked for one, and the body."""
        url = f"http://127.0.0.1:{self.words['port']}" + self.fill(self.program.path)
        request = urllib.request.Request(url, headers={"Accept": FORMS[form]})
        with urllib.request.urlopen(request, timeout=20) as answer:
            is_open = answer.headers.get_content_type() == "application/openmetrics-text"
            return "om" if is_open else "prom", answer.read()

    def wait(self):
        """Whether it answers with a text; false when it ends or never does."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self.processes[-1].poll() is None:
            try:
                if self.ask("prom")[1]:
                    return True
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.1)
        return False

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()

    def said(self):
        with open(self.log.name, errors="replace") as log:
            return log.read()[-600:]


def names():
    seen = {}
    for program in PROGRAMS:
        count = seen[program.package] = seen.get(program.package, 0) + 1
        yield program.package if count == 1 else f"{program.package}-{count}"


def main(folder):
    os.makedirs(folder, exist_ok=True)
    ports = free_ports(2 * len(PROGRAMS))
    silent = 0
    running = [Running(program, name, ports[2 * index:2 * index + 2])
               for index, (program, name) in enumerate(zip(PROGRAMS, names()))]
    try:
        for each in running:
            if not each.wait():
                silent += 1
                print(f"collect: {each.name} does not answer: {each.said()}", file=sys.stderr)
                continue
            # The second answer tells of the first: an exporter has more to say once it was asked.
            for form, text in {form: text for form, text in map(each.ask, FORMS)}.items():
                with open(os.path.join(folder, f"{each.name}.{form}"), "wb") as output:
                    output.write(text)
    finally:
        for each in running:
            each.stop()
    print(f"collect: {len(running) - silent} of {len(running)} programs answered")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
