internal import Glibc
internal import MetricCommands

exit(Metricctl.run())
