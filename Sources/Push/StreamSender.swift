internal import MetricModel
internal import SystemCalls

/// Sends text over one TCP connection, and makes sure at the end that it was read.
final class StreamSender {
  private var socket: Socket
  private let deadline: Deadline

  init(_ target: PushTarget, until deadline: Deadline) throws(MetricError) {
    self.deadline = deadline
    socket = try .connect(.tcp, host: target.host, port: target.port, until: deadline)
  }

  func send(_ bytes: [UInt8]) throws(MetricError) { try socket.send(bytes, until: deadline) }

  func finish() throws(MetricError) { try socket.finish(until: deadline) }
}
