package import MetricModel
internal import Glibc

/// A moment of the monotonic clock after which a wait is given up.
package struct Deadline: Sendable {
  private let nanoseconds: Int64

  /// So many seconds from now; 0 is past already, and so is what is no number.
  package init(secondsFromNow seconds: Double) {
    let wait = seconds > 0 ? min(seconds, 1e9) * 1e9 : 0
    nanoseconds = monotonicNanoseconds() + Int64(wait)
  }

  package var hasPassed: Bool { monotonicNanoseconds() >= nanoseconds }

  /// The seconds until then; 0 when it has passed.
  package var secondsLeft: Double {
    max(0, Double(nanoseconds - monotonicNanoseconds()) / 1e9)
  }
}

extension Timestamp {
  /// The wall clock's time: clock_gettime(2) with CLOCK_REALTIME.
  package static var now: Timestamp {
    Timestamp(nanoseconds: clockNanoseconds(CLOCK_REALTIME))
  }
}

/// The monotonic clock's time.
package func monotonicNanoseconds() -> Int64 { clockNanoseconds(CLOCK_MONOTONIC) }

private func clockNanoseconds(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

extension Timestamp {
  /// `2026-11-21T08:00:00Z`: for people who read logs.
  package var utcText: String { text(as: "%Y-%m-%dT%H:%M:%SZ") }

  /// `Sat, 21 Nov 2026 08:00:00 GMT`: for HTTP, RFC 9110 section 5.6.7.
  package var httpText: String { text(as: "%a, %d %b %Y %H:%M:%S GMT") }

  /// In the words of the C locale, which no program here leaves: gmtime_r(3), strftime(3).
  private func text(as format: String) -> String {
    var seconds = time_t(nanoseconds / 1_000_000_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    strftime(&buffer, buffer.count, format, &parts)
    return textOf(buffer)
  }
}
