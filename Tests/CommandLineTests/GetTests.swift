internal import Testing

/// get: the bare value, or e_not_found.
@Suite struct GetTests {
  @Test(arguments: Way.allCases)
  func `get prints the value of one series`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" "" code=200
        $ metricctl get hits
        0
        $ metricctl get hits_total
        0
        $ metricctl get hits code=200
        0
        $ metricctl get hits -l code=200
        0
        $ metricctl get 'hits_total{code="200"}'
        0
        $ metricctl get hits code=404
        ! metricctl: e_not_found: series 'hits{code="404"}' is not there (metricctl dump hits shows those that are)
        [4]
        $ metricctl get 'hits{code="200"}' a=1
        ! metricctl: e_not_found: series 'hits{a="1",code="200"}' is not there (metricctl dump hits shows those that are)
        [4]
        $ metricctl get absent
        ! metricctl: e_not_found: metric 'absent' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl get hits code
        ! metricctl: e_inval: labels 'code': expected name=value
        [2]
        $ metricctl get
        ! metricctl: e_inval: missing expected argument '<name>' (see metricctl get --help)
        [2]
        $ metricctl get hits code=200 404
        ! metricctl: e_inval: get takes one LABELSET, labels joined by commas; '404' is left over (see metricctl get --help)
        [2]
        $ metricctl get hits --all
        ! metricctl: e_inval: unknown option '--all' (see metricctl get --help)
        [2]
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `check takes no argument and says what is there`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ metricctl check | cut -d, -f1,2
        sound: 1 metric, 0 series
        $ metricctl check --quiet
        $ metricctl check hits
        ! metricctl: e_inval: unexpected argument 'hits' (see metricctl check --help)
        [2]
        """#, in: workspace, way: way)
    }
  }
}
