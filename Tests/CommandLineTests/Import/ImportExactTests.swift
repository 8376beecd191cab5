internal import TestSupport
internal import Testing

/// `dump --format exact` and its way back, as a user meets them.
@Suite struct ImportExactTests {
  private static let metrics = #"""
    $ metricctl declare hits counter "Hits" code=200
    $ metricctl add hits code=200 5.25
    $ metricctl declare up_seconds duration "Uptime" "" --unit seconds
    $ metricctl declare size summary "" --quantiles 0.5
    $ metricctl observe size 1000
    $ metricctl declare door stateset "Nobody came" --states open,shut
    """#

  @Test func `what was dumped comes back whole`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(Self.metrics, in: workspace)
      try await Transcript.expect(
        #"""
        $ metricctl dump --format exact -o first
        $ metricctl dump --format exact | metricctl import -d second.db
        $ metricctl dump -d second.db --format exact | grep '^# metricctl' > comments
        $ grep '^# metricctl' first | cmp - comments
        $ metricctl list -d second.db
        door	stateset		0	Nobody came
        hits	counter		1	Hits
        size	summary		1	
        up_seconds	duration	seconds	1	Uptime
        $ metricctl observe size 1000 -d second.db --print | cut -c 1-24
        count=2 sum=2000 0.5=999
        $ metricctl import -d third.db first hits
        $ metricctl get hits code=200 -d third.db
        5.25
        $ metricctl list -d third.db
        hits	counter		1	Hits
        $ metricctl import first --add
        $ metricctl get hits code=200
        10.5
        $ metricctl check -d second.db | cut -d, -f1,2
        sound: 4 metrics, 3 series
        """#, in: workspace)
    }
  }

  @Test func `a text that was cut off, and a metric of another type, change nothing`() async throws
  {
    try await Workspace.use { workspace in
      try await Transcript.expect(Self.metrics, in: workspace)
      try await Transcript.expect(
        #"""
        $ metricctl dump --format exact size > text
        $ head -n 2 text | metricctl import -d second.db
        ! metricctl: e_inval: standard input: line 3, column 1: the text must end in '# metricctl end' (it was cut off)
        [2]
        $ metricctl declare size gauge -d second.db
        $ metricctl import -d second.db text
        ! metricctl: e_inval: metric 'size' is declared as gauge, not summary (metricctl delete size --all forgets it)
        [2]
        $ metricctl list -d second.db
        size	gauge		0	
        $ metricctl dump --format exact nothing 2>&1 | cut -d: -f 2
         e_not_found
        """#, in: workspace)
    }
  }
}
