internal import Glibc
internal import TestSupport

/// A folder in which several users may make files, with a database of one of them.
struct SharedFolder {
  /// Whose the database is.
  static let owner: UInt32 = 65532
  /// A user who may do nothing to it but read it.
  static let stranger: UInt32 = 65534

  let scratch = Scratch()

  /// Makes the folder with that mode and, if given, that group.
  init(mode: mode_t, group: UInt32 = 0) {
    chown(scratch.path, 0, group)
    chmod(scratch.path, mode)
  }

  var database: String { scratch.file("m.db") }

  /// Puts a file of a user's into the folder.
  func put(
    _ bytes: [UInt8], _ name: String, of user: UInt32, group: UInt32? = nil, mode: mode_t = 0o644
  ) {
    write(bytes, to: scratch.file(name))
    chmod(scratch.file(name), mode)
    chown(scratch.file(name), user, group ?? user)
  }

  /// Runs metricctl on the database as a user, who is a member of that group if one is given.
  func run(_ words: [String], as user: UInt32, group: UInt32? = nil) -> ChildResult {
    start(words, as: user, group: group).wait()
  }

  /// Starts metricctl so.
  func start(_ words: [String], as user: UInt32, group: UInt32? = nil) -> Child {
    let groups = group.map { "--groups=\($0)" } ?? "--clear-groups"
    let drop = ["--reuid=\(user)", "--regid=\(user)", groups, "--", Self.binary.file("metricctl")]
    return Child(
      "/usr/bin/setpriv", drop + words,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere", "METRICCTL_DATABASE": database])
  }

  /// Why other users cannot be had here; nil when they can.
  static let obstacle: String? = {
    guard getuid() == 0 else { return "only root can make files of other users" }
    let done = SharedFolder(mode: 0o1777).run(["--version"], as: owner)
    return done.ending == .exited(0) ? nil : "setpriv (util-linux): \(done.ending) \(done.error)"
  }()

  /// A copy of the program where every user can reach it.
  private static let binary: Scratch = {
    let scratch = Scratch(onDisk: true)
    chmod(scratch.path, 0o755)
    write(contents(Command.metricctl) ?? [], to: scratch.file("metricctl"))
    chmod(scratch.file("metricctl"), 0o755)
    return scratch
  }()
}

/// Whether the kernel itself refuses files of others in a sticky folder: proc_sys_fs(5).
enum ProtectedRegular {
  private static let path = "/proc/sys/fs/protected_regular"

  /// Does a piece of work under each setting of the kernel's that can be made here, and puts back what
  /// was set before.
  ///
  /// Two runs of the tests on one machine take turns.
  static func withEach(_ body: () -> Void) {
    let lock = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(lock) }
    guard flock(lock, LOCK_EX) == 0, let before = value else { return body() }
    defer { set(before) }
    for setting: [UInt8] in [Array("0\n".utf8), Array("2\n".utf8)] {
      if !set(setting) {
        print("skipped: \(path) cannot be set to \(String(decoding: setting, as: UTF8.self))")
      }
      body()
      if value != setting { break }
    }
  }

  private static var value: [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16)
    return Array(bytes.prefix(max(0, read(descriptor, &bytes, bytes.count))))
  }

  @discardableResult
  private static func set(_ value: [UInt8]) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return Glibc.write(descriptor, value, value.count) == value.count
  }
}
