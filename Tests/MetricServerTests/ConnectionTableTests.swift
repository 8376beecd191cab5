internal import NIOCore
internal import NIOEmbedded
internal import Synchronization
internal import Testing

@testable internal import MetricServer

/// Which connection makes room for one too many.
@Suite final class ConnectionTableTests {
  private let table = ConnectionTable(limit: 4)
  private var channels: [String: EmbeddedChannel] = [:]

  /// Has a client connect; false when there is no room.
  private func open(_ name: String, _ client: String) throws -> Bool {
    let channel = EmbeddedChannel()
    channel.remoteAddress = try SocketAddress(ipAddress: client, port: 1)
    channels[name] = channel
    return table.open(channel)
  }

  /// Has a request begin on connections.
  private func ask(_ names: String...) {
    for name in names { table.mark(channels[name]!, isIdle: false) }
  }

  /// Has requests answered.
  private func answer(_ names: String...) {
    for name in names { table.mark(channels[name]!, isIdle: true) }
  }

  /// The connections that were closed to make room.
  private var closed: [String] {
    channels.filter { _, channel in
      channel.embeddedEventLoop.run()
      let isClosed = Atomic(false)
      channel.closeFuture.whenComplete { _ in isClosed.store(true, ordering: .relaxed) }
      return isClosed.load(ordering: .relaxed)
    }.map(\.key).sorted()
  }

  @Test func `who has most connections without a request gives up one never answered, the oldest`()
    throws
  {
    #expect(try open("scraper", "192.0.2.1"))
    ask("scraper")
    answer("scraper")
    for name in ["a", "b", "c"] { #expect(try open(name, "192.0.2.2")) }
    ask("a")
    answer("a")
    #expect(closed == [])
    #expect(try open("d", "192.0.2.3"))
    #expect(closed == ["b"])
    #expect(try open("e", "192.0.2.3"))
    #expect(closed == ["b", "c"])
    // The newcomer would have most itself.
    #expect(try open("f", "192.0.2.3"))
    #expect(closed == ["b", "c", "d"])
    #expect(try open("g", "192.0.2.3"))
    #expect(closed == ["b", "c", "d", "e"])
  }

  @Test func `where all have a request, who has most gives up the one that is busy for longest`()
    throws
  {
    for name in ["a", "b", "c"] { #expect(try open(name, "192.0.2.2")) }
    #expect(try open("d", "192.0.2.1"))
    ask("b", "a", "c", "d")
    #expect(try open("e", "192.0.2.1"))
    #expect(closed == ["b"])
    ask("e")
    #expect(try !open("f", "192.0.2.2"))
    #expect(closed == ["b"])
    table.close(channels["a"]!)
    #expect(try open("g", "192.0.2.2"))
    #expect(closed == ["b"])
  }
}
