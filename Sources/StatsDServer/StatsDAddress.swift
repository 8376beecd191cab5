package import MetricModel
internal import SystemCalls

/// Where StatsD datagrams are listened for, as a user writes it.
///
/// `ip:port`, `[v6]:port`, `:port` (on 127.0.0.1), `ip` (port 8125), or `unixgram:/path`. Hosts are
/// addresses as numbers. Port 0 is any free one.
package struct StatsDAddress: Sendable, Equatable, CustomStringConvertible {
  private enum Place: Equatable {
    case udp(host: String, port: UInt16)
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
    case .udp(let host, let port):
      host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .file(let path): "unixgram:\(path)"
    case .descriptor(let number): "descriptor \(number)"
    }
  }

  /// Begins to listen.
  func listen() throws(MetricError) -> DatagramReceiver {
    switch place {
    case .udp(let host, let port): try DatagramReceiver.listen(host: host, port: port)
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
    guard let (host, port) = split(word), DatagramReceiver.isAddress(host) else { return nil }
    return .udp(host: host, port: port)
  }

  private static func split(_ word: String) -> (host: String, port: UInt16)? {
    if word.hasPrefix("[") {
      guard let end = word.firstIndex(of: "]") else { return nil }
      let host = String(word[word.index(after: word.startIndex)..<end])
      let rest = word[word.index(after: end)...]
      guard host.contains(":") else { return nil }
      if rest.isEmpty { return (host, standardPort) }
      guard rest.hasPrefix(":") else { return nil }
      return port(rest.dropFirst()).map { (host, $0) }
    }
    guard let colon = word.firstIndex(of: ":") else { return (word, standardPort) }
    let rest = word[word.index(after: colon)...]
    if rest.contains(":") { return (word, standardPort) }
    let host = colon == word.startIndex ? "127.0.0.1" : String(word[..<colon])
    return port(rest).map { (host, $0) }
  }

  private static func port(_ digits: Substring) -> UInt16? {
    digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? UInt16(digits) : nil
  }
}
