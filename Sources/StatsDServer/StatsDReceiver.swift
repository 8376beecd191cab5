package import MetricModel
package import MetricStore
internal import Synchronization
internal import SystemCalls

/// Receives StatsD, by datagrams or TCP, and keeps it in a database.
///
/// Each address has a thread that receives, reads the lines and sums them, series by series. One
/// more thread commits the sums in one transaction every flush interval. A commit that fails keeps
/// everything for the next one, so that nothing is lost or counted twice; what one metric's
/// declaration forbids does not hold up the others.
package final class StatsDReceiver: Sendable {
  /// The addresses listened on, with the real port where 0 was asked for.
  package let boundAddresses: [String]
  /// How many connections it may keep.
  package let maxConnections: Int
  private let options: StatsDOptions
  private let log: StatsDLog
  private let table: Lock<StatsDTable>
  private let commits: Lock<StatsDCommits>
  private let threads: Lock<StatsDThreads>

  /// Begins to listen, on all addresses or none; what comes is read once `start` is called.
  package init(
    addresses: [StatsDAddress], options: StatsDOptions = StatsDOptions(), database: Database,
    log: @escaping StatsDLog
  ) throws(MetricError) {
    var sockets: [StatsDSocket] = []
    for address in addresses { sockets.append(try address.listen(options)) }
    boundAddresses = sockets.map(\.address)
    maxConnections = options.maxConnections * addresses.count(where: \.takesConnections)
    self.options = options
    self.log = log
    table = Lock(StatsDTable(options))
    commits = Lock(StatsDCommits(database))
    threads = Lock(StatsDThreads(sockets))
  }

  /// Begins to receive and to commit.
  package func start() throws(MetricError) {
    do throws(MetricError) {
      try threads.withLock { (threads) throws(MetricError) in
        try threads.start(
          every: max(options.flushIntervalSeconds, 0.001),
          StatsDSocket.Handlers(
            datagrams: { [self] batch in take(batch) },
            event: { [self] event in take(event) },
            failed: { [self] error in
              table.withLock { $0.didFailToReceive(error) }
              tell()
            }),
          flush: { [self] in tryToFlush() })
      }
    } catch {
      end()
      throw error
    }
  }

  /// Ends the threads and closes the sockets, once what has come already was taken.
  private func end() {
    var ending = threads.withLock { $0.takeOut() }
    let dropped = ending.stop()
    threads.withLock { $0.didEnd(dropped: dropped) }
  }

  /// What was done so far.
  package var counts: StatsDCounts {
    var counts = table.withLock { $0.snapshot }
    counts.kernelDrops = threads.withLock { $0.countDrops() }
    return counts
  }

  /// Receives what has come already, closes the sockets, and commits.
  ///
  /// Throws when that commit fails, and logs how many lines are lost with it; called again, it tries
  /// again.
  package func stop() throws(MetricError) {
    end()
    do throws(MetricError) {
      try flush()
    } catch {
      let waiting = table.withLock { $0.snapshot.waiting }
      log(.error, "StatsD: \(waiting == 1 ? "1 line is" : "\(waiting) lines are") lost: \(error)")
      throw error
    }
  }

  private func take(_ batch: DatagramBatch) {
    table.withLock { table in
      for index in 0..<batch.count { table.take(batch[index], isCut: batch.isCut(index)) }
    }
    tell()
  }

  private func take(_ event: LineReceiver.Event) {
    table.withLock { table in
      switch event {
      case .connected: table.didConnect()
      case .displaced: table.didDisplaceConnection()
      case .lines(let lines, let isCut): table.take(lines: lines, isCut: isCut)
      }
    }
    tell()
  }

  /// Logs what waits to be logged, with no lock held.
  private func tell() {
    for message in table.withLock({ $0.takeMessages() }) { log(message.level, message.text) }
  }

  private func tryToFlush() {
    do throws(MetricError) {
      try flush()
      if commits.withLock({ $0.hasRecovered() }) { log(.info, "StatsD: commits go through again") }
    } catch {
      guard commits.withLock({ $0.isWorthTelling(error) }) else { return }
      let waiting = table.withLock { $0.snapshot.waiting }
      let lines = waiting == 1 ? "1 line waits" : "\(waiting) lines wait"
      log(.error, "StatsD: cannot commit, \(lines) for the next try: \(error)")
    }
  }

  /// Commits what was gathered.
  private func flush() throws(MetricError) {
    try commits.withLock { (commits) throws(MetricError) in
      let pending = table.withLock { $0.takeDue(at: monotonicNanoseconds()) }
      guard !pending.isEmpty else { return }
      do throws(MetricError) {
        let outcome = try commits.run(pending)
        table.withLock { $0.didCommit(pending, outcome) }
      } catch {
        table.withLock { $0.didFail(pending) }
        throw error
      }
    }
    tell()
  }
}
