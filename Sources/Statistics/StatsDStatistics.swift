internal import Exposition
internal import MetricModel
public import MetricOperations
internal import Synchronization
internal import SystemCalls

/// Metrics pushed to a StatsD server as they change.
///
/// Uncorked, each update is a datagram; corked, all that was gathered is packed into as few as
/// their size allows. What is sent for each kind:
///
/// ```
/// counter               by how much it went up         http_requests_total:3|c
/// gauge, unknown        the value                      load:0.5|g
///   below 0             from 0 down, in one datagram   load:0|g, load:-5|g
/// duration              the seconds elapsed, a gauge
/// histogram, summary    each observation               size_bytes:512|h
///   in seconds          in milliseconds                wait_seconds:320|ms
/// info                  1, a gauge with its labels
/// stateset              0 or 1 for each state, gauges with a label of the metric's name
/// ```
/// A reset of a counter, histogram or summary is not sent, since the server adds up by itself. Where
/// several programs set one gauge the last one counts.
public final class StatsDStatistics: StatisticsBackend {
  /// The metrics declared, and what is gathered.
  public let metricRegistry = MetricRegistry(keepsEvents: true)
  private let encoder: StatsDMessages
  private let state: Lock<Pushed>

  /// A backend on a server, to which it connects with the first update.
  public init(to server: StatsDServer, options: StatsDOptions = StatsDOptions()) {
    encoder = StatsDMessages(options: options)
    state = Lock(Pushed(sender: DatagramSender(server, timeoutSeconds: options.timeoutSeconds)))
  }

  /// What was sent so far, and the way there.
  private struct Pushed: ~Copyable {
    var table = StateTable()
    var sender: DatagramSender
  }

  /// Sends operations; those that are counted as committed when it throws were handed to the
  /// network.
  ///
  /// Throws `invalid`, with nothing sent, for a gauge or counter that is not a finite number, which
  /// the protocol cannot carry, and for a histogram or summary to be merged, which has no single
  /// observations.
  public func commit(_ operations: [Operation]) throws(CommitFailure) {
    try state.withLock { pushed throws(CommitFailure) in
      var undo: [StateTable.Undo] = []
      var plan = StatsDPlan(limit: encoder.options.maximumDatagramBytes)
      do throws(MetricError) {
        for operation in operations {
          let before = pushed.table.find(operation.series)?.state
          try pushed.table.apply(operation, at: .now, undo: &undo)
          let after = pushed.table.find(operation.series)
          plan.add(try encoder.lines(of: operation, before: before, after: after))
          plan.endOperation(undoCount: undo.count)
        }
      } catch {
        pushed.table.revert(undo[...])
        throw CommitFailure(error)
      }
      for step in plan.finish() {
        do throws(MetricError) {
          try pushed.sender.send(step.datagram)
        } catch {
          pushed.table.revert(undo[step.undoBefore...])
          throw CommitFailure(error, committed: step.operationsBefore)
        }
      }
    }
  }
}

/// Where a StatsD server listens.
public enum StatsDServer: Sendable, Equatable {
  /// A host by name or address; 8125 is the protocol's usual port.
  case udp(host: String, port: UInt16 = 8125)
  /// A socket for datagrams in the file system.
  case unixDatagrams(path: String)
}

/// How a StatsD server is spoken to.
public struct StatsDOptions: Sendable {
  /// The most bytes of a datagram: 1432 for Ethernet, 512 across the internet, 8932 for jumbo
  /// frames.
  ///
  /// A single line that is longer goes by itself.
  public var maximumDatagramBytes: Int
  /// How labels are told: as parts of the name, or as DogStatsD's tags.
  public var labels: StatsDLabels
  /// Whether the server knows the type `h`; otherwise all observations are of type `ms`.
  public var knowsHistograms: Bool
  /// How long to wait for room in the network's queue.
  public var timeoutSeconds: Double

  /// Options, each with its usual value.
  public init(
    maximumDatagramBytes: Int = 1_432, labels: StatsDLabels = .dotted,
    knowsHistograms: Bool = true, timeoutSeconds: Double = 1
  ) {
    self.maximumDatagramBytes = maximumDatagramBytes
    self.labels = labels
    self.knowsHistograms = knowsHistograms
    self.timeoutSeconds = timeoutSeconds
  }
}

/// How labels are told to a StatsD server.
public enum StatsDLabels: Sendable {
  /// As parts of the name, which every server takes: `http_requests_total.code.200`.
  case dotted
  /// As DogStatsD's tags: `http_requests_total:3|c|#code:200`.
  case tags
}
