internal import Foundation
internal import Glibc
internal import MetricModel
internal import MetricStore
internal import Synchronization
internal import Testing

extension Faults {
  @Suite("Threads of one program that wait for the lock")
  struct WaitingThreadsTests {
    @Test("Each gives up at its own deadline, whatever the others do")
    func deadlines() {
      let scratch = Scratch()
      UpdateCase.prepareSmall(scratch.path)
      let path = scratch.file("m.db")
      let held = open(path, O_RDWR | O_CLOEXEC)
      defer { close(held) }
      #expect(flock(held, LOCK_EX) == 0)
      let timeouts = [0.2, 0.4, 0.8]
      let waits = Mutex([Double?](repeating: nil, count: timeouts.count))
      let threads = timeouts.indices.map { index in
        Thread {
          let begin = now()
          let options = DatabaseOptions(lockTimeoutSeconds: timeouts[index])
          _ = try? Database(at: path, options: options).snapshot()
          waits.withLock { $0[index] = now() - begin }
        }
      }
      for thread in threads { thread.start() }
      let end = now() + 60
      while now() < end, threads.contains(where: { !$0.isFinished }) { usleep(10_000) }
      for (timeout, waited) in zip(timeouts, waits.withLock { $0 }) {
        let seconds = waited ?? 60
        #expect((timeout..<60).contains(seconds), "\(timeout) s took \(seconds) s")
      }
    }
  }
}
