/// Packs lines into datagrams: as many as fit, joined by newlines.
///
/// What is added at once stays together, in one datagram. A piece that is longer than the limit by
/// itself makes a datagram of its own, which the network may cut up or refuse.
public struct DatagramPacker: Sendable {
  /// What fits into one packet of Ethernet, with room for the headers of IPv6 and tunnels.
  public static let ethernetLimit = 1_432

  /// The most bytes of a datagram.
  public let limit: Int
  private var datagram: [UInt8] = []

  /// A packer for datagrams of at most so many bytes.
  public init(limit: Int = DatagramPacker.ethernetLimit) { self.limit = limit }

  /// Adds lines that belong together; returns a datagram when they begin a new one.
  public mutating func add(_ lines: [UInt8]) -> [UInt8]? {
    guard !lines.isEmpty else { return nil }
    guard !datagram.isEmpty else {
      datagram = lines
      return nil
    }
    if datagram.count + 1 + lines.count <= limit {
      datagram.append(UInt8(ascii: "\n"))
      datagram.append(contentsOf: lines)
      return nil
    }
    defer { datagram = lines }
    return datagram
  }

  /// The datagram begun, if any; the packer is empty afterwards.
  public mutating func finish() -> [UInt8]? {
    defer { datagram = [] }
    return datagram.isEmpty ? nil : datagram
  }
}
