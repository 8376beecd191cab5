"""The parts of `Benchmarks/run`: a workplace, a stopwatch, servers, sections and a report."""
