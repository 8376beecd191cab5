internal import CLinux
internal import Glibc
package import MetricModel

/// The signals that ask a process to end, kept until they are asked for: SIGTERM and SIGINT.
///
/// While the value lives they break nothing off; whoever waits for input finds them. One that the
/// process was told to ignore stays ignored. signalfd(2).
package final class StopSignals {
  /// A signal that came.
  package enum Signal: Equatable, Sendable {
    case terminate
    case interrupt
  }

  private let descriptor: CInt
  private var previousMask = sigset_t()

  /// Takes the signals over from now on.
  package init() throws(MetricError) {
    var wanted = sigset_t()
    sigemptyset(&wanted)
    for signal in [SIGTERM, SIGINT] where !Self.isIgnored(signal) { sigaddset(&wanted, signal) }
    pthread_sigmask(SIG_BLOCK, &wanted, &previousMask)
    let opened = signal_descriptor(&wanted)
    guard opened >= 0 else { throw .failure(.open, errno: errno, path: "signals") }
    descriptor = try awayFromStandardStreams(opened, "signals")
  }

  deinit {
    var mask = previousMask
    pthread_sigmask(SIG_SETMASK, &mask, nil)
    close(descriptor)
  }

  private static func isIgnored(_ signal: CInt) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  var polled: pollfd { pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0) }

  /// Waits so long for one of them, which is then dealt with; false when none came.
  package func came(within seconds: Double) -> Bool {
    let deadline = Deadline(secondsFromNow: seconds)
    var wanted = polled
    while true {
      let milliseconds = CInt(min(deadline.secondsLeft * 1_000, 1e9).rounded(.up))
      let count = poll(&wanted, 1, milliseconds)
      if count > 0 { return taken() != nil }
      if deadline.hasPassed || count < 0 && errno != EINTR { return false }
    }
  }

  /// The signal that came, if one did; it is not given again.
  package func taken() -> Signal? {
    var number: UInt32 = 0
    guard next_signal(descriptor, &number) == 1 else { return nil }
    return CInt(number) == SIGINT ? .interrupt : .terminate
  }
}
