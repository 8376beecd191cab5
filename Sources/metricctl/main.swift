internal import MetricCommands

Metricctl.run()
