internal import CLinux
internal import Glibc

/// Breaks a blocking call of this thread off every 50 ms, so that it can look at its deadline.
///
/// It sends SIGURG, which a program that does not handle it never notices, to this thread alone,
/// and puts the program's own handler back when it stops. The timer repeats: a single alarm may
/// fire just before the call and be lost. timer_create(2) with SIGEV_THREAD_ID.
struct InterruptTimer {
  private var timer: timer_t?
  private var previous = sigaction()

  init?() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in }
    guard sigaction(SIGURG, &action, &previous) == 0 else { return nil }
    var event = sigevent()
    event.sigev_signo = SIGURG
    event.sigev_notify = NOTIFY_THREAD
    event._sigev_un._tid = thread_number()
    guard timer_create(CLOCK_MONOTONIC, &event, &timer) == 0, let timer else {
      sigaction(SIGURG, &previous, nil)
      return nil
    }
    let period = timespec(tv_sec: 0, tv_nsec: 50_000_000)
    var schedule = itimerspec(it_interval: period, it_value: period)
    timer_settime(timer, 0, &schedule, nil)
  }

  func stop() {
    if let timer { timer_delete(timer) }
    var previous = previous
    sigaction(SIGURG, &previous, nil)
  }
}
