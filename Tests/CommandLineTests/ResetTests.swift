internal import Testing

/// reset: zero for numbers, now for durations.
@Suite struct ResetTests {
  @Test(arguments: Way.allCases)
  func `reset makes one series zero or all of a family`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" "" code=200
        $ metricctl declare temp gauge
        $ metricctl add hits 5
        $ metricctl add hits code=200 7
        $ metricctl reset hits --print
        0
        $ metricctl get hits code=200
        7
        $ metricctl reset hits code=404 --print
        0
        $ metricctl set temp -4
        $ metricctl reset temp
        $ metricctl get temp
        0
        $ metricctl add hits 5
        $ metricctl reset hits --all
        $ metricctl dump --created off
        # TYPE hits counter
        hits_total 0
        hits_total{code="200"} 0
        hits_total{code="404"} 0
        # TYPE temp gauge
        temp 0
        # EOF
        $ metricctl reset hits code=200 --all
        ! metricctl: e_inval: reset takes no labels with --all (see metricctl reset --help)
        [2]
        $ metricctl reset hits -l code=200 --all
        ! metricctl: e_inval: reset takes no labels with --all (see metricctl reset --help)
        [2]
        $ metricctl reset absent
        ! metricctl: e_not_found: metric 'absent' is not declared in 'DB' (declare it first: metricctl declare absent duration "help text")
        [4]
        $ metricctl reset absent --all
        ! metricctl: e_not_found: metric 'absent' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl reset
        ! metricctl: e_inval: missing expected argument '<name>' (see metricctl reset --help)
        [2]
        $ metricctl reset hits code=200 code=404
        ! metricctl: e_inval: reset takes one LABELSET, labels joined by commas without blanks: code=200,code=404 (see metricctl reset --help)
        [2]
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `all series have no one value to print`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ metricctl reset hits --all --print
        ! metricctl: e_inval: reset has no one value to --print with --all (see metricctl reset --help)
        [2]
        """#, in: workspace, way: way)
    }
  }
}
