internal import MetricModel
internal import SystemCalls

/// Sends datagrams over one connected socket, not faster than a server can read them.
final class DatagramSender {
  private var socket: Socket
  private let deadline: Deadline
  private var count = 0

  /// How many datagrams go out before a pause of a millisecond: fewer than a receiver's buffer of
  /// the usual size holds, since what does not fit is lost without a word.
  private static let burst = 32
  /// How long to wait for word from another machine that nobody listens there.
  private static let graceSeconds = 0.05

  init(_ target: PushTarget, until deadline: Deadline) throws(MetricError) {
    self.deadline = deadline
    if case .statsdSocket(let path) = target.receiver {
      socket = try .connect(datagramsTo: path)
    } else {
      socket = try .connect(.udp, host: target.host, port: target.port, until: deadline)
    }
  }

  func send(_ datagram: [UInt8]) throws(MetricError) {
    try socket.send(datagram, until: deadline)
    count += 1
    if count % Self.burst == 0 { try socket.confirm(waiting: 0.001) }
  }

  var isLocal: Bool { socket.isLocal }

  /// Throws when it is known by now that nobody listened.
  func finish() throws(MetricError) {
    if count > 0 { try socket.confirm(waiting: socket.isLocal ? 0 : Self.graceSeconds) }
  }
}
