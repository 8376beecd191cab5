package import MetricModel
internal import Glibc

/// A connected socket: the descriptor, closed when the value goes, and the peer for messages.
///
/// A host may have several addresses, of both families, and a server may listen on one of them
/// only. A connection that is refused, or that is not made in its share of the time, goes to the
/// next. With datagrams that shows only once the first is sent, so that `send` then tries the next
/// address. Nothing here waits longer than a deadline, but for the resolver.
package struct Socket: ~Copyable {
  /// What carries the bytes.
  package enum Transport: Sendable {
    /// A stream of bytes.
    case tcp
    /// Datagrams that may be lost.
    case udp

    fileprivate var type: CInt {
      switch self {
      case .tcp: CInt(SOCK_STREAM.rawValue)
      case .udp: CInt(SOCK_DGRAM.rawValue)
      }
    }
  }

  /// `host:port` or a path, for messages.
  package let peer: String
  private(set) var descriptor: CInt = -1
  private let type: CInt
  private var address: NetworkAddress?
  private var untried: ArraySlice<NetworkAddress>
  /// Whether a datagram was sent to this address and not refused.
  private var isProven = false

  /// Connects to a host by name or address and port: getaddrinfo(3), connect(2).
  package static func connect(
    _ transport: Transport, host: String, port: UInt16, until deadline: Deadline
  ) throws(MetricError) -> Socket {
    let peer = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    let addresses = try NetworkAddress.resolve(host: host, port: port, type: transport.type)
    var socket = Socket(peer: peer, type: transport.type, addresses[...])
    try socket.connectNext(until: deadline)
    return socket
  }

  /// Connects to a socket for datagrams in the file system: unix(7).
  package static func connect(datagramsTo path: String) throws(MetricError) -> Socket {
    guard let address = NetworkAddress(path: path) else {
      throw .failure(.connect, errno: ENAMETOOLONG, path: path)
    }
    var socket = Socket(peer: path, type: CInt(SOCK_DGRAM.rawValue), [address])
    try socket.connectNext(until: Deadline(secondsFromNow: 0))
    return socket
  }

  private init(peer: String, type: CInt, _ addresses: ArraySlice<NetworkAddress>) {
    self.peer = peer
    self.type = type
    untried = addresses
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Sends one datagram, or all bytes on a stream, before the deadline: send(2).
  ///
  /// Throws when the peer is known not to listen. A datagram can be lost without anyone knowing.
  package mutating func send(_ bytes: [UInt8], until deadline: Deadline) throws(MetricError) {
    if type == CInt(SOCK_STREAM.rawValue) { return try sendAll(bytes, until: deadline) }
    while true {
      let number = sendDatagram(bytes, until: deadline)
      if number == 0 {
        isProven = true
        return
      }
      guard number == ECONNREFUSED, !isProven, !untried.isEmpty else {
        throw .failure(.send, errno: number, path: peer)
      }
      try connectNext(until: deadline)
    }
  }

  /// Waits a little for word that the last datagrams were refused, and throws it: poll(2).
  ///
  /// From a server of this machine it is there at once; from another it takes a round trip.
  package borrowing func confirm(waiting seconds: Double) throws(MetricError) {
    let number = pendingError(within: seconds)
    if number != 0 { throw .failure(.send, errno: number, path: peer) }
  }

  /// Whether the peer is on this machine, so that a refusal is known at once.
  package var isLocal: Bool { address?.isLocal ?? false }

  /// Connects to the first address left that takes the connection.
  private mutating func connectNext(until deadline: Deadline) throws(MetricError) {
    var number = EADDRNOTAVAIL
    while let address = untried.popFirst() {
      let share = deadline.secondsLeft / Double(untried.count + 1)
      number = connect(to: address, until: Deadline(secondsFromNow: share))
      if number == 0 { return }
    }
    throw .failure(.connect, errno: number, path: peer)
  }

  /// Returns 0 or the error's number.
  private mutating func connect(to address: NetworkAddress, until deadline: Deadline) -> CInt {
    let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let fresh = socket(address.family, type | flags, 0)
    guard fresh >= 0 else { return errno }
    if descriptor >= 0 { close(descriptor) }
    descriptor = fresh
    self.address = address
    let result = address.withSocketAddress { Glibc.connect(fresh, $0, $1) }
    if result == 0 { return 0 }
    guard errno == EINPROGRESS || errno == EINTR else { return errno }
    guard wait(for: POLLOUT, until: deadline) else { return ETIMEDOUT }
    return takeError()
  }
}

extension Socket {
  /// Returns 0, or the number of the error with which this datagram or an earlier one was refused.
  private borrowing func sendDatagram(_ bytes: [UInt8], until deadline: Deadline) -> CInt {
    while true {
      let count = bytes.withUnsafeBytes { buffer in
        retrying { Glibc.send(descriptor, buffer.baseAddress, buffer.count, flagsOfSend) }
      }
      if count >= 0 { return pendingError(within: isProven || !isLocal ? 0 : 0.002) }
      guard errno == EAGAIN else { return errno }
      guard wait(for: POLLOUT, until: deadline) else { return ETIMEDOUT }
    }
  }

  private borrowing func sendAll(_ bytes: [UInt8], until deadline: Deadline) throws(MetricError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        retrying {
          Glibc.send(descriptor, buffer.baseAddress! + done, buffer.count - done, flagsOfSend)
        }
      }
      if count >= 0 {
        done += count
      } else if errno != EAGAIN {
        throw .failure(.send, errno: errno, path: peer)
      } else if !wait(for: POLLOUT, until: deadline) {
        throw .failure(.send, errno: ETIMEDOUT, path: peer)
      }
    }
  }

  /// Says on a stream that nothing more comes, and waits for the peer to close its side: shutdown(2).
  ///
  /// A peer that closes has read all; one that resets the connection has not, which is thrown. One
  /// that keeps silent until the deadline is given the benefit of the doubt.
  package borrowing func finish(until deadline: Deadline) throws(MetricError) {
    shutdown(descriptor, CInt(SHUT_WR))
    var scratch = [UInt8](repeating: 0, count: 4_096)
    while wait(for: POLLIN, until: deadline) {
      let count = scratch.withUnsafeMutableBytes { buffer in
        retrying { recv(descriptor, buffer.baseAddress, buffer.count, 0) }
      }
      if count == 0 { return }
      if count < 0, errno != EAGAIN { throw .failure(.send, errno: errno, path: peer) }
    }
  }

  /// An error that the network has reported since: 0 when there is none in that time.
  private borrowing func pendingError(within seconds: Double) -> CInt {
    wait(for: 0, until: Deadline(secondsFromNow: seconds)) ? takeError() : 0
  }

  private borrowing func takeError() -> CInt {
    var number: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length)
    return number
  }

  /// Waits until the socket is ready for something, or has an error; false when it is not in time.
  private borrowing func wait(for events: CInt, until deadline: Deadline) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    while true {
      let milliseconds = CInt((deadline.secondsLeft * 1_000).rounded(.up))
      let count = poll(&wanted, 1, milliseconds)
      if count > 0 { return true }
      if count == 0 || errno != EINTR { return false }
    }
  }

  /// A peer that went away is an error to report, and not a signal that ends the process.
  private var flagsOfSend: CInt { CInt(MSG_NOSIGNAL) }
}
