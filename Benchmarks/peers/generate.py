"""Times generate_latest of the Python client: COUNT series, ROUNDS times, one figure a line.

The series are made first and not timed. The last line is the peak memory in KiB.
"""

import resource
import sys
import time

from prometheus_client import CollectorRegistry, Counter, generate_latest

count, rounds = int(sys.argv[1]), int(sys.argv[2])
registry = CollectorRegistry()
requests = Counter(
    "http_requests", "Requests served", ["code", "method", "path"], registry=registry
)
for number in range(count):
    requests.labels("200", "GET", f"/item/{number:06d}").inc(number)
for _ in range(rounds):
    start = time.perf_counter_ns()
    text = generate_latest(registry)
    print(time.perf_counter_ns() - start)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
