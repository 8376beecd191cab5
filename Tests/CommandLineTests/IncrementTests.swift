internal import Testing

/// incr and add: every way to name a series, and what a counter takes.
@Suite struct IncrementTests {
  @Test(arguments: Way.allCases)
  func `a series is the same however it is written`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" "" code=200
        $ metricctl declare temp gauge
        $ metricctl declare misc unknown
        $ metricctl incr hits
        $ metricctl incr hits --print
        2
        $ metricctl incr hits_total --print
        3
        $ metricctl incr hits code=200 --print
        1
        $ metricctl incr --print hits -l code=200
        2
        $ metricctl incr 'hits{code="200"}' --print
        3
        $ metricctl incr 'hits_total{code="200"}' --print
        4
        $ metricctl incr hits method=GET,code=200 --print
        1
        $ metricctl incr hits code=200,method=GET --print
        2
        $ metricctl incr hits -l method=GET -l code=200 --print
        3
        $ metricctl incr 'hits{code="200"}' method=GET --print
        4
        $ metricctl incr hits code=200 -l method=GET --print
        5
        $ metricctl incr hits 'code="200",method="GET"' --print
        6
        $ metricctl incr hits code= --print
        4
        $ metricctl incr temp --print
        1
        $ metricctl incr misc a=1 --print
        1
        $ metricctl incr temp_total
        ! metricctl: e_not_found: metric 'temp_total' is not declared in 'DB'. Did you mean 'temp'? (or declare it first: metricctl declare temp_total counter "help text")
        [4]
        $ metricctl incr absent
        ! metricctl: e_not_found: metric 'absent' is not declared in 'DB' (declare it first: metricctl declare absent counter "help text")
        [4]
        $ metricctl incr hits code=1,code=2
        ! metricctl: e_inval: label 'code' is given twice
        [2]
        $ metricctl incr 'hits{code="1"}' code=2
        ! metricctl: e_inval: label 'code' is given twice
        [2]
        $ metricctl incr hits code=1 -l code=2
        ! metricctl: e_inval: label 'code' is given twice
        [2]
        $ metricctl incr hits code=1 method=GET
        ! metricctl: e_inval: incr takes one LABELSET, labels joined by commas without blanks: code=1,method=GET (see metricctl incr --help)
        [2]
        $ metricctl incr 'hits{code="1"'
        ! metricctl: e_inval: labels 'hits{code="1"': the closing brace is missing
        [2]
        $ metricctl incr
        ! metricctl: e_inval: missing expected argument '<name>' (see metricctl incr --help)
        [2]
        $ metricctl list
        hits	counter		3	
        misc	unknown		1	
        temp	gauge		1	
        $ metricctl dump --created off
        # TYPE hits counter
        hits_total 4
        hits_total{code="200"} 4
        hits_total{code="200",method="GET"} 6
        # TYPE misc unknown
        misc{a="1"} 1
        # TYPE temp gauge
        temp 1
        # EOF
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `a counter takes 0 or more and a gauge anything`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ metricctl declare temp gauge
        $ metricctl add hits 2.5 --print
        2.5
        $ metricctl add hits 0 --print
        2.5
        $ metricctl add hits -1
        ! metricctl: e_inval: counter 'hits' cannot go by -1 (only by finite numbers, 0 or more; see reset)
        [2]
        $ metricctl add hits NaN
        ! metricctl: e_inval: counter 'hits' cannot go by NaN (only by finite numbers, 0 or more; see reset)
        [2]
        $ metricctl add hits -Inf
        ! metricctl: e_inval: counter 'hits' cannot go by -Inf (only by finite numbers, 0 or more; see reset)
        [2]
        $ metricctl add hits -0 --print
        2.5
        $ metricctl add temp -1e2 --print
        -100
        $ metricctl add temp room=a -1 --print
        -1
        $ metricctl add --print temp -l room=a -- -1
        -2
        $ metricctl add temp NaN --print
        NaN
        $ metricctl incr temp
        ! metricctl: e_inval: adding 1 to 'temp' would be lost: NaN stays NaN whatever is added (use set or reset)
        [2]
        $ metricctl set temp Inf; metricctl add temp -Inf
        ! metricctl: e_inval: adding -Inf to 'temp' would be lost: +Inf stays +Inf whatever is added (use set or reset)
        [2]
        $ metricctl add temp room=b 1e9; metricctl add temp room=b 1e-9
        ! metricctl: e_inval: adding 1e-09 to 'temp{room="b"}' would be lost: it vanishes beside 1000000000
        [2]
        $ metricctl add hits +Inf
        ! metricctl: e_inval: counter 'hits' cannot go by +Inf (only by finite numbers, 0 or more; see reset)
        [2]
        $ metricctl set hits +Inf
        ! metricctl: e_inval: counter 'hits' cannot be +Inf (only a finite number, 0 or more)
        [2]
        $ printf '# TYPE full counter\nfull_total +Inf\n# EOF\n' | metricctl import; metricctl incr full; metricctl get full
        +Inf
        ! metricctl: e_inval: adding 1 to 'full' would be lost: +Inf stays +Inf whatever is added (use set or reset)
        $ printf '# TYPE hits counter\nhits_total +Inf\n# EOF\n' | metricctl import --add
        ! metricctl: e_inval: standard input: line 1: counter 'hits' cannot go by +Inf (only by finite numbers, 0 or more; see reset)
        [2]
        $ metricctl get hits
        2.5
        $ metricctl add hits 1e400
        ! metricctl: e_inval: '1e400' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        [2]
        $ metricctl add hits 0x10
        ! metricctl: e_inval: '0x10' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        [2]
        $ metricctl add hits 1,5
        ! metricctl: e_inval: '1,5' is not a number (write 1.5)
        [2]
        $ metricctl add hits ''
        ! metricctl: e_inval: '' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        [2]
        $ metricctl add hits
        ! metricctl: e_inval: add needs a DELTA (see metricctl add --help)
        [2]
        $ metricctl add hits code=200
        ! metricctl: e_inval: 'code=200' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        [2]
        $ metricctl add hits code=200 1 1
        ! metricctl: e_inval: add takes one LABELSET, labels joined by commas; '1' is left over (see metricctl add --help)
        [2]
        $ metricctl add temp 1e308
        ! metricctl: e_inval: adding 1e+308 to 'temp' would be lost: +Inf stays +Inf whatever is added (use set or reset)
        [2]
        $ metricctl set temp 1e308
        $ metricctl add temp 1e308
        ! metricctl: e_inval: 'temp' would overflow
        [2]
        $ metricctl get temp
        1e+308
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `an increment that a double would lose is refused`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ metricctl set hits 9007199254740991
        $ metricctl incr hits --print
        9007199254740992
        $ metricctl incr hits
        ! metricctl: e_inval: adding 1 to 'hits' would be lost: 9007199254740992 is past what a double counts exactly
        [2]
        $ metricctl add hits 2 --print
        9.007199254740994e+15
        $ metricctl add hits 0.5
        ! metricctl: e_inval: adding 0.5 to 'hits' would be lost: 9.007199254740994e+15 is past what a double counts exactly
        [2]
        $ metricctl get hits
        9.007199254740994e+15
        $ metricctl declare g gauge
        $ metricctl set g 9007199254740992
        $ metricctl incr g --print
        ! metricctl: e_inval: adding 1 to 'g' would be lost: 9007199254740992 is past what a double counts exactly
        [2]
        $ metricctl set hits 1e300
        $ metricctl incr hits
        ! metricctl: e_inval: adding 1 to 'hits' would be lost: 1e+300 is past what a double counts exactly
        [2]
        $ metricctl dump --created off
        # TYPE g gauge
        g 9007199254740992
        # TYPE hits counter
        hits_total 1e+300
        # EOF
        """#, in: workspace, way: way)
    }
  }
}
