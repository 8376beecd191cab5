internal import CLinux
internal import Glibc
package import MetricModel

/// A thread that does the same again and again, with pauses in between, until it is told to stop.
package final class RepeatingThread: Sendable {
  private let pause: WakeUp
  private let thread: WorkerThread

  /// Starts a thread that runs a closure every so many seconds, the first time after as many.
  ///
  /// The pauses are of that length, however long the closure takes.
  package init(
    every seconds: Double, _ work: @escaping @Sendable () -> Void
  ) throws(MetricError) {
    let pause = try WakeUp()
    self.pause = pause
    thread = try WorkerThread { while !pause.came(within: seconds) { work() } }
  }

  /// Ends the pauses and waits until the thread has ended, once what it is doing is done.
  ///
  /// On the thread itself it returns at once.
  package func stop() {
    pause.send()
    thread.join()
  }
}

/// Word to a thread that waits, and that it will find later if it does not: eventfd(2), poll(2).
///
/// It comes once and stays.
final class WakeUp: Sendable {
  private let descriptor: CInt

  init() throws(MetricError) {
    descriptor = eventfd(0, CInt(EFD_CLOEXEC))
    guard descriptor >= 0 else { throw .failure(.create, errno: errno, path: "a thread") }
  }

  deinit { close(descriptor) }

  /// What poll(2) is to wait for.
  var polled: pollfd { pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0) }

  /// Waits so long for it; false when it did not come.
  func came(within seconds: Double) -> Bool {
    let deadline = Deadline(secondsFromNow: seconds)
    while true {
      var wanted = polled
      let milliseconds = CInt(min(deadline.secondsLeft * 1_000, 1e9).rounded(.up))
      if poll(&wanted, 1, milliseconds) > 0 { return true }
      if deadline.hasPassed { return false }
    }
  }

  func send() { eventfd_write(descriptor, 1) }
}
