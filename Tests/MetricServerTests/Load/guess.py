#!/usr/bin/env python3
"""Guesses passwords of a running `metricctl serve` from many addresses, with wrk beside it, while
others scrape who are known, and tells what each was answered as one JSON object.

The known user is `me` and the one who comes later is `you`, both with the password `secret`.
"""

import base64
import collections
import json
import re
import select
import signal
import socket
import subprocess
import sys

HOST, _, PORT = sys.argv[1].rpartition(":")
GUESSERS, EACH, SCRAPES = 10, 10, 10


def question(user, password):
    credentials = base64.b64encode(f"{user}:{password}".encode()).decode()
    return (
        f"GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {credentials}\r\n\r\n"
    ).encode()


def connect(source):
    return socket.create_connection((HOST, int(PORT)), source_address=(source, 0))


def answer(client):
    """The status, with a mark where the client is told when to come again."""
    head = client.recv(65536).decode("latin-1")
    return head.split(" ")[1] + ("+" if "\r\nRetry-After: " in head else "")


def ask(client, user, password):
    client.sendall(question(user, password))
    return answer(client)


def flood():
    wrong = question("me", "flood").decode().split("\r\n")[2]
    return subprocess.Popen(
        ["wrk", "-t", "1", "-c", "8", "-d", "300", "-H", wrong, f"http://{HOST}:{PORT}/-/healthy"],
        stdout=subprocess.PIPE, text=True,
    )


def main():
    kept = connect("127.0.0.1")
    first = ask(kept, "me", "secret")
    wrk = flood()
    guesses = []
    for number in range(GUESSERS * EACH):
        client = connect(f"127.0.0.{10 + number % GUESSERS}")
        client.sendall(question(("me", "you", "nobody")[number % 3], f"guess {number}"))
        guesses.append(client)
    # Some are sent away: the queue is full.
    told = collections.Counter()
    while "503+" not in told:
        for client in select.select(guesses, [], [])[0]:
            told[answer(client)] += 1
            guesses.remove(client)
    scrapes = collections.Counter(ask(kept, "me", "secret") for _ in range(SCRAPES))
    scrapes += collections.Counter(ask(connect("127.0.0.2"), "me", "secret") for _ in range(SCRAPES))
    answered = select.select(guesses, [], [], 0)[0]
    waiting = len(guesses) - len(answered)
    for client in answered:
        told[answer(client)] += 1
    newcomer = ask(connect("127.0.0.3"), "you", "secret")
    wrk.send_signal(signal.SIGINT)
    report = wrk.communicate()[0]
    others = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    print(json.dumps({
        "first": first, "scrapes": scrapes, "waiting": waiting, "guesses": sorted(told),
        "newcomer": newcomer, "flood": int(re.search(r"(\d+) requests in", report)[1]),
        "flood_refused": int(others[1]) if others else 0,
    }))


if __name__ == "__main__":
    main()
