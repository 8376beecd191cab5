"""One section a file; each has `measure(place, options)` and gives a `Section`."""

from . import (
    batch,
    contention,
    create,
    dump,
    imports,
    incr,
    inprocess,
    metrics,
    serve,
    startup,
    statsd,
    stream,
)

ALL = {
    "incr": incr.measure,
    "inprocess": inprocess.measure,
    "create": create.measure,
    "batch": batch.measure,
    "stream": stream.measure,
    "dump": dump.measure,
    "import": imports.measure,
    "contention": contention.measure,
    "startup": startup.measure,
    "metrics": metrics.measure,
    "serve": serve.measure,
    "statsd": statsd.measure,
}
