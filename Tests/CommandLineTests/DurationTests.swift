internal import Testing

/// Durations advance by themselves.
@Suite struct DurationTests {
  @Test(arguments: Way.allCases)
  func `a duration shows nothing until it is set, reset or made`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare age duration "Seconds since the database was created"
        $ metricctl dump --created off
        # EOF
        $ metricctl get age
        ! metricctl: e_not_found: series 'age' is not there (metricctl dump age shows those that are)
        [4]
        $ metricctl incr age
        ! metricctl: e_inval: metric 'age' is a duration: it advances by itself (use set or reset)
        [2]
        $ metricctl add age 5
        ! metricctl: e_inval: metric 'age' is a duration: it advances by itself (use set or reset)
        [2]
        $ metricctl set age -1
        ! metricctl: e_inval: a duration cannot be -1 (0 to about 200 years of seconds)
        [2]
        $ metricctl set age NaN
        ! metricctl: e_inval: a duration cannot be NaN (0 to about 200 years of seconds)
        [2]
        $ metricctl set age 1e300
        ! metricctl: e_inval: a duration cannot be 1e+300 (0 to about 200 years of seconds)
        [2]
        $ metricctl set age 3600
        $ test "$(metricctl get age | cut -d. -f1)" -ge 3600 && echo old
        old
        $ metricctl reset age
        $ test "$(metricctl get age | cut -d. -f1)" -lt 60 && echo young
        young
        $ metricctl declare uptime duration "Instance uptime" ""
        $ test "$(metricctl get uptime | cut -d. -f1)" -lt 60 && echo young
        young
        $ metricctl dump --created off uptime | sed 's/^uptime .*/uptime SECONDS/'
        # TYPE uptime gauge
        # HELP uptime Instance uptime
        uptime SECONDS
        # EOF
        $ metricctl declare uptime duration "Since the last start" ""
        $ metricctl list
        age	duration		1	Seconds since the database was created
        uptime	duration		1	Since the last start
        $ metricctl declare uptime gauge
        ! metricctl: e_inval: metric 'uptime' is declared as duration, not gauge (metricctl delete uptime --all forgets it)
        [2]
        $ test "$(metricctl set age 60 --if-new --print | cut -d. -f1)" -lt 60 && echo young
        young
        $ metricctl set age host=b 60 --if-new --print
        60
        $ test "$(metricctl get age host=b | cut -d. -f1)" -ge 60 && echo old
        old
        $ metricctl reset age --all
        $ test "$(metricctl get age host=b | cut -d. -f1)" -lt 60 && echo young
        young
        """#, in: workspace, way: way)
    }
  }
}
