internal import SystemCalls

/// A line on a terminal that says how far long work has come, and is gone when the work is done.
///
/// It appears after a second, is drawn at most ten times a second, and only on a terminal. A
/// terminal that takes nothing now is passed over: the work may hold the database's lock.
final class Progress {
  private static let delay: Int64 = 1_000_000_000
  private static let period: Int64 = 100_000_000

  /// Where the line is drawn, and the clock that it goes by.
  struct Screen {
    /// Nanoseconds since any moment.
    var now: () -> Int64
    /// Whether it takes something now.
    var isWritable: () -> Bool
    var write: (String) -> Void
  }

  private let screen: Screen?
  private var nextDrawing: Int64
  private var width = 0

  /// Begins now; with `isQuiet` nothing is ever drawn.
  convenience init(isQuiet: Bool) {
    self.init(on: !isQuiet && Process.errorIsTerminal ? .terminal : nil)
  }

  /// Begins now, on a screen or on none.
  init(on screen: Screen?) {
    self.screen = screen
    nextDrawing = screen.map { $0.now() + Self.delay } ?? .max
  }

  deinit { clear() }

  /// Says how much is done of a total that may be known, such as `lines read`.
  func show(_ done: Int, of total: Int? = nil, _ unit: String) {
    guard let screen else { return }
    let now = screen.now()
    guard now >= nextDrawing, screen.isWritable() else { return }
    nextDrawing = now + Self.period
    draw(Self.text(done, of: total, unit))
  }

  /// Takes the line off the terminal.
  func clear() {
    guard width > 0 else { return }
    draw("")
    width = 0
  }

  /// `metricctl: 1200000 of 4000000 bytes read (30 %)`.
  static func text(_ done: Int, of total: Int?, _ unit: String) -> String {
    guard let total, total > 0 else { return "metricctl: \(done) \(unit)" }
    let share = Int(Double(done) / Double(total) * 100)
    return "metricctl: \(done) of \(total) \(unit) (\(min(share, 100)) %)"
  }

  private func draw(_ text: String) {
    let blanks = String(repeating: " ", count: max(0, width - text.utf8.count))
    width = text.utf8.count
    screen?.write("\r\(text)\(blanks)\(text.isEmpty ? "\r" : "")")
  }
}

extension Progress.Screen {
  /// Standard error, and the monotonic clock.
  fileprivate static var terminal: Progress.Screen {
    Progress.Screen(
      now: monotonicNanoseconds,
      isWritable: { StandardStream.error.isWritable },
      write: { text in
        // There is nobody to tell when that fails.
        Array(text.utf8).withUnsafeBytes { bytes in try? StandardStream.error.write(bytes) }
      })
  }
}
