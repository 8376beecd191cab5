/// One value on its way to a StatsD server, and what the server is to do with it.
public enum StatsDValue: Equatable, Sendable {
  /// Adds to a counter: what was counted since the last time.
  case counter(Double)
  /// Replaces the value of a gauge.
  case gauge(Double)
  /// Moves a gauge up or down.
  case gaugeDelta(Double)
  /// One duration that was measured, in milliseconds.
  case milliseconds(Double)
  /// One value that was measured.
  case histogram(Double)

  /// The number itself.
  package var number: Double {
    switch self {
    case .counter(let number), .gauge(let number), .gaugeDelta(let number),
      .milliseconds(let number), .histogram(let number):
      number
    }
  }

  /// The letters behind the bar.
  var letters: String {
    switch self {
    case .counter: "c"
    case .gauge, .gaugeDelta: "g"
    case .milliseconds: "ms"
    case .histogram: "h"
    }
  }
}
