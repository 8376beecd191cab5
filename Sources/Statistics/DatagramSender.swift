internal import MetricModel
internal import SystemCalls

/// The way to a StatsD server: connected when there is something to send, and once more when that
/// fails, since a server that was started anew has another socket.
struct DatagramSender: ~Copyable {
  private let server: StatsDServer
  private let timeoutSeconds: Double
  private var socket: Socket?

  init(_ server: StatsDServer, timeoutSeconds: Double) {
    self.server = server
    self.timeoutSeconds = timeoutSeconds
  }

  /// Hands a datagram to the network; throws when the server is known not to listen.
  mutating func send(_ datagram: [UInt8]) throws(MetricError) {
    let isConnected = socket != nil
    do throws(MetricError) {
      try sendOnce(datagram)
    } catch {
      socket = nil
      guard isConnected else { throw error }
      do throws(MetricError) {
        try sendOnce(datagram)
      } catch {
        socket = nil
        throw error
      }
    }
  }

  private mutating func sendOnce(_ datagram: [UInt8]) throws(MetricError) {
    let deadline = Deadline(secondsFromNow: timeoutSeconds)
    if socket == nil { socket = try connect(until: deadline) }
    try socket?.send(datagram, until: deadline)
  }

  private func connect(until deadline: Deadline) throws(MetricError) -> Socket {
    switch server {
    case .udp(let host, let port):
      try Socket.connect(.udp, host: host, port: port, until: deadline)
    case .unixDatagrams(let path): try Socket.connect(datagramsTo: path)
    }
  }
}
