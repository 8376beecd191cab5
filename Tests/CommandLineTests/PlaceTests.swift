internal import Foundation
internal import SystemCalls
internal import TestSupport
internal import Testing

/// Where databases are made, and with what permissions.
@Suite struct PlaceTests {
  @Test(arguments: Way.allCases)
  func `declare makes missing folders and a database of mode 0640, whatever the umask`(
    way: Way
  ) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        """
        $ umask 077; metricctl -d a/b/c.db declare hits counter; stat -c '%a %n' a a/b a/b/c.db
        700 a
        700 a/b
        640 a/b/c.db
        $ umask 000; metricctl -d d/c.db declare hits counter; stat -c '%a %n' d d/c.db
        750 d
        640 d/c.db
        $ metricctl --mode 0600 -d e.db declare hits counter; stat -c %a e.db
        600
        $ metricctl --mode 666 -d f.db incr hits --declare counter; stat -c %a f.db
        666
        $ metricctl --mode 0600 -d f.db incr hits; stat -c %a f.db
        666
        $ echo mode = 0644 > conf; metricctl --config conf -d g.db declare hits gauge; stat -c %a g.db
        644
        $ metricctl -d a/b/c.db check --quiet; ls a/b
        c.db
        """, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `only what declares makes a database`(way: Way) async throws {
    try await Workspace.use { workspace in
      for words in [
        ["incr", "a"], ["add", "a", "1"], ["set", "a", "1"], ["reset", "a"], ["delete", "a"],
        ["reset", "a", "--all"], ["delete", "a", "--all"], ["get", "a"], ["dump"], ["list"],
        ["check"], ["address"], ["declare", "a", "histogram"], ["declare", "0a", "gauge"],
        ["add", "a", "-1", "--declare", "counter"],
      ] {
        let result = try await workspace.run(words, way: way)
        #expect(result.status > 1 && result.output == "", "\(words)")
      }
      // What a refused declaration leaves is an empty database: sound, and nothing declared.
      if FileManager.default.fileExists(atPath: workspace.database) {
        #expect(try await workspace.run("list").output == "")
      }
    }
  }

  @Test(arguments: Way.allCases)
  func `the default database is the user's own`(way: Way) async throws {
    let user = try Unprivileged()
    let state = user.folder.file("state")
    let expected = CommandResult(
      status: 0, output: "",
      error: "metricctl: database '\(state)/metricctl/metrics.db' (from the default), "
        + "durability full, lock timeout 5 s\n")
    var variables = way.environment.merging(["METRICCTL_CONFIG": "/dev/null"]) { $1 }
    variables["XDG_STATE_HOME"] = state
    #expect(try await user.run(["-v", "declare", "hits", "counter"], variables) == expected)
    #expect(FileManager.default.fileExists(atPath: state + "/metricctl/metrics.db"))
    variables["XDG_STATE_HOME"] = "relative"
    variables["HOME"] = user.folder.path
    #expect(try await user.run(["declare", "hits", "counter"], variables).status == 0)
    let home = user.folder.file(".local/state/metricctl/metrics.db")
    #expect(FileManager.default.fileExists(atPath: home))
    variables["HOME"] = ""
    #expect(
      try await user.run(["incr", "hits"], variables)
        == CommandResult(
          status: 2, output: "",
          error: "metricctl: e_inval: neither HOME nor XDG_STATE_HOME is set "
            + "(name a database with -d)\n"))
  }

  @Test(.enabled(if: Process.isRoot), arguments: Way.allCases)
  func `root's default database is the system's`(way: Way) async throws {
    var variables = way.environment
    variables["METRICCTL_CONFIG"] = "/dev/null"
    variables["METRICCTL_LOCK_TIMEOUT"] = "0"
    variables["XDG_STATE_HOME"] = "/nowhere"
    let result = try await Command.run(
      Command.metricctl, ["-v", "get", "no_such_metric_of_the_tests"], environment: variables)
    #expect(
      result.error.hasPrefix(
        "metricctl: database '/var/lib/metricctl/metrics.db' (from the default), durability full"))
  }

  @Test(arguments: Way.allCases)
  func `folders and files that may not be written are failures`(way: Way) async throws {
    let user = try Unprivileged()
    let variables = way.environment.merging(["METRICCTL_CONFIG": "/dev/null"]) { $1 }
    let closed = user.folder.file("closed")
    try FileManager.default.createDirectory(
      atPath: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o555])
    let database = user.folder.file("metrics.db")
    #expect(try await user.run(["-d", database, "declare", "a", "gauge"], variables).status == 0)
    #expect(
      try await user.run(["-d", database, "dump", "-o", closed + "/out"], variables).error
        == "metricctl: e_failure: cannot open '\(closed)/out-new': Permission denied\n")
    #expect(
      try await user.run(["-d", closed + "/a.db", "declare", "a", "gauge"], variables).error
        == "metricctl: e_failure: cannot open '\(closed)/a.db-new': Permission denied\n")
    #expect(
      try await user.run(["-d", closed + "/b/a.db", "declare", "a", "gauge"], variables).error
        == "metricctl: e_failure: cannot make the folder '\(closed)/b': Permission denied\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: database)
    #expect(
      try await user.run(["-d", database, "set", "a", "1"], variables)
        == CommandResult(
          status: 3, output: "",
          error: "metricctl: e_dbfailure: database '\(database)' cannot be written: "
            + "Permission denied\n"))
    #expect(try await user.run(["-d", database, "list"], variables).status == 0)
  }
}
