internal import Foundation
internal import TestSupport
internal import Testing

/// The same precedence through the program, on both ways to read a command line.
@Suite struct PrecedenceTests {
  private func workspace(configuration: String) throws -> Workspace {
    var workspace = try Workspace()
    workspace.environment = ["XDG_CONFIG_HOME": workspace.folder.file("config")]
    let folder = workspace.folder.file("config/metricctl")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try configuration.write(
      toFile: folder + "/metricctl.conf", atomically: true, encoding: .utf8)
    return workspace
  }

  @Test(arguments: Way.allCases)
  func `option, variable, user's file: the first that is there counts`(way: Way) async throws {
    let workspace = try workspace(
      configuration: "database = file.db\nlock-timeout = 3\ndurability = relaxed\nnamespace = f\n")
    try await Transcript.expect(
      """
      $ metricctl -v declare hits counter "" ""
      ! metricctl: database 'file.db' (from FOLDER/config/metricctl/metricctl.conf line 1), durability relaxed, lock timeout 3 s
      $ METRICCTL_DATABASE=variable.db METRICCTL_LOCK_TIMEOUT=2 metricctl -v declare hits counter
      ! metricctl: database 'variable.db' (from METRICCTL_DATABASE), durability relaxed, lock timeout 2 s
      $ METRICCTL_DATABASE=variable.db metricctl -v -d option.db declare hits counter --durability full
      ! metricctl: database 'option.db' (from --database), durability full, lock timeout 3 s
      $ metricctl list
      f_hits	counter		1	
      $ METRICCTL_NAMESPACE=v metricctl list
      v_hits	counter		1	
      $ METRICCTL_NAMESPACE=v metricctl --namespace o list
      o_hits	counter		1	
      $ METRICCTL_NAMESPACE=v metricctl --namespace= list
      hits	counter		1	
      $ metricctl -d first.db -d last.db declare hits counter; ls
      config
      file.db
      last.db
      option.db
      variable.db
      """, in: workspace, way: way)
  }

  @Test(arguments: Way.allCases)
  func `a named file takes the place of the user's`(way: Way) async throws {
    let workspace = try workspace(configuration: "database = user.db\n")
    try await Transcript.expect(
      """
      $ echo lock-timeout=1 > one; echo lock-timeout=2 > two
      $ METRICCTL_CONFIG=one metricctl -v -d a.db declare hits counter
      ! metricctl: database 'a.db' (from --database), durability full, lock timeout 1 s
      $ METRICCTL_CONFIG=one metricctl -v -d a.db incr hits --config two
      ! metricctl: database 'a.db' (from --database), durability full, lock timeout 2 s
      $ echo database-retry=30 > mfmod; metricctl --config=mfmod -v -d a.db incr hits
      ! metricctl: database 'a.db' (from --database), durability full, lock timeout 3 s
      $ ls
      a.db
      config
      mfmod
      one
      two
      """, in: workspace, way: way)
  }

  @Test(arguments: Way.allCases)
  func `a bad line stops every command, and an option repairs it where it can`(
    way: Way
  ) async throws {
    let workspace = try workspace(configuration: "# settings\ndatabase = a.db\ndurability = sure\n")
    try await Transcript.expect(
      """
      $ metricctl incr hits
      ! metricctl: e_inval: FOLDER/config/metricctl/metricctl.conf: line 3: durability takes full or relaxed, not 'sure'
      [2]
      $ metricctl dump
      ! metricctl: e_inval: FOLDER/config/metricctl/metricctl.conf: line 3: durability takes full or relaxed, not 'sure'
      [2]
      $ metricctl declare hits counter --durability full
      $ echo nonsense >> config/metricctl/metricctl.conf; metricctl incr hits
      ! metricctl: e_inval: FOLDER/config/metricctl/metricctl.conf: line 4: expected key = value (or key value; in the form of mfmod_openmetrics)
      [2]
      $ echo colour = red > config/metricctl/metricctl.conf; metricctl incr hits
      ! metricctl: e_inval: FOLDER/config/metricctl/metricctl.conf: line 1: unknown key 'colour'
      [2]
      $ printf 'safe = 1\\ndatabase = text\\n' > config/metricctl/metricctl.conf; echo text > text; metricctl incr hits
      ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
      """, in: workspace, way: way)
  }
}
