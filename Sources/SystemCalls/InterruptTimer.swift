internal import CLinux
internal import Glibc
internal import MetricModel
internal import Synchronization

/// Breaks a blocking call of this thread off every 50 ms, so that it can look at its deadline.
///
/// It sends SIGURG, which a program that does not handle it never notices, to this thread alone.
/// The thread takes it even where it blocks signals, as the threads of a pool do and those of a
/// program whose parent blocked them; afterwards the thread's mask is what it was. The timer
/// repeats: a single alarm may fire just before the call and be lost. timer_create(2) with
/// SIGEV_THREAD_ID.
struct InterruptTimer {
  /// The kernel's number for the timer as a pointer: the first one is 0, which Swift shows as nil.
  private var timer: timer_t?
  private var previousMask = sigset_t()

  /// Starts the timer; `failure` when the system has none left.
  init(path: String) throws(MetricError) {
    interruptHandler.withLock { $0.enter() }
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGURG)
    pthread_sigmask(SIG_UNBLOCK, &interrupt, &previousMask)
    var event = sigevent()
    event.sigev_signo = SIGURG
    event.sigev_notify = NOTIFY_THREAD
    event._sigev_un._tid = thread_number()
    guard timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 else {
      let number = errno
      restore()
      throw .failure(.lock, errno: number, path: path)
    }
    let period = timespec(tv_sec: 0, tv_nsec: 50_000_000)
    var schedule = itimerspec(it_interval: period, it_value: period)
    timer_settime(timer, 0, &schedule, nil)
  }

  func stop() {
    timer_delete(timer)
    restore()
  }

  private func restore() {
    var mask = previousMask
    pthread_sigmask(SIG_SETMASK, &mask, nil)
    interruptHandler.withLock { $0.leave() }
  }
}

/// The handler of SIGURG, which does nothing but exist: an ignored signal would not break a call
/// off.
///
/// All threads of a process share it. The first that waits puts it in place of the program's own,
/// which comes back when the last one is done.
private struct InterruptHandler {
  private var waiting = 0
  private var previous = sigaction()

  mutating func enter() {
    waiting += 1
    guard waiting == 1 else { return }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in }
    sigaction(SIGURG, &action, &previous)
  }

  mutating func leave() {
    waiting -= 1
    if waiting == 0 { sigaction(SIGURG, &previous, nil) }
  }
}

private let interruptHandler = Mutex(InterruptHandler())
