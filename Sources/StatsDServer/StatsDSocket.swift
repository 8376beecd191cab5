internal import MetricModel
internal import SystemCalls

/// A socket that a receiver listens on, of either kind.
enum StatsDSocket: Sendable {
  case datagrams(DatagramReceiver)
  case lines(LineReceiver)

  /// What is done with what comes; it is called on the socket's thread.
  struct Handlers: Sendable {
    let datagrams: @Sendable (DatagramBatch) -> Void
    let event: @Sendable (LineReceiver.Event) -> Void
    let failed: @Sendable (MetricError) -> Void
  }

  /// Where it listens.
  var address: String {
    switch self {
    case .datagrams(let receiver): receiver.address
    case .lines(let receiver): receiver.address
    }
  }

  /// Receives until `stop` is called.
  func run(_ handlers: Handlers) {
    switch self {
    case .datagrams(let receiver): receiver.run(handlers.datagrams, failed: handlers.failed)
    case .lines(let receiver): receiver.run(handlers.event, failed: handlers.failed)
    }
  }

  /// Makes `run` return.
  func stop() {
    switch self {
    case .datagrams(let receiver): receiver.stop()
    case .lines(let receiver): receiver.stop()
    }
  }

  /// How many datagrams the kernel has thrown away; it counts to 2^32 and begins at 0 again.
  var dropped: UInt32 {
    switch self {
    case .datagrams(let receiver): receiver.dropped
    case .lines: 0
    }
  }
}
