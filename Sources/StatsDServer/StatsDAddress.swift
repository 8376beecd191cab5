package import MetricModel
internal import SystemCalls

/// Where StatsD datagrams are listened for, as a user writes it.
///
/// `ip:port`, `[v6]:port`, `:port` (on 127.0.0.1), `ip` (port 8125), or `unixgram:/path`. Hosts are
/// addresses as numbers. Port 0 is any free one.
package struct StatsDAddress: Sendable, Equatable, CustomStringConvertible {
  private enum Place: Equatable {
    case udp(HostPort)
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
          expected: "an address (ip:port, [v6]:port, :port, ip or unixgram:/path)"))
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
    case .file(let path): "unixgram:\(path)"
    case .descriptor(let number): "descriptor \(number)"
    }
  }

  /// Begins to listen.
  func listen() throws(MetricError) -> DatagramReceiver {
    switch place {
    case .udp(let place): try DatagramReceiver.listen(place)
    case .file(let path): try DatagramReceiver.listen(path: path)
    case .descriptor(let number): try DatagramReceiver.adopt(number)
    }
  }

  private static func place(_ word: String) -> Place? {
    let scheme = "unixgram:"
    if word.hasPrefix(scheme) {
      let path = String(word.dropFirst(scheme.count))
      return path.isEmpty || path.utf8.contains(0) ? nil : .file(path: path)
    }
    return HostPort(word, usualPort: standardPort).map { .udp($0) }
  }
}
