internal import TestSupport
internal import Testing

/// What `batch` says of lines that are wrong.
@Suite struct BatchMistakeTests {
  @Test(arguments: Way.allCases)
  func `every wrong line is reported with its number and words, and nothing is done`(
    way: Way
  ) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ printf 'incr hits\n0bad x\nmetricctl incr hits\nget hits\nincrr hits\n--print\n-- incr\n"" ""\n' > lines
        $ printf 'incr 0bad\nincr\nincr hits -q\nincr hits --database=/x\nincr hits --unit s\nincr hits --pint\nset hits 5 --declare\nincr hits --print=1\ncork\nuncork now\n' >> lines
        $ printf 'incr "hits\nincr \047hits\nincr hits\\\nadd hits x\nadd hits -1\nincr misses\n  set hits a=1 5 6\nincr hits\033[31m\n' >> lines
        $ metricctl batch lines
        ! metricctl: e_inval: lines: line 2: 0bad x: '0bad' is not an operation (declare, incr, add, set, reset, observe, delete)
        [2]
        $ metricctl batch lines --keep-going
        ! metricctl: e_inval: lines: line 2: 0bad x: '0bad' is not an operation (declare, incr, add, set, reset, observe, delete)
        ! metricctl: e_inval: lines: line 3: metricctl incr hits: lines are written without 'metricctl'
        ! metricctl: e_inval: lines: line 4: get hits: 'get' is a command of its own, not an operation of a batch (declare, incr, add, set, reset, observe, delete)
        ! metricctl: e_inval: lines: line 5: incrr hits: 'incrr' is not an operation. Did you mean 'incr'?
        ! metricctl: e_inval: lines: line 6: --print: an operation is missing
        ! metricctl: e_inval: lines: line 7: -- incr: an operation is missing
        ! metricctl: e_inval: lines: line 8: "" "": an operation is missing
        ! metricctl: e_inval: lines: line 9: incr 0bad: '0bad' is not a metric name (letters, digits, '_' and ':', not a digit first, at most 1024 bytes)
        ! metricctl: e_inval: lines: line 10: incr: incr needs the NAME of a metric (see metricctl incr --help)
        ! metricctl: e_inval: lines: line 11: incr hits -q: option '-q' is for metricctl batch, not for one of its lines
        ! metricctl: e_inval: lines: line 12: incr hits --database=/x: option '--database' is for metricctl batch, not for one of its lines
        ! metricctl: e_inval: lines: line 13: incr hits --unit s: incr takes no option '--unit'
        ! metricctl: e_inval: lines: line 14: incr hits --pint: unknown option '--pint'. Did you mean '--print'?
        ! metricctl: e_inval: lines: line 15: set hits 5 --declare: option '--declare' needs a value
        ! metricctl: e_inval: lines: line 16: incr hits --print=1: option '--print' takes no value
        ! metricctl: e_inval: lines: line 17: cork: this is for metricctl batch --stream; all of a batch is one transaction
        ! metricctl: e_inval: lines: line 18: uncork now: uncork stands alone in its line
        ! metricctl: e_inval: lines: line 19: incr "hits: the closing " is missing
        ! metricctl: e_inval: lines: line 20: incr 'hits: the closing ' is missing
        ! metricctl: e_inval: lines: line 21: incr hits\: nothing follows the backslash at the end
        ! metricctl: e_inval: lines: line 22: add hits x: 'x' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        ! metricctl: e_inval: lines: line 23: add hits -1: counter 'hits' cannot go by -1 (only by finite numbers, 0 or more; see reset)
        ! metricctl: e_not_found: lines: line 24: incr misses: metric 'misses' is not declared in 'DB' (declare it first: declare misses counter "help text")
        ! metricctl: e_inval: lines: line 25: set hits a=1 5 6: set takes one LABELSET, labels joined by commas; '5' is left over (see metricctl set --help)
        ! metricctl: e_inval: lines: line 26: incr hits\u{1b}[31m: 'hits\u{1b}[31m' is not a metric name (letters, digits, '_' and ':', not a digit first, at most 1024 bytes)
        [2]
        $ metricctl get hits
        0
        """#, in: workspace, way: way)
    }
  }

  @Test func `the status is that of the first wrong line`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ printf 'incr no\nincr 0\n' | metricctl batch --keep-going 2> errors; echo $?; wc -l < errors
        4
        2
        $ printf 'incr 0\nincr no\n' | metricctl batch --keep-going 2> errors; echo $?; wc -l < errors
        2
        2
        $ printf 'declare a histogram "" "" le=1 --buckets 1\nincr a\nincr b --declare duration\nreset b\n' | metricctl batch --keep-going
        ! metricctl: e_inval: line 1: declare a histogram "" "" le=1 --buckets 1: label 'le' is reserved (choose another name)
        ! metricctl: e_not_found: line 2: incr a: metric 'a' is not declared in 'DB' (declare it first: declare a counter "help text")
        ! metricctl: e_inval: line 3: incr b --declare duration: metric 'b' is a duration: it advances by itself (use set or reset)
        ! metricctl: e_not_found: line 4: reset b: metric 'b' is not declared in 'DB' (declare it first: declare b duration "help text")
        [2]
        $ printf 'set hits 5\nset hits 4\nset hits 6\nset hits 5\n' | metricctl batch --keep-going
        ! metricctl: e_inval: line 2: set hits 4: counter 'hits' cannot go from 5 down to 4 (reset makes it 0)
        ! metricctl: e_inval: line 4: set hits 5: counter 'hits' cannot go from 6 down to 5 (reset makes it 0)
        [2]
        $ metricctl get hits
        0
        $ metricctl batch --keep-going --stream
        ! metricctl: e_inval: --keep-going is not for --stream, which goes on anyway (see metricctl batch --help)
        [2]
        """#, in: workspace)
    }
  }

  @Test func `bytes that no line may hold are named, and an endless line ends it`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ printf 'incr hits\nincr \0hits\n' | metricctl batch
        ! metricctl: e_inval: line 2: incr \u{0}hits: it holds a NUL byte
        [2]
        $ printf 'incr hits\nincr hits # \377\n' | metricctl batch
        ! metricctl: e_inval: line 2: incr hits # �: it is not UTF-8
        [2]
        $ { printf 'incr hits\nincr a\n'; tr '\0' x < /dev/zero | head -c 3000000; printf '\nincr b\n'; } | metricctl batch --keep-going
        ! metricctl: e_not_found: line 2: incr a: metric 'a' is not declared in 'DB' (declare it first: declare a counter "help text")
        ! metricctl: e_inval: line 3: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...: it is longer than 1 MiB
        ! metricctl: e_not_found: line 4: incr b: metric 'b' is not declared in 'DB' (declare it first: declare b counter "help text")
        [4]
        $ metricctl batch /dev/zero
        ! metricctl: e_inval: /dev/zero: line 1: \u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}...: it is longer than 1 MiB
        [2]
        $ metricctl batch missing
        ! metricctl: e_failure: cannot open 'missing': No such file or directory
        [1]
        $ metricctl batch .
        ! metricctl: e_failure: cannot read '.': Is a directory
        [1]
        $ metricctl batch <&-
        ! metricctl: e_failure: cannot read 'standard input': Bad file descriptor
        [1]
        $ metricctl get hits
        0
        """#, in: workspace)
    }
  }

  @Test func `a fault of the database is no line's, and --safe forgives it alone`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ printf 'incr hits\n' | flock metrics.db -c '"$METRICCTL" batch --lock-timeout 0'
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        [3]
        $ printf 'incr hits\n' | flock metrics.db -c '"$METRICCTL" batch --safe --lock-timeout 0'
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        $ printf 'incr hits\nincr 0\n' | flock metrics.db -c '"$METRICCTL" batch --keep-going --lock-timeout 0'
        ! metricctl: e_inval: line 2: incr 0: '0' is not a metric name (letters, digits, '_' and ':', not a digit first, at most 1024 bytes)
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        [2]
        $ printf 'incr 0\n' | metricctl batch --safe
        ! metricctl: e_inval: line 1: incr 0: '0' is not a metric name (letters, digits, '_' and ':', not a digit first, at most 1024 bytes)
        [2]
        """#, in: workspace)
    }
  }
}
