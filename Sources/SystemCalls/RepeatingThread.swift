internal import CLinux
internal import Glibc
package import MetricModel
internal import Synchronization

/// A thread that does the same again and again, with pauses in between, until it is told to stop.
///
/// For work that blocks, as waiting for a lock or for a disk does: on the threads that run Swift's
/// tasks, of which there may be one only, it would hold up all else. pthread_create(3); it takes no
/// signals, which thus go to the threads of the program.
package final class RepeatingThread: Sendable {
  private let pause: Pause
  /// The thread, until it is joined.
  private let thread: Lock<pthread_t?>

  /// Starts a thread that runs a closure every so many seconds, the first time after as many.
  ///
  /// The pauses are of that length, however long the closure takes.
  package init(
    every seconds: Double, _ work: @escaping @Sendable () -> Void
  ) throws(MetricError) {
    let pause = try Pause()
    self.pause = pause
    thread = Lock(nil)
    let body = ThreadBody { while pause.wait(seconds: seconds) { work() } }
    var all = sigset_t()
    var previous = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    let argument = Unmanaged.passRetained(body)
    var started = pthread_t()
    let number = pthread_create(&started, nil, runThreadBody, argument.toOpaque())
    guard number == 0 else {
      argument.release()
      throw .failure(.create, errno: number, path: "a thread")
    }
    thread.withLock { $0 = started }
  }

  /// Ends the pauses and waits until the thread has ended, once what it is doing is done.
  ///
  /// On the thread itself it returns at once.
  package func stop() {
    pause.end()
    let started = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let started { pthread_join(started, nil) }
  }
}

/// What a thread runs, as an object that can be handed to it.
private final class ThreadBody {
  let run: () -> Void

  init(_ run: @escaping () -> Void) { self.run = run }
}

private func runThreadBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
  return nil
}

/// A pause that another thread can end: eventfd(2), poll(2).
private final class Pause: Sendable {
  private let descriptor: CInt

  init() throws(MetricError) {
    descriptor = eventfd(0, CInt(EFD_CLOEXEC))
    guard descriptor >= 0 else { throw .failure(.create, errno: errno, path: "a thread") }
  }

  deinit { close(descriptor) }

  /// Waits; false when the pauses were ended.
  func wait(seconds: Double) -> Bool {
    let deadline = Deadline(secondsFromNow: seconds)
    while true {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let milliseconds = CInt(min(deadline.secondsLeft * 1_000, 1e9).rounded(.up))
      if poll(&wanted, 1, milliseconds) > 0 { return false }
      if deadline.hasPassed { return true }
    }
  }

  func end() { eventfd_write(descriptor, 1) }
}
