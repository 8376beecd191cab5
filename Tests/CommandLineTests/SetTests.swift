internal import Testing

/// set: any value for a gauge, never less for a counter.
@Suite struct SetTests {
  @Test(arguments: Way.allCases)
  func `set raises counters and moves gauges`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ metricctl declare temp gauge
        $ metricctl set temp 21.5
        $ metricctl set temp room=a -3 --print
        -3
        $ metricctl set temp -- -4
        $ metricctl get temp
        -4
        $ metricctl set temp nan --print
        NaN
        $ metricctl set temp +inf --print
        +Inf
        $ metricctl set hits 5 --print
        5
        $ metricctl set hits 5 --print
        5
        $ metricctl set hits 4
        ! metricctl: e_inval: counter 'hits' cannot go from 5 down to 4 (metricctl reset makes it 0)
        [2]
        $ metricctl set hits -1
        ! metricctl: e_inval: counter 'hits' cannot be -1 (only a finite number, 0 or more)
        [2]
        $ metricctl set hits NaN
        ! metricctl: e_inval: counter 'hits' cannot be NaN (only a finite number, 0 or more)
        [2]
        $ metricctl set hits code=200 -1
        ! metricctl: e_inval: counter 'hits' cannot be -1 (only a finite number, 0 or more)
        [2]
        $ metricctl set hits Inf
        ! metricctl: e_inval: counter 'hits' cannot be +Inf (only a finite number, 0 or more)
        [2]
        $ metricctl get hits code=200
        ! metricctl: e_not_found: series 'hits{code="200"}' is not there (metricctl dump hits shows those that are)
        [4]
        $ metricctl set temp
        ! metricctl: e_inval: metric 'temp' is of type gauge: set needs a VALUE
        [2]
        $ metricctl set temp warm
        ! metricctl: e_inval: 'warm' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        [2]
        $ metricctl set temp 1 --if-new --print
        +Inf
        $ metricctl set temp room=b 1 --if-new --print
        1
        $ metricctl set temp room=b 2 --if-new --print
        1
        $ metricctl set hits 1 --if-new
        $ metricctl set hits warm --if-new
        ! metricctl: e_inval: 'warm' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        [2]
        $ metricctl dump --created off
        # TYPE hits counter
        hits_total 5
        # TYPE temp gauge
        temp +Inf
        temp{room="a"} -3
        temp{room="b"} 1
        # EOF
        """#, in: workspace, way: way)
    }
  }
}
