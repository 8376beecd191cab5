internal import Glibc
internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import SystemCalls
internal import TestSupport
internal import Testing

@Suite("StatsD over TCP")
struct ConnectionTests {
  /// Both ends of a connection, and what one end has handed over.
  private final class Pair {
    let client: CInt
    var connection: LineConnection
    var taken: [String] = []
    private let buffer: UnsafeMutableRawBufferPointer

    init(maxLineBytes: Int = 20) throws {
      var ends: [CInt] = [-1, -1]
      let type = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
      try #require(socketpair(AF_UNIX, type, 0, &ends) == 0)
      client = ends[0]
      connection = LineConnection(ends[1], maxLineBytes: maxLineBytes)
      buffer = .allocate(
        byteCount: LineConnection.bufferBytes(maxLineBytes: maxLineBytes), alignment: 1)
    }

    deinit {
      close(connection.descriptor)
      buffer.deallocate()
    }

    func send(_ text: some StringProtocol) {
      let bytes = Array(text.utf8)
      #expect(write(client, bytes, bytes.count) == bytes.count)
    }

    /// Reads until there is no more just now.
    @discardableResult
    func receive() -> LineConnection.State {
      while true {
        let state = connection.receive(into: buffer) { lines, isCut in
          taken.append(String(decoding: lines, as: UTF8.self) + (isCut ? "(cut)" : ""))
        }
        if state != .more { return state }
      }
    }
  }

  @Test("Lines that arrive in two parts, cut at any byte, are whole; a last one needs no newline")
  func parts() throws {
    let text = "hits:1|c\r\nlevel:2|g\n\nlast:3|c"
    for length in 0...text.utf8.count {
      let pair = try Pair()
      pair.send(text.prefix(length))
      #expect(pair.receive() == .empty)
      pair.send(text.dropFirst(length))
      close(pair.client)
      #expect(pair.receive() == .ended)
      #expect(pair.taken.joined() == text)
    }
  }

  @Test("Lines that arrive byte by byte are handed over as they end")
  func bytes() throws {
    let pair = try Pair()
    for character in "a:1|c\nb:2|c\nc" {
      pair.send(String(character))
      pair.receive()
    }
    #expect(pair.taken == ["a:1|c\n", "b:2|c\n"])
    pair.connection.finish(isCut: true) { lines, isCut in
      #expect(isCut && lines.elementsEqual("c".utf8))
    }
    close(pair.client)
  }

  @Test("Of a line that is too long the beginning comes once, and the next line is whole")
  func tooLong() throws {
    let pair = try Pair()
    for _ in 0..<10 {
      pair.send("0123456789")
      pair.receive()
    }
    pair.send("end\nhits:1|c\n")
    close(pair.client)
    pair.receive()
    #expect(pair.taken == ["012345678901234567890123456789", "hits:1|c\n"])
  }

  private func connect(_ receiving: Receiving) throws -> Client { try Client(receiving) }

  /// One more client of a receiver.
  private final class Client {
    private var socket: Socket

    init(_ receiving: Receiving) throws {
      socket = try Socket.connected(to: receiving.receiver.boundAddresses[0])
    }

    func send(_ text: String) throws {
      try socket.send(Array(text.utf8), until: Deadline(secondsFromNow: 60))
    }
  }

  @Test("A line that is too long is one bad line, whose rest is not read as lines")
  func longLine() throws {
    let receiving = try Receiving(
      .tcp, options: StatsDOptions(flushIntervalSeconds: 0.01, maxLineBytes: 200))
    try receiving.receiver.start()
    let client = try connect(receiving)
    let long = String(repeating: "n", count: 300_000)
    try client.send("a:1|c\n\(long):1|c\nb:1|c\n")
    try receiving.wait { receiving.counts.taken == 2 }
    try receiving.receiver.stop()
    #expect(receiving.counts.badLines == 1)
    #expect(
      receiving.log == [
        "warning: StatsD line '\(long.prefix(100))...' is dropped: it is longer than 200 bytes"
      ])
  }

  @Test("Clients that are silent in the middle of a line hold nobody up")
  func slow() throws {
    let receiving = try Receiving(.tcp, options: StatsDOptions(flushIntervalSeconds: 0.01))
    try receiving.receiver.start()
    let slow = try (0..<50).map { _ in try connect(receiving) }
    for client in slow { try client.send("slow:1|") }
    let quick = try connect(receiving)
    for round in 1...20 {
      try quick.send("quick:1|c\n")
      try receiving.wait { receiving.counts.taken == round }
    }
    for client in slow { try client.send("c\n") }
    try receiving.wait { receiving.counts.taken == 70 }
    try receiving.receiver.stop()
    #expect(try receiving.text().contains("\nquick_total 20\n"))
    #expect(try receiving.text().contains("\nslow_total 50\n"))
    #expect(receiving.log == [])
  }

  @Test("One connection too many takes the place of the one that was silent for longest")
  func displaced() throws {
    let receiving = try Receiving(
      .tcp, options: StatsDOptions(flushIntervalSeconds: 0.01, maxConnections: 3))
    try receiving.receiver.start()
    // The receiver's own client has sent nothing.
    let first = try connect(receiving)
    try first.send("a:1|c\nhalf:1|")
    try receiving.wait { receiving.counts.taken == 1 }
    let second = try connect(receiving)
    try second.send("b:1|c\n")
    try receiving.wait { receiving.counts.taken == 2 }
    let third = try connect(receiving)
    try third.send("c:1|c\n")
    try receiving.wait { receiving.counts.taken == 3 && receiving.counts.droppedConnections == 1 }
    let fourth = try connect(receiving)
    try fourth.send("d:1|c\n")
    try second.send("b:1|c\n")
    try receiving.wait { receiving.counts.taken == 5 }
    try receiving.receiver.stop()
    let counts = receiving.counts
    #expect(counts.connections == 5)
    #expect(counts.droppedConnections == 2)
    #expect(counts.badLines == 1)
    let displaced =
      "warning: StatsD: the connection that was silent for longest is dropped for a newer one: "
      + "3 are kept"
    #expect(
      receiving.log == [
        displaced,
        "warning: StatsD line 'half:1|' is dropped: it was cut off before its end", displaced,
      ])
  }

  @Test("What has arrived by the time of the stop is committed, from whoever still is connected")
  func stopped() throws {
    let receiving = try Receiving(.tcp)
    let clients = try (0..<20).map { _ in try connect(receiving) }
    let lines = String(repeating: "hits:1|c\n", count: 5_000)
    for client in clients { try client.send(lines + "cut:1|") }
    // Nothing was read yet, nor a connection taken.
    try receiving.receiver.start()
    try receiving.receiver.stop()
    #expect(try receiving.database.text(of: SeriesReference(parsing: "hits")) == "100000")
    #expect(receiving.counts.connections == 21)
    #expect(receiving.counts.badLines == 20)
    #expect(receiving.counts.waiting == 0)
  }

  @Test("A client may connect, send and go again and again")
  func again() throws {
    let receiving = try Receiving(
      .tcp, options: StatsDOptions(flushIntervalSeconds: 0.01, maxConnections: 10))
    try receiving.receiver.start()
    for _ in 0..<300 { try connect(receiving).send("hits:1|c\nlast:1|c") }
    try receiving.wait { receiving.counts.taken == 600 }
    try receiving.receiver.stop()
    #expect(receiving.counts.badLines == 0)
    #expect(receiving.counts.connections == 301)
  }
}
