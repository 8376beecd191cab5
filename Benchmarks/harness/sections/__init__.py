"""One section a file; each has `measure(place, options)` and gives a `Section`."""

from . import contention, create, dump, imports, incr, inprocess, startup

ALL = {
    "incr": incr.measure,
    "inprocess": inprocess.measure,
    "create": create.measure,
    "dump": dump.measure,
    "import": imports.measure,
    "contention": contention.measure,
    "startup": startup.measure,
}
