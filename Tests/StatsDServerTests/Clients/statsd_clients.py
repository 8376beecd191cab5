#!/usr/bin/env python3
"""Sends with two client libraries of Python, by UDP, a socket in the file system and TCP.

usage: statsd_clients.py UDP-PORT SOCKET TCP-PORT

Datadog's client has constant tags, so that tags come twice: once the same, once another value.
"""

import sys

import statsd
from datadog.dogstatsd import DogStatsd

CONSTANT = ["env:test", "service:all"]


def dogstatsd(**place):
    # It waits for a receiver that is slow for a moment; by itself it would drop what does not fit.
    client = DogStatsd(
        constant_tags=CONSTANT, disable_telemetry=True, origin_detection_enabled=False,
        socket_timeout=60, **place
    )
    for _ in range(3):
        client.increment("dog.hits", tags=["env:test", "service:one", "code:200"])
    client.decrement("dog.level", 2)
    client.gauge("dog.room", 21.5, tags=["plain", "__reserved:x"])
    client.gauge("dog.room", -4, tags=["plain", "__reserved:x"])
    client.timing("dog.wait", 250)
    client.histogram("dog.size", 10, sample_rate=1)
    client.distribution("dog.share", 20)
    for user in ("ann", "bob", "ann"):
        client.set("dog.users", user)
    client.event("deployed", "it works", tags=["env:test"])
    client.service_check("agent.up", DogStatsd.OK)
    with client:
        for _ in range(100):
            client.increment("dog.buffered")
    client.flush()
    client.close_socket()


def plain(client):
    client.incr("app.hits")
    client.incr("app.hits", 4)
    client.gauge("app.level", 5)
    client.gauge("app.level", -2, delta=True)
    client.gauge("app.below", -3)
    client.timing("app.wait", 500)
    client.set("app.users", "ann")
    client.set("app.users", "cid")
    with client.pipeline() as pipe:
        for _ in range(200):
            pipe.incr("app.piped")
            pipe.timing("app.wait", 500)


def main():
    udp, path, tcp = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    dogstatsd(namespace="udp", host="127.0.0.1", port=udp)
    dogstatsd(namespace="unix", socket_path=path)
    plain(statsd.StatsClient("127.0.0.1", udp, prefix="udp"))
    client = statsd.TCPStatsClient("127.0.0.1", tcp, prefix="tcp")
    plain(client)
    client.close()


main()
