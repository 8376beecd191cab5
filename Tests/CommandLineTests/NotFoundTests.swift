internal import Foundation
internal import TestSupport
internal import Testing

/// Names that are not declared, and databases that are not there.
@Suite struct NotFoundTests {
  @Test(arguments: Way.allCases)
  func `without a database every command but those that make one fails, and --safe covers it`(
    way: Way
  ) async throws {
    try await Workspace.use { workspace in
      try "incr a\n".write(
        toFile: workspace.folder.file("lines"), atomically: true, encoding: .utf8)
      let missing =
        "metricctl: e_dbfailure: database '\(workspace.database)' does not exist "
        + "(metricctl declare makes it)\n"
      for words in [
        ["incr", "a"], ["add", "a", "1"], ["set", "a", "1"], ["set", "a", "up", "--if-new"],
        ["observe", "a", "1"], ["reset", "a"], ["reset", "a", "--all"], ["delete", "a"],
        ["delete", "a", "--all"], ["get", "a"], ["get", "a_bucket{le=\"1\"}"], ["dump"],
        ["dump", "a"], ["dump", "-o", "out"], ["list"], ["list", "a"], ["check"],
        ["batch", "lines"], ["batch", "lines", "--keep-going"],
        ["push", "statsd://127.0.0.1:9", "--dry-run"],
      ] {
        let failed = try await workspace.run(words, way: way)
        #expect(failed == CommandResult(status: 3, output: "", error: missing), "\(words)")
        let safe = try await workspace.run(["--safe"] + words, way: way)
        #expect(safe == CommandResult(status: 0, output: "", error: missing), "\(words)")
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path)
      #expect(left == ["lines"])
    }
  }

  @Test func `lines of a stream fail without a database, until one declares`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf 'incr hits\nflush\nincr hits --declare counter --print\n' | metricctl batch --stream
        e_dbfailure: line 1: incr hits: database 'DB' does not exist (declare makes it)
        1
        ! metricctl: e_dbfailure: line 1: incr hits: database 'DB' does not exist (declare makes it)
        [3]
        $ printf 'incr hits\ncork\nincr hits\nuncork\n' | metricctl batch --stream --safe -d none.db
        ! metricctl: e_dbfailure: line 1: incr hits: database 'none.db' does not exist (declare makes it)
        ! metricctl: e_dbfailure: line 4: uncork: database 'none.db' does not exist (declare makes it)
        """#, in: workspace)
    }
  }

  @Test(arguments: Way.allCases)
  func `a name that is not declared is met with the nearest one, then with what declares it`(
    way: Way
  ) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare http_requests counter; metricctl declare temp gauge; metricctl declare rpc_seconds histogram
        $ metricctl incr http_request
        ! metricctl: e_not_found: metric 'http_request' is not declared in 'DB'. Did you mean 'http_requests'? (or declare it first: metricctl declare http_request counter "help text")
        [4]
        $ metricctl get htpt_requests
        ! metricctl: e_not_found: metric 'htpt_requests' is not declared in 'DB'. Did you mean 'http_requests'?
        [4]
        $ metricctl get hhttp_requests_total
        ! metricctl: e_not_found: metric 'hhttp_requests_total' is not declared in 'DB'. Did you mean 'http_requests'?
        [4]
        $ metricctl observe rpc_seconds_bucket 3
        ! metricctl: e_not_found: metric 'rpc_seconds_bucket' is not declared in 'DB'. Did you mean 'rpc_seconds'? (or declare it first: metricctl declare rpc_seconds_bucket histogram "help text" --buckets 0.1,1,10)
        [4]
        $ metricctl get app_temp --namespace app
        ! metricctl: e_not_found: metric 'app_temp' is not declared in 'DB'. Did you mean 'temp'?
        [4]
        $ metricctl get lag
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl delete lag --all
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl incr lag
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (declare it first: metricctl declare lag counter "help text")
        [4]
        $ metricctl add lag -2
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (declare it first: metricctl declare lag gauge "help text")
        [4]
        $ metricctl set lag 3
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (declare it first: metricctl declare lag gauge "help text")
        [4]
        $ metricctl set lag up
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (declare it first: metricctl declare lag stateset "help text" --states up,down)
        [4]
        $ metricctl set lag version=3
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (declare it first: metricctl declare lag info "help text")
        [4]
        $ metricctl reset lag
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (declare it first: metricctl declare lag duration "help text")
        [4]
        $ metricctl observe lag 3
        ! metricctl: e_not_found: metric 'lag' is not declared in 'DB' (declare it first: metricctl declare lag histogram "help text" --buckets 0.1,1,10)
        [4]
        $ cp metrics.db "it's a copy.db"; metricctl -d "it's a copy.db" incr lag
        ! metricctl: e_not_found: metric 'lag' is not declared in 'it's a copy.db' (declare it first: metricctl -d 'it'\''s a copy.db' declare lag counter "help text")
        [4]
        $ metricctl --database=metrics.db get lag
        ! metricctl: e_not_found: metric 'lag' is not declared in 'metrics.db' (metricctl -d metrics.db list shows those that are)
        [4]
        """#, in: workspace, way: way)
    }
  }

  @Test
  func `a plain name in a selector must be declared, what a glob or matchers fit need not be`()
    async throws
  {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter; metricctl declare temp gauge "" room=a
        $ metricctl dump hist
        ! metricctl: e_not_found: metric 'hist' is not declared in 'DB'. Did you mean 'hits'?
        [4]
        $ metricctl list nosuch
        ! metricctl: e_not_found: metric 'nosuch' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl dump temp nosuch other hist
        ! metricctl: e_not_found: metrics 'nosuch', 'other' and 'hist' (did you mean 'hits'?) are not declared in 'DB'
        [4]
        $ metricctl list hits nosuch
        ! metricctl: e_not_found: metric 'nosuch' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl dump 'nosuch{room="a"}'
        ! metricctl: e_not_found: metric 'nosuch' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl dump nosuch -o out; ls
        metrics.db
        ! metricctl: e_not_found: metric 'nosuch' is not declared in 'DB' (metricctl list shows those that are)
        $ metricctl dump 'temp{room="b"}'; metricctl dump 'x*'; metricctl dump '{room="b"}'; metricctl dump hits
        # EOF
        # EOF
        # EOF
        # EOF
        $ metricctl list 'temp{room="b"}'; metricctl list 'x*'; metricctl list '{room="b"}'; metricctl list hits_total
        hits	counter		0	
        """#, in: workspace)
    }
  }

  @Test func `in a batch the remedy is a line of a batch`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter; metricctl add hits 3
        $ printf 'incr hist\nset hits 1\ndeclare hits gauge\n' | metricctl batch --keep-going
        ! metricctl: e_not_found: line 1: incr hist: metric 'hist' is not declared in 'DB'. Did you mean 'hits'? (or declare it first: declare hist counter "help text")
        ! metricctl: e_inval: line 2: set hits 1: counter 'hits' cannot go from 3 down to 1 (reset makes it 0)
        ! metricctl: e_inval: line 3: declare hits gauge: metric 'hits' is declared as counter, not gauge (delete hits --all forgets it)
        [4]
        $ printf 'incr hist\nincr hits --print\n' | metricctl batch --stream
        4
        ! metricctl: e_not_found: line 1: incr hist: metric 'hist' is not declared in 'DB'. Did you mean 'hits'? (or declare it first: declare hist counter "help text")
        [4]
        """#, in: workspace)
    }
  }
}
