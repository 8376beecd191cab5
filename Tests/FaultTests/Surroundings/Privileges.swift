internal import Glibc
internal import TestSupport

/// Running without root's power to pass over the modes of files and folders.
enum Privileges {
  /// Runs metricctl so that file modes count: as it is, or, for root, without the capabilities.
  static func runWithout(_ words: [String], in folder: String) -> ChildResult {
    guard getuid() == 0 else { return Metricctl.run(words, in: folder) }
    let environment = ["PATH": "/usr/bin:/bin:/usr/sbin", "HOME": folder]
    return Child.run(
      "/usr/bin/setpriv", dropped + [Command.metricctl] + words, environment: environment)
  }

  /// Why file modes cannot be made to count; nil when they can.
  static let obstacle: String? = {
    guard getuid() == 0 else { return nil }
    let scratch = Scratch()
    let path = scratch.file("closed")
    write([1], to: path)
    chmod(path, 0)
    guard access("/usr/bin/setpriv", X_OK) == 0 else { return "setpriv (util-linux) is missing" }
    let done = Child.run("/usr/bin/setpriv", dropped + ["/bin/cat", path])
    return done.ending == .exited(1) ? nil : "setpriv cannot drop capabilities: \(done.error)"
  }()

  private static let dropped = [
    "--bounding-set", "-dac_override,-dac_read_search,-fowner",
    "--inh-caps", "-dac_override,-dac_read_search,-fowner", "--",
  ]
}
