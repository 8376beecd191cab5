internal import Testing

/// Declarations that are refused.
@Suite struct DeclareMistakeTests {
  @Test(arguments: Way.allCases)
  func `a declaration that breaks a rule changes nothing`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare
        ! metricctl: e_inval: missing expected argument '<name>' (see metricctl declare --help)
        [2]
        $ metricctl declare hits
        ! metricctl: e_inval: missing expected argument '<type>' (see metricctl declare --help)
        [2]
        $ metricctl declare 0hits counter
        ! metricctl: e_inval: '0hits' is not a metric name (letters, digits, '_' and ':', not a digit first, at most 1024 bytes)
        [2]
        $ metricctl declare hits counters
        ! metricctl: e_inval: 'counters' is not a type (counter, gauge, duration, histogram, gaugehistogram, summary, info, stateset, unknown)
        [2]
        $ metricctl declare hits Counter
        ! metricctl: e_inval: 'Counter' is not a type (counter, gauge, duration, histogram, gaugehistogram, summary, info, stateset, unknown)
        [2]
        $ metricctl declare hits histogram
        ! metricctl: e_inval: histogram 'hits' needs its buckets (--buckets 0.1,1,10; --unit seconds and bytes have their own)
        [2]
        $ metricctl declare hits histogram --buckets 1,1
        ! metricctl: e_inval: buckets are 1 to 256 finite numbers, each above the one before (like 0.1,1,10)
        [2]
        $ metricctl declare hits histogram --buckets 1,x
        ! metricctl: e_inval: buckets are 1 to 256 finite numbers, each above the one before (like 0.1,1,10)
        [2]
        $ metricctl declare hits histogram --buckets +Inf
        ! metricctl: e_inval: buckets are 1 to 256 finite numbers, each above the one before (like 0.1,1,10)
        [2]
        $ metricctl declare hits summary --quantiles 0.5,1.5
        ! metricctl: e_inval: quantiles are 1 to 256 numbers from 0 to 1, each above the one before (like 0.5,0.9,0.99)
        [2]
        $ metricctl declare hits stateset
        ! metricctl: e_inval: stateset 'hits' needs its states (--states up,down)
        [2]
        $ metricctl declare hits stateset --states up,,down
        ! metricctl: e_inval: states are 1 to 64 words that are not empty (like up,down)
        [2]
        $ metricctl declare hits stateset --states up,up
        ! metricctl: e_inval: state 'up' is given twice
        [2]
        $ metricctl declare hits counter --states up
        ! metricctl: e_inval: a metric of type counter has no states
        [2]
        $ metricctl declare hits histogram --buckets 1 --quantiles 1
        ! metricctl: e_inval: declare takes one of --buckets, --quantiles and --states (see metricctl declare --help)
        [2]
        $ metricctl declare hits counter help code
        ! metricctl: e_inval: labels 'code': expected name=value
        [2]
        $ metricctl declare hits counter help code=1 code=1,
        ! metricctl: e_inval: labels 'code=1,': expected name=value
        [2]
        $ metricctl declare hits counter help 'path="/a'
        ! metricctl: e_inval: labels 'path="/a': the closing quote is missing
        [2]
        $ metricctl declare hits counter help 'path="/a"b=1'
        ! metricctl: e_inval: labels 'path="/a"b=1': expected a comma after the closing quote
        [2]
        $ metricctl declare hits counter help 'path="\a"'
        ! metricctl: e_inval: labels 'path="\a"': only \\, \" and \n may follow a backslash in quotes
        [2]
        $ metricctl declare hits counter help a=1,a=2
        ! metricctl: e_inval: label 'a' is given twice
        [2]
        $ metricctl declare hits counter help 0a=1
        ! metricctl: e_inval: '0a' is not a label name (letters, digits and '_', not a digit first)
        [2]
        $ metricctl declare hits counter help __a=1
        ! metricctl: e_inval: label '__a' is reserved (choose another name)
        [2]
        $ metricctl declare hits counter -l a=1
        ! metricctl: e_inval: unknown option '--label' (see metricctl declare --help)
        [2]
        $ metricctl declare hits counter --buckets 1,2
        ! metricctl: e_inval: a metric of type counter has no buckets
        [2]
        $ metricctl declare hits counter --print
        ! metricctl: e_inval: unknown option '--print' (see metricctl declare --help)
        [2]
        $ metricctl list
        ! metricctl: e_dbfailure: database 'DB' does not exist (metricctl declare makes it)
        [3]
        $ ls
        """#, in: workspace, way: way)
    }
  }
}
