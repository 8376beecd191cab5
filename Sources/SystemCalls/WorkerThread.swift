internal import CLinux
internal import Glibc
package import MetricModel
internal import Synchronization

/// A thread that runs one closure.
///
/// For work that blocks, as waiting for a lock, a disk or a socket does: on the threads that run
/// Swift's tasks, of which there may be one only, it would hold up all else. pthread_create(3); it
/// takes no signals, which thus go to the threads of the program.
package final class WorkerThread: Sendable {
  /// The thread, until it is joined.
  private let thread: Lock<pthread_t?>

  /// Starts the thread.
  package init(_ work: @escaping @Sendable () -> Void) throws(MetricError) {
    thread = Lock(nil)
    let body = ThreadBody(work)
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

  /// Waits until the closure has returned.
  ///
  /// On the thread itself, and when it was waited for already, it returns at once.
  package func join() {
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
