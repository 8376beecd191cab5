"""Times prometheus-client's OpenMetrics parser: FILE, ROUNDS times, one figure a line.

The text is read line by line as the parser takes it. The last line is the peak memory in KiB.
"""

import resource
import sys
import time

from prometheus_client.openmetrics.parser import text_fd_to_metric_families

path, rounds = sys.argv[1], int(sys.argv[2])
for _ in range(rounds):
    start = time.perf_counter_ns()
    with open(path, encoding="utf-8") as text:
        for family in text_fd_to_metric_families(text):
            pass
    print(time.perf_counter_ns() - start)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
