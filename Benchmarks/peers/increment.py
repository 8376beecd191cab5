"""One increment with the Python client in multiprocess mode: one file of values a process.

The argument is the folder of those files; the client reads its name when it is imported.
"""

import os
import sys

os.environ["PROMETHEUS_MULTIPROC_DIR"] = sys.argv[1]

from prometheus_client import Counter  # noqa: E402

Counter("http_requests", "Requests served", ["code", "method"]).labels("200", "GET").inc()
