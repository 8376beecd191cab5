package import MetricModel
internal import SystemCalls

/// Where StatsD is listened for, as a user writes it.
///
/// `ip:port`, `[v6]:port`, `:port` (on 127.0.0.1) or `ip` (port 8125) for UDP, the same behind `tcp:`
/// for TCP, or `unixgram:/path`. Hosts are addresses as numbers. Port 0 is any free one.
package struct StatsDAddress: Sendable, Equatable, CustomStringConvertible {
  private enum Place: Equatable {
    case udp(HostPort)
    case tcp(HostPort)
    case file(path: String)
    case descriptor(Int32)
  }

  /// The port that StatsD has.
  package static let standardPort: UInt16 = 8125
  private let place: Place

  /// Reads an address.
  ///
  /// Throws `invalid` for anything that is not one.
  package init(parsing word: String) throws(MetricError) {
    guard let place = Self.place(word) else {
      throw .invalid(
        .option(
          "--statsd", value: word,
          expected: "an address (ip:port, [v6]:port, :port, ip, one of these behind tcp:, or "
            + "unixgram:/path)"))
    }
    self.place = place
  }

  /// A socket that is bound already, as systemd hands one over.
  ///
  /// It becomes the receiver's, which closes it.
  package init(adopting descriptor: Int32) { place = .descriptor(descriptor) }

  /// The address as it may be written.
  package var description: String {
    switch place {
    case .udp(let place): place.description
    case .tcp(let place): "tcp:\(place)"
    case .file(let path): "unixgram:\(path)"
    case .descriptor(let number): "descriptor \(number)"
    }
  }

  /// Whether clients connect to it.
  var takesConnections: Bool { if case .tcp = place { true } else { false } }

  /// Begins to listen.
  func listen(_ options: StatsDOptions) throws(MetricError) -> StatsDSocket {
    switch place {
    case .udp(let place): .datagrams(try DatagramReceiver.listen(place))
    case .tcp(let place):
      .lines(
        try LineReceiver(
          place, maxConnections: options.maxConnections, maxLineBytes: options.maxLineBytes))
    case .file(let path):
      .datagrams(try DatagramReceiver.listen(path: path, access: options.socketAccess))
    case .descriptor(let number): .datagrams(try DatagramReceiver.adopt(number))
    }
  }

  private static func place(_ word: String) -> Place? {
    let scheme = "unixgram:"
    if word.hasPrefix(scheme) {
      let path = String(word.dropFirst(scheme.count))
      return path.isEmpty || path.utf8.contains(0) ? nil : .file(path: path)
    }
    if word.hasPrefix("tcp:") {
      return HostPort(String(word.dropFirst(4)), usualPort: standardPort).map { .tcp($0) }
    }
    return HostPort(word, usualPort: standardPort).map { .udp($0) }
  }
}
