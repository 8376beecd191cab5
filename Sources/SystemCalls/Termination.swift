package import MetricModel
internal import CLinux
internal import Glibc

/// SIGINT and SIGTERM held back, so that what runs is finished before they count.
///
/// Threads that are started meanwhile hold them back as well: pthread_sigmask(3), sigtimedwait(2).
package enum Termination {
  /// Holds them back while a closure runs; one that came then does what it would have done.
  package static func postponed(
    _ body: () throws(MetricError) -> Void
  ) throws(MetricError) {
    var signals = signals
    var previous = sigset_t()
    pthread_sigmask(SIG_BLOCK, &signals, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    try body()
  }

  /// Waits so long for one that is held back; true once it came, which is then dealt with.
  package static func isRequested(within seconds: Double) -> Bool {
    let deadline = Deadline(secondsFromNow: seconds)
    var signals = signals
    while true {
      let left = deadline.secondsLeft
      var time = timespec(
        tv_sec: Int(left), tv_nsec: Int(left.truncatingRemainder(dividingBy: 1) * 1e9))
      if sigtimedwait(&signals, nil, &time) > 0 { return true }
      if errno != EINTR || deadline.hasPassed { return false }
    }
  }

  private static var signals: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }
}
