package import MetricModel
internal import CLinux
internal import Glibc

/// What a process is given when it starts, and where it writes.
package enum Process {
  /// The arguments after the program's name.
  ///
  /// Bytes that are not UTF-8 are `invalid`: Swift's own list would have replaced them.
  package static func arguments() throws(MetricError) -> [String] {
    var words: [String] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let word = CommandLine.unsafeArgv[index] else { break }
      words.append(try text(word))
    }
    return words
  }

  /// A variable of the environment; nil when it is not set.
  package static func environment(_ name: String) throws(MetricError) -> String? {
    guard let value = getenv(name) else { return nil }
    return try text(value)
  }

  private static func text(_ bytes: UnsafePointer<CChar>) throws(MetricError) -> String {
    guard let text = String(validatingCString: bytes) else {
      throw .invalid(.notUTF8(String(cString: bytes)))
    }
    return text
  }

  /// Whether the process runs as root.
  package static var isRoot: Bool { geteuid() == 0 }

  /// The process' number.
  package static var identifier: Int32 { getpid() }

  /// Whether standard error is a terminal.
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard error goes to the journal of systemd, which says so in JOURNAL_STREAM.
  package static var errorIsJournal: Bool {
    guard let words = try? environment("JOURNAL_STREAM") else { return false }
    var status = stat()
    guard fstat(STDERR_FILENO, &status) == 0 else { return false }
    return words == "\(status.st_dev):\(status.st_ino)"
  }

  /// Keeps SIGTERM, SIGINT and SIGHUP waiting until someone asks for them, for this thread and those
  /// that it starts: pthread_sigmask(3).
  ///
  /// A server that is told to end while it begins would else end by their default, and at once.
  package static func holdSignals() {
    var held = sigset_t()
    sigemptyset(&held)
    for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, nil)
  }

  /// Has a write beyond the limit on the size of files fail as others do, with EFBIG, instead of ending
  /// the process by SIGXFSZ: signal(2), setrlimit(2).
  ///
  /// The signal is caught and not ignored: programs started from here would inherit that.
  package static func surviveFileSizeLimit() { signal(SIGXFSZ) { _ in } }

  /// Lets the process have as many files open as it may, and returns how many these are:
  /// setrlimit(2).
  package static func raiseFileLimit() -> Int {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(files, &limit) == 0 else { return .max }
    limit.rlim_cur = limit.rlim_max
    setrlimit(files, &limit)
    return Int(clamping: limit.rlim_cur)
  }

  /// Whether standard output is a terminal.
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The columns of the terminal on standard output, or nil.
  package static var terminalWidth: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Ends the process without running anything more: _exit(2).
  package static func exit(_ status: Int32) -> Never { _exit(status) }
}
