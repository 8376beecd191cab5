internal import CLinux
internal import Glibc
internal import MetricModel

/// Breaks a blocking call of this thread off every 50 ms, so that it can look at its deadline.
///
/// It sends SIGURG, which a program that does not handle it never notices, to this thread alone,
/// and puts the program's own handler back when it stops. The timer repeats: a single alarm may
/// fire just before the call and be lost. timer_create(2) with SIGEV_THREAD_ID.
struct InterruptTimer {
  /// The kernel's number for the timer as a pointer: the first one is 0, which Swift shows as nil.
  private var timer: timer_t?
  private var previous = sigaction()

  /// Starts the timer; `failure` when the system has none left.
  init(path: String) throws(MetricError) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in }
    sigaction(SIGURG, &action, &previous)
    var event = sigevent()
    event.sigev_signo = SIGURG
    event.sigev_notify = NOTIFY_THREAD
    event._sigev_un._tid = thread_number()
    guard timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 else {
      let number = errno
      sigaction(SIGURG, &previous, nil)
      throw .failure(.lock, errno: number, path: path)
    }
    let period = timespec(tv_sec: 0, tv_nsec: 50_000_000)
    var schedule = itimerspec(it_interval: period, it_value: period)
    timer_settime(timer, 0, &schedule, nil)
  }

  func stop() {
    timer_delete(timer)
    var previous = previous
    sigaction(SIGURG, &previous, nil)
  }
}
