internal import MetricModel
internal import SystemCalls

/// The sockets and threads of a receiver.
struct StatsDThreads {
  private var sockets: [StatsDSocket]
  private var receiving: [WorkerThread] = []
  private var flushing: RepeatingThread?
  /// What the kernel has dropped of each socket when it was asked last, and of all in all.
  private var lastDropped: [UInt32]
  private var dropped = 0

  init(_ sockets: [StatsDSocket]) {
    self.sockets = sockets
    lastDropped = sockets.map { _ in 0 }
  }

  /// Starts a thread for each socket, and one that commits.
  mutating func start(
    every seconds: Double, _ handlers: StatsDSocket.Handlers, flush: @escaping @Sendable () -> Void
  ) throws(MetricError) {
    guard receiving.isEmpty else { return }
    flushing = try RepeatingThread(every: seconds, flush)
    for socket in sockets {
      receiving.append(try WorkerThread { socket.run(handlers) })
    }
  }

  /// Takes the sockets and threads out, to be ended; what the kernel has dropped stays known.
  mutating func takeOut() -> StatsDThreads {
    let taken = self
    self = StatsDThreads([])
    dropped = taken.dropped
    return taken
  }

  /// Keeps what was counted last by those that were taken out.
  mutating func didEnd(dropped: Int) { self.dropped = dropped }

  /// Lets the threads finish what has come already; the sockets are closed when the value goes.
  ///
  /// Returns how many datagrams the kernel has dropped.
  mutating func stop() -> Int {
    for socket in sockets { socket.stop() }
    for thread in receiving { thread.join() }
    flushing?.stop()
    return countDrops()
  }

  /// How many datagrams the kernel has dropped.
  mutating func countDrops() -> Int {
    for (index, socket) in sockets.enumerated() {
      let now = socket.dropped
      dropped += Int(now &- lastDropped[index])
      lastDropped[index] = now
    }
    return dropped
  }
}
