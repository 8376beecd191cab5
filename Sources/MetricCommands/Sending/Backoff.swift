/// How long to wait before what failed is tried again: 1 second, then twice as long each time, up to
/// a minute.
///
/// Each wait is somewhere between half of that and all of it, so that many machines that lost one
/// server do not come back to it all at once.
struct Backoff {
  private static let longestSeconds = 60.0
  private var seconds = 1.0

  /// The next wait, in seconds.
  mutating func next() -> Double {
    defer { seconds = min(seconds * 2, Self.longestSeconds) }
    return seconds * Double.random(in: 0.5...1)
  }
}
