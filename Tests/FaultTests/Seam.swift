internal import Glibc
internal import TestSupport

/// The preloaded library that counts, logs, fails and stops the calls of a program (see Seam/).
struct Seam {
  /// What is to happen to one call of a program.
  enum Fault: CustomStringConvertible, Sendable {
    /// The call fails with that error number.
    case fail(Int, errno: Int32)
    /// The call, and each later one that would change something, fails.
    case failOn(Int, errno: Int32)
    /// SIGKILL comes before the call.
    case kill(Int)
    /// SIGSTOP comes before the call.
    case stop(Int)
    /// The write puts down half of its bytes, then SIGKILL comes.
    case tear(Int)
    /// The write puts down half of its bytes and says so.
    case shorten(Int)

    var environment: [String: String] {
      switch self {
      case .fail(let n, let errno): ["SEAM_FAIL_AT": "\(n)", "SEAM_ERRNO": "\(errno)"]
      case .failOn(let n, let errno):
        ["SEAM_FAIL_AT": "\(n)", "SEAM_ERRNO": "\(errno)", "SEAM_FAIL_ON": "1"]
      case .kill(let n): ["SEAM_KILL_AT": "\(n)"]
      case .stop(let n): ["SEAM_STOP_AT": "\(n)"]
      case .tear(let n): ["SEAM_SHORT_AT": "\(n)"]
      case .shorten(let n): ["SEAM_PARTIAL_AT": "\(n)"]
      }
    }

    var description: String {
      environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
    }

    /// Whether the program is expected to be killed.
    var kills: Bool {
      switch self {
      case .kill, .tear: true
      case .fail, .failOn, .stop, .shorten: false
      }
    }
  }

  /// The compiled library, built once for all tests; the folder goes when the process ends.
  static let library: String = {
    let folder = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
    let sources = ["state.c", "data.c", "names.c"].map { "/\(folder)/Seam/\($0)" }
    let result = compiled.file("seam.so")
    let arguments = ["-shared", "-fPIC", "-O1", "-o", result] + sources + ["-ldl"]
    let done = Child.run(
      compiler, arguments, environment: ["PATH": path, "TMPDIR": compiled.path], deadline: 60)
    precondition(done.ending == .exited(0), "cannot compile the seam: \(done.error)")
    atexit { removeTree(Seam.compiled.path) }
    return result
  }()

  private static let compiled = Scratch()
  private static let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"

  /// clang beside the swift that is in PATH, or else any C compiler in PATH.
  private static let compiler: String = {
    let folders = path.split(separator: ":").map(String.init)
    let beside = folders.filter { access($0 + "/swift", X_OK) == 0 }
      .compactMap { realpath($0 + "/swift", nil).map { String(cString: $0) } }
      .map { $0.split(separator: "/").dropLast().joined(separator: "/") }.map { "/\($0)/clang" }
    let others = folders.flatMap { ["\($0)/clang", "\($0)/cc"] }
    let found = (beside + others).first { access($0, X_OK) == 0 }
    precondition(found != nil, "a C compiler is needed: install clang or gcc")
    return found!
  }()

  /// The environment in which a program meets a fault in a folder, with its calls logged or not.
  static func environment(
    folder: String, fault: Fault? = nil, log: String? = nil
  ) -> [String: String] {
    var variables = fault?.environment ?? [:]
    variables["LD_PRELOAD"] = library
    variables["SEAM_PREFIX"] = folder
    variables["SEAM_LOG"] = log
    return variables
  }
}
