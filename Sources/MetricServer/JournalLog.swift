package import Logging
internal import MetricModel
internal import SystemCalls

/// Log lines on standard error: one a message, without control characters.
///
/// Under systemd each begins with its level as journald reads it (`<4>`), which also has the time;
/// elsewhere with the time and the level's name. Source: sd-daemon(3), systemd.exec(5).
struct JournalLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let isJournal: Bool

  /// A log of what is at least of a level.
  init(level: Logger.Level) {
    logLevel = level
    isJournal = Process.errorIsJournal
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let known = metadata.merging(event.metadata ?? [:]) { $1 }
    var text = "\(event.message)"
    if let error = event.error { text += ": \(error)" }
    for (key, value) in known.sorted(by: { $0.key < $1.key }) { text += " \(key)=\(value)" }
    let line = "\(start(event.level))metricctl: \(shown(text, atMost: 2_000))"
    // There is nobody to tell when that fails.
    try? StandardStream.error.writeLine(line)
  }

  private func start(_ level: Logger.Level) -> String {
    isJournal ? "<\(level.priority)>" : "\(Timestamp.now.utcText) \(level.rawValue) "
  }
}

extension Logger.Level {
  /// The number of syslog(3).
  fileprivate var priority: Int {
    switch self {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}

/// The server's log, for those who only hand it on.
package enum ServerLog {
  /// A log of what an administrator wants to know: less when quiet, each request when verbose.
  package static func logger(isQuiet: Bool, isVerbose: Bool) -> Logger {
    let level: Logger.Level = isQuiet ? .warning : isVerbose ? .debug : .info
    return Logger(label: "metricctl") { _ in JournalLog(level: level) }
  }
}
