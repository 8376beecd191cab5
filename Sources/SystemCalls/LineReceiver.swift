internal import CLinux
internal import Glibc
package import MetricModel
internal import Synchronization

/// A socket that takes connections on which lines come: TCP.
///
/// One thread serves them all and waits for none: each is read when it has something, a buffer at a
/// time. Where there are as many as may be, a new one takes the place of the one that has been silent
/// for longest. One thread runs `run`; any other may end it with `stop`. poll(2), accept(2), tcp(7).
package final class LineReceiver: Sendable {
  /// What comes.
  package enum Event {
    case connected
    /// A connection was given up for a newer one.
    case displaced
    /// Lines with their newlines, but perhaps for the last; of the last the end may be missing.
    case lines(UnsafeRawBufferPointer, isCut: Bool)
  }

  /// Where it listens: `tcp:127.0.0.1:8125`.
  package let address: String
  private let descriptor: CInt
  private let maxConnections: Int
  private let maxLineBytes: Int
  private let wakeUp: WakeUp
  private let isStopping = Atomic<Bool>(false)

  /// How much is still read of a connection before it is closed, at most: what the kernel holds of it;
  /// and how long that may take for all when the receiver ends.
  private static let lastBytes = 8 << 20
  private static let lastSeconds = 5.0

  /// Listens on a TCP port; port 0 takes any free one.
  package init(
    _ place: HostPort, maxConnections: Int, maxLineBytes: Int
  ) throws(MetricError) {
    let socket = try ListeningSocket.open(place)
    wakeUp = try WakeUp()
    address = "tcp:" + socket.address
    self.maxConnections = max(1, maxConnections)
    self.maxLineBytes = maxLineBytes
    descriptor = socket.handOver() ?? -1
  }

  deinit { close(descriptor) }

  /// Hands over what comes until `stop` is called, and then what has arrived by that time.
  package func run(_ take: (Event) -> Void, failed: (MetricError) -> Void) {
    var connections: [LineConnection] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: LineConnection.bufferBytes(maxLineBytes: maxLineBytes), alignment: 64)
    defer {
      buffer.deallocate()
      for connection in connections { close(connection.descriptor) }
    }
    while !isStopping.load(ordering: .acquiring) {
      let ready = wait(for: connections)
      // From the last one on, so that those before keep their numbers.
      for index in connections.indices.reversed() where ready[index + 2].revents != 0 {
        if read(&connections[index], buffer, take) == .ended {
          close(connections.remove(at: index).descriptor)
        }
      }
      if ready[0].revents != 0 { accept(into: &connections, buffer, take, failed) }
    }
    accept(into: &connections, buffer, take, failed)
    drain(&connections, buffer, take)
  }

  /// Makes `run` return.
  package func stop() {
    isStopping.store(true, ordering: .releasing)
    wakeUp.send()
  }

  /// Waits for a connection, for bytes of one, or for `stop`.
  private func wait(for connections: [LineConnection]) -> [pollfd] {
    var wanted = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), wakeUp.polled]
    wanted.reserveCapacity(connections.count + 2)
    for connection in connections {
      wanted.append(pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0))
    }
    // Broken off by a signal, it has found nothing.
    _ = poll(&wanted, nfds_t(wanted.count), -1)
    return wanted
  }

  private func read(
    _ connection: inout LineConnection, _ buffer: UnsafeMutableRawBufferPointer,
    _ take: (Event) -> Void
  ) -> LineConnection.State {
    connection.receive(into: buffer) { take(.lines($0, isCut: $1)) }
  }

  /// Takes the connections that wait.
  private func accept(
    into connections: inout [LineConnection], _ buffer: UnsafeMutableRawBufferPointer,
    _ take: (Event) -> Void, _ failed: (MetricError) -> Void
  ) {
    for _ in 0..<max(64, maxConnections) {
      let made = retrying { accept_connection(descriptor) }
      guard made >= 0 else {
        let number = errno
        if Self.isOver(number) { return }
        failed(.failure(.receive, errno: number, path: address))
        if !displace(&connections, buffer, take) { _ = wakeUp.came(within: 0.1) }
        return
      }
      guard let moved = try? awayFromStandardStreams(made, address) else { continue }
      var yes: CInt = 1
      setsockopt(moved, SOL_SOCKET, SO_KEEPALIVE, &yes, socklen_t(MemoryLayout<CInt>.size))
      take(.connected)
      if connections.count >= maxConnections { _ = displace(&connections, buffer, take) }
      connections.append(LineConnection(moved, maxLineBytes: maxLineBytes))
    }
  }

  /// Whether nobody waits, or who waited has gone: accept(2).
  private static func isOver(_ number: CInt) -> Bool {
    [EAGAIN, ECONNABORTED, ENETDOWN, EPROTO, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT]
      .contains(number)
  }

  /// Gives up the connection that has been silent for longest, once what it has sent is read; false
  /// when there is none.
  private func displace(
    _ connections: inout [LineConnection], _ buffer: UnsafeMutableRawBufferPointer,
    _ take: (Event) -> Void
  ) -> Bool {
    let silent = connections.indices.min { connections[$0].lastUse < connections[$1].lastUse }
    guard let silent else { return false }
    var connection = connections.remove(at: silent)
    if !readAll(&connection, buffer, take) { take(.displaced) }
    close(connection.descriptor)
    return true
  }

  /// Reads what has arrived on each connection.
  private func drain(
    _ connections: inout [LineConnection], _ buffer: UnsafeMutableRawBufferPointer,
    _ take: (Event) -> Void
  ) {
    let deadline = Deadline(secondsFromNow: Self.lastSeconds)
    for index in connections.indices where !deadline.hasPassed {
      _ = readAll(&connections[index], buffer, take)
    }
  }

  /// Reads what has arrived on a connection that is to be closed; whether its client had ended it.
  private func readAll(
    _ connection: inout LineConnection, _ buffer: UnsafeMutableRawBufferPointer,
    _ take: (Event) -> Void
  ) -> Bool {
    var left = Self.lastBytes / buffer.count
    while left > 0 {
      switch read(&connection, buffer, take) {
      case .ended: return true
      case .empty: left = 0
      case .more: left -= 1
      }
    }
    connection.finish(isCut: true) { take(.lines($0, isCut: $1)) }
    return false
  }
}
