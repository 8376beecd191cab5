internal import Foundation
internal import Glibc
internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import SystemCalls
internal import TestSupport
internal import Testing

@Suite("StatsD addresses")
struct AddressTests {
  @Test(
    "An address is read as it is meant",
    arguments: [
      ("127.0.0.1:9125", "127.0.0.1:9125"), ("10.1.2.3", "10.1.2.3:8125"), (":0", "127.0.0.1:0"),
      (":65535", "127.0.0.1:65535"), ("0.0.0.0:1", "0.0.0.0:1"), ("[::1]:9125", "[::1]:9125"),
      ("[::]", "[::]:8125"), ("fe80::1", "[fe80::1]:8125"),
      ("unixgram:/run/a b.sock", "unixgram:/run/a b.sock"), ("unixgram:x", "unixgram:x"),
      ("tcp:127.0.0.1:9125", "tcp:127.0.0.1:9125"), ("tcp::0", "tcp:127.0.0.1:0"),
      ("tcp:10.1.2.3", "tcp:10.1.2.3:8125"), ("tcp:[::1]:9125", "tcp:[::1]:9125"),
    ])
  func reading(_ word: String, _ text: String) throws {
    #expect(try StatsDAddress(parsing: word).description == text)
  }

  @Test(
    "Anything else is e_inval",
    arguments: [
      "", ":", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1:http",
      "localhost", "localhost:8125", "example.org:8125", "127.1:8125", "1:8125", "[127.0.0.1]:8125",
      "[::1", "[::1]8125", "[::1]:", "[]:8125", "::1:99999", "unixgram:", "unix:/run/x", "any",
      "*:8125", " 127.0.0.1", "127.0.0.1 :1", "unixgram:a\0b",
      "tcp:", "tcp:localhost:8125", "tcp:/run/x", "tcp:tcp::1", "udp::1",
    ])
  func refusing(_ word: String) {
    let error = error { () throws(MetricError) in _ = try StatsDAddress(parsing: word) }
    #expect(error?.exitStatus == 2)
    #expect(error?.description.contains("--statsd takes an address") == true)
  }

  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func receiver(_ addresses: String...) throws(MetricError) -> StatsDReceiver {
    var parsed: [StatsDAddress] = []
    for address in addresses { parsed.append(try StatsDAddress(parsing: address)) }
    return try StatsDReceiver(
      addresses: parsed, database: Database(at: folder.file("metrics.db")), log: { _, _ in })
  }

  @Test("The real port is told, and a port that is taken is e_failure")
  func ports() throws {
    // An address that no other test takes a port of.
    let first = try receiver("127.0.0.77:0")
    let address = try #require(first.boundAddresses.first)
    #expect(address.hasPrefix("127.0.0.77:") && address != "127.0.0.77:0")
    let error = error { () throws(MetricError) in _ = try receiver(address) }
    #expect(error == .failure(.listen, errno: EADDRINUSE, path: address))
    try first.stop()
    #expect(try receiver(address).boundAddresses == [address])
  }

  @Test("Several addresses are received from, of both families and in the file system")
  func several() throws {
    let path = folder.file("statsd.sock")
    let several = try receiver(
      "127.0.0.1:0", "[::1]:0", "unixgram:" + path, "tcp:127.0.0.1:0", "tcp:[::1]:0")
    try several.start()
    for address in several.boundAddresses {
      var client = try Socket.connected(to: address)
      try client.send(Array("hits:1|c".utf8), until: Deadline(secondsFromNow: 60))
    }
    try several.stop()
    let database = Database(at: folder.file("metrics.db"))
    #expect(try database.text(of: SeriesReference(parsing: "hits")) == "5")
  }

  @Test("A socket's file is for its owner and group, and goes when the receiver stops")
  func socketFile() throws {
    let path = folder.file("statsd.sock")
    let address = "unixgram:" + path
    let first = try receiver(address)
    #expect(first.boundAddresses == [address])
    let status = try #require(FileStatus(ofPath: path))
    #expect(status.isSocket && status.mode == 0o660)
    try first.stop()
    #expect(FileStatus(ofPath: path) == nil)
  }

  @Test("The file of a dead server is replaced; a living one, or another kind of file, is not")
  func staleSocket() throws {
    let path = folder.file("statsd.sock")
    let expected = MetricError.failure(.listen, errno: EADDRINUSE, path: path)
    let refusal = { error { () throws(MetricError) in _ = try receiver("unixgram:" + path) } }

    var living: StatsDReceiver? = try receiver("unixgram:" + path)
    #expect(refusal() == expected)
    // The name stays when another file stands in its place by the time the server ends.
    try FileManager.default.moveItem(atPath: path, toPath: path + ".moved")
    try living?.stop()
    living = nil
    #expect(FileStatus(ofPath: path + ".moved")?.isSocket == true)

    try FileManager.default.moveItem(atPath: path + ".moved", toPath: path)
    try receiver("unixgram:" + path).stop()
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    #expect(refusal() == expected)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test("A socket that is open already is taken over; one that is no datagram socket is not")
  func adoption() throws {
    let stream = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(stream) }
    let database = Database(at: folder.file("metrics.db"))
    let error = error { () throws(MetricError) in
      _ = try StatsDReceiver(
        addresses: [StatsDAddress(adopting: stream)], database: database, log: { _, _ in })
    }
    #expect(error == .failure(.listen, errno: EPROTOTYPE, path: "descriptor \(stream)"))

    let bound = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_004e).bigEndian
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        #expect(bind(bound, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0)
      }
    }
    let adopted = try StatsDReceiver(
      addresses: [StatsDAddress(adopting: bound)], database: database, log: { _, _ in })
    let name = try #require(adopted.boundAddresses.first)
    var client = try Socket.connected(to: name)
    try client.send(Array("hits:1|c".utf8), until: Deadline(secondsFromNow: 60))
    try adopted.start()
    try adopted.stop()
    #expect(try database.text(of: SeriesReference(parsing: "hits")) == "1")
    // It is closed, so that its port is free.
    #expect(try receiver(name).boundAddresses == [name])
  }
}
