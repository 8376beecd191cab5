"""One section a file; each has `measure(place, options)` and gives a `Section`."""

from . import contention, create, dump, incr, inprocess, metrics, startup

ALL = {
    "incr": incr.measure,
    "inprocess": inprocess.measure,
    "create": create.measure,
    "dump": dump.measure,
    "contention": contention.measure,
    "startup": startup.measure,
    "metrics": metrics.measure,
}
