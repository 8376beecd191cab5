internal import TestSupport
internal import Testing

/// `batch --stream`: lines are carried out as they come.
@Suite struct BatchStreamTests {
  @Test(arguments: [[:], ["METRICCTL_DURABILITY": "relaxed"]])
  func `each line is carried out, a wrong one is told of, and the stream goes on`(
    environment: [String: String]
  ) async throws {
    try await Workspace.use { workspace in
      var workspace = workspace
      workspace.environment.merge(environment) { $1 }
      try await Transcript.expect(
        #"""
        $ printf 'incr hits\ndeclare hits counter\nincr hits --print\n\n# no\nincr nosuch\nincr\nadd hits 2 --print\nset hits 1\nflush\nflush\nincr hits --print' | metricctl batch --stream
        1
        3
        e_dbfailure: line 1: incr hits: database 'DB' does not exist (declare makes it)
        ok
        4
        ! metricctl: e_dbfailure: line 1: incr hits: database 'DB' does not exist (declare makes it)
        ! metricctl: e_not_found: line 6: incr nosuch: metric 'nosuch' is not declared in 'DB' (declare it first: declare nosuch counter "help text")
        ! metricctl: e_inval: line 7: incr: incr needs the NAME of a metric (see metricctl incr --help)
        ! metricctl: e_inval: line 9: set hits 1: counter 'hits' cannot go from 3 down to 1 (reset makes it 0)
        [3]
        $ printf 'incr hits\n' > lines; metricctl batch --stream lines; metricctl get hits
        5
        $ printf 'flush\nuncork\nflush\n' | metricctl batch --stream -d none.db; ls
        ok
        ok
        lines
        metrics.db
        """#, in: workspace)
    }
  }

  @Test func `a cork is committed whole at uncork, or dropped with a message`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf 'cork\ndeclare hits counter\nincr hits --print\nincr hits --print\nuncork\nflush\n' | metricctl batch --stream
        1
        2
        ok
        $ printf 'cork\nincr hits\nincr\nincr hits\nuncork\nflush\nincr hits --print\n' | metricctl batch --stream
        e_inval: line 3: incr: incr needs the NAME of a metric (see metricctl incr --help)
        3
        ! metricctl: e_inval: line 3: incr: incr needs the NAME of a metric (see metricctl incr --help)
        ! metricctl: e_inval: line 5: uncork: nothing was done of what is corked since line 1, for a line in it is wrong
        [2]
        $ printf 'cork\nincr hits\nincr nosuch\nuncork\nincr hits --print\n' | metricctl batch --stream
        4
        ! metricctl: e_not_found: line 4: uncork: line 3: incr nosuch: metric 'nosuch' is not declared in 'DB' (declare it first: declare nosuch counter "help text")
        [4]
        $ printf 'cork\nincr hits\ncork\nuncork\nuncork\n' | metricctl batch --stream
        ! metricctl: e_inval: line 3: cork: this cannot stand in the cork of line 1 (uncork first)
        ! metricctl: e_inval: line 4: uncork: nothing was done of what is corked since line 1, for a line in it is wrong
        [2]
        $ printf 'cork\nflush\nuncork\nincr hits --print\nflush\n' | metricctl batch --stream
        e_inval: line 2: flush: this cannot stand in the cork of line 1 (uncork first)
        5
        e_inval: line 3: uncork: nothing was done of what is corked since line 1, for a line in it is wrong
        ! metricctl: e_inval: line 2: flush: this cannot stand in the cork of line 1 (uncork first)
        ! metricctl: e_inval: line 3: uncork: nothing was done of what is corked since line 1, for a line in it is wrong
        [2]
        $ printf 'incr hits --print\ncork\nincr hits --print\n' | metricctl batch --stream
        6
        ! metricctl: line 2: cork: the stream ended before uncork, and nothing of it was carried out
        $ printf 'cork\nuncork\ncork\nincr nosuch\nuncork\n' | metricctl batch --stream -d none.db; ls
        metrics.db
        ! metricctl: e_dbfailure: line 5: uncork: database 'none.db' does not exist (declare makes it)
        """#, in: workspace)
    }
  }

  @Test func `a coprocess is answered line by line, and others get the lock in between`()
    async throws
  {
    try await Workspace.use { workspace in
      let script = #"""
        set -e
        "$METRICCTL" declare hits counter "" ""
        coproc STREAM { exec "$METRICCTL" batch --stream --durability relaxed --lock-timeout 0; }
        { pid=$STREAM_PID; in=${STREAM[1]}; out=${STREAM[0]}; }
        ask() { echo "$1" >&$in; read -r answer <&$out; echo "$1: $answer"; }
        for n in 1 2 3; do
          ask "incr hits --print"
          "$METRICCTL" incr hits --lock-timeout 0
          echo "add hits 0.5" >&$in
          ask flush
        done
        "$METRICCTL" get hits
        ask "cork
        incr hits --print
        uncork"
        cp metrics.db copy.db; mv copy.db metrics.db
        ask "incr hits --print"
        "$METRICCTL" get hits
        rm metrics.db
        echo "incr hits" >&$in
        ask flush
        ask "incr hits --declare counter --print"
        ask flush
        eval "exec $in>&-"
        wait $pid || echo "status $?"
        """#
      var variables = workspace.environment
      variables["METRICCTL"] = Command.metricctl
      let result = try await Command.run(
        "/usr/bin/env", ["-C", workspace.folder.path, "bash", "-c", script],
        environment: variables)
      #expect(
        result.output == """
          incr hits --print: 1
          flush: ok
          incr hits --print: 3.5
          flush: ok
          incr hits --print: 6
          flush: ok
          7.5
          cork
          incr hits --print
          uncork: 8.5
          incr hits --print: 9.5
          9.5
          flush: e_dbfailure: line 14: incr hits: database '\(workspace.database)' does not exist (declare makes it)
          incr hits --declare counter --print: 1
          flush: ok
          status 3

          """, "\(result.output)\(result.error)")
    }
  }

  @Test func `a line that does not get the lock in time is told of and not forgotten`() async throws
  {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ printf 'incr hits\nincr hits\nflush\n' | flock metrics.db -c '"$METRICCTL" batch --stream --lock-timeout 0'
        e_dbfailure: line 1: incr hits: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        ! metricctl: e_dbfailure: line 1: incr hits: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        ! metricctl: e_dbfailure: line 2: incr hits: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        [3]
        $ printf 'incr hits\n' | flock metrics.db -c '"$METRICCTL" batch --safe --stream --lock-timeout 0'
        ! metricctl: e_dbfailure: line 1: incr hits: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        $ metricctl get hits
        0
        """#, in: workspace)
    }
  }

  @Test func `lines go on when nobody reads what is printed`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ { until [ -e gone ]; do sleep 0.01; done; seq 500 | sed 's/.*/incr hits --print/'; } | { metricctl batch --stream --durability relaxed; echo $? > status; } | { exec <&-; : > gone; }; cat status; metricctl get hits
        0
        500
        $ printf 'incr hits --print\nincr hits --print\n' | metricctl batch --stream > /dev/full
        ! metricctl: e_failure: cannot write 'standard output': No space left on device
        [1]
        $ metricctl get hits
        502
        $ printf 'incr hits --print\n' | metricctl batch --stream >&-
        ! metricctl: e_failure: cannot write 'standard output': Bad file descriptor
        [1]
        $ metricctl get hits
        503
        """#, in: workspace)
    }
  }
}
