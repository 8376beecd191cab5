internal import Foundation
internal import MetricStore
internal import SystemCalls
internal import TestSupport
internal import Testing

/// Waiting for other processes: as long as the timeout says, and what is said when it is over.
@Suite struct LockTests {
  @Test(arguments: Way.allCases)
  func `a database that is locked past the timeout is a database failure`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "counter", "", "")
      let file = try File.open(workspace.database, for: .readingAndWriting)
      let isLocked = try file.lock(.exclusive, until: Deadline(secondsFromNow: 5))
      #expect(isLocked)
      try await Transcript.expect(
        """
        $ metricctl incr hits --lock-timeout 0
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        [3]
        $ METRICCTL_LOCK_TIMEOUT=0.1 metricctl get hits
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0.1 s; --lock-timeout SECONDS waits longer)
        [3]
        $ metricctl dump --lock-timeout=0
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        [3]
        $ metricctl check --lock-timeout=0 --safe
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        $ metricctl dump --lock-timeout=0 -o out; ls
        metrics.db
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        $ echo database-retry=0 > conf; metricctl --config conf incr hits
        ! metricctl: e_dbfailure: database 'DB' is locked by another process (waited 0 s; --lock-timeout SECONDS waits longer)
        [3]
        """, in: workspace, way: way)
      file.unlock()
      #expect(try await workspace.run("get", "hits").output == "0\n")
    }
  }

  @Test(arguments: Way.allCases)
  func `a lock that is given back in time is waited for`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "counter", "", "")
      let path = workspace.database
      let holder = Task.detached {
        let file = try File.open(path, for: .readingAndWriting)
        let isLocked = try file.lock(.exclusive, until: Deadline(secondsFromNow: 5))
        try await Task.sleep(for: .milliseconds(500))
        file.unlock()
        return isLocked
      }
      try await Task.sleep(for: .milliseconds(100))
      let result = try await workspace.run(
        ["incr", "hits", "--print", "--lock-timeout", "60"], way: way)
      #expect(result == CommandResult(status: 0, output: "1\n", error: ""))
      #expect(try await holder.value)
    }
  }

  @Test func `two dumps to one file take turns, and a draft left by a kill is taken over`()
    async throws
  {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        """
        $ metricctl declare hits counter "" ""
        $ echo half > out-new; metricctl dump --created off -o out; cat out; ls
        # TYPE hits counter
        hits_total 0
        # EOF
        metrics.db
        out
        $ for i in 1 2 3 4 5 6 7 8; do metricctl incr hits; metricctl dump --created off -o out & done; wait; cat out; ls
        # TYPE hits counter
        hits_total 8
        # EOF
        metrics.db
        out
        """, in: workspace)
    }
  }
}
