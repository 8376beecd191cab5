internal import TestSupport
internal import Testing

/// `batch`: many updates in one transaction.
@Suite struct BatchTests {
  @Test(arguments: Way.allCases)
  func `all lines are carried out in their order`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf 'declare hits counter "Hits so far" "" code=200\nincr hits\nincr hits code=200 --print\n' | metricctl batch
        1
        $ printf 'add hits 5 --print\nset hits 5\n' | metricctl batch -
        ! metricctl: e_inval: line 2: set hits 5: counter 'hits' cannot go from 6 down to 5 (reset makes it 0)
        [2]
        $ metricctl get hits
        1
        $ printf '\n  # a comment\n\tset temp -5 --declare gauge # more\r\n\r\nadd temp 7.5 --print\nadd temp room=\047a b\047 1' > lines
        $ metricctl batch lines
        2.5
        $ printf 'incr hits\nreset hits --all\nincr hits --print\ndelete hits code=200\nincr hits code=200 --print\ndelete hits --all\nincr hits --declare gauge --print\nset hits -2 --print\n' | metricctl batch
        1
        1
        1
        -2
        $ metricctl dump --created off
        # TYPE hits gauge
        hits -2
        # TYPE temp gauge
        temp 2.5
        temp{room="a b"} 1
        # EOF
        $ printf '' | metricctl batch
        $ printf '# nothing\n\n' | metricctl batch -d missing/none.db; ls
        lines
        metrics.db
        """#, in: workspace, way: way)
    }
  }

  @Test func `the same series may be named in many ways in one batch`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf 'declare hits counter\nincr hits a=1,b=2\nincr hits b=2,a=1\nincr hits_total -l a=1 -l b=2\nadd \047hits{a="1",b="2"}\047 1\nadd hits a=1,b=2 0.5\nadd hits a=1,b=2 0.25 --print\nadd hits   a=1,b=2   0.25\n' | metricctl batch
        4.75
        $ metricctl get hits a=1,b=2
        5
        $ printf 'add hits 5 # 5\nadd hits 5 # 7\nadd hits 5 # 5\nadd hits -- 5\nadd hits -- 5\n' | metricctl batch
        $ metricctl get hits
        25
        """#, in: workspace)
    }
  }

  @Test func `every kind of metric can be updated`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf 'declare lat histogram --buckets 0.1,1\nobserve lat 0.05\nobserve lat 0.5\nobserve lat 0.5\nobserve lat 7 --print\ndeclare mode stateset --states on,off\nset mode on\nset mode off --print\ndeclare build info\nset build version=1\ndeclare up duration\nset up 0\n' > lines
        $ metricctl batch lines | grep -v '^$'
        count=4 sum=8.05 0.1=1 1=3 +Inf=4
        off
        $ metricctl get build version=1
        1
        $ metricctl get lat_count
        4
        """#, in: workspace)
    }
  }

  @Test func `a database is made by a batch that declares, and by no other`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf 'incr hits\n' | metricctl batch; ls
        ! metricctl: e_dbfailure: database 'DB' does not exist (metricctl declare makes it)
        $ printf 'declare hits counter\nincr misses\n' | metricctl batch; ls
        ! metricctl: e_not_found: line 2: incr misses: metric 'misses' is not declared in 'DB' (declare it first: declare misses counter "help text")
        $ printf 'incr a\n\nincr b\nincr a 5\n' | metricctl batch --keep-going
        ! metricctl: e_inval: line 4: incr a 5: incr adds 1 and takes no number: use add a 5 (see metricctl incr --help)
        ! metricctl: e_dbfailure: database 'DB' does not exist (metricctl declare makes it)
        [2]
        $ printf 'incr hits --declare counter\n' | metricctl batch
        $ metricctl get hits
        1
        """#, in: workspace)
    }
  }

  @Test func `what is printed may find no reader, and the updates stay`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ printf 'incr hits --print\n' | { metricctl batch; echo $? > status; } | true; cat status
        0
        $ printf 'incr hits --print\n' | metricctl batch > /dev/full
        ! metricctl: e_failure: cannot write 'standard output': No space left on device
        [1]
        $ printf 'incr hits --print\n' | metricctl batch >&-
        ! metricctl: e_failure: cannot write 'standard output': Bad file descriptor
        [1]
        $ printf 'incr hits\n' | metricctl batch --stream >&- 2>&-
        $ metricctl get hits
        4
        """#, in: workspace)
    }
  }

  @Test func `a hundred thousand lines are one transaction`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ awk 'BEGIN { print "declare hits counter"; for (n = 0; n < 100000; n++) printf "add hits n=%d %d\n", n % 1000, n % 7 }' > lines
        $ metricctl batch lines
        $ metricctl get hits n=0
        300
        $ { cat lines; echo "incr other"; } | metricctl batch
        ! metricctl: e_not_found: line 100002: incr other: metric 'other' is not declared in 'DB' (declare it first: declare other counter "help text")
        [4]
        $ metricctl get hits n=0
        300
        """#, in: workspace)
    }
  }
}
