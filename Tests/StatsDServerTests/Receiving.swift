internal import Exposition
internal import Glibc
internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import Synchronization
internal import SystemCalls
internal import TestSupport
internal import Testing

/// A receiver that listens on one address, its database in a folder of its own, and what it logs.
///
/// Unless a flush interval is given, it commits when it is stopped and not before.
final class Receiving: Sendable {
  let folder: TemporaryDirectory
  let database: Database
  let receiver: StatsDReceiver
  private let messages: Log
  private let client: Lock<Socket>

  /// What was logged, for a closure to write to.
  private final class Log: Sendable {
    let lines = Lock<[String]>([])
  }

  /// How lines come.
  enum Way: CaseIterable {
    case udp, unixgram, tcp
  }

  /// Listens on UDP, or on a socket in the folder.
  convenience init(
    unixgram: Bool, options: StatsDOptions = StatsDOptions(flushIntervalSeconds: 3_600),
    declaring: [String] = []
  ) throws {
    try self.init(unixgram ? .unixgram : .udp, options: options, declaring: declaring)
  }

  /// Listens on a free port, or on a socket in the folder.
  init(
    _ way: Way = .udp, options: StatsDOptions = StatsDOptions(flushIntervalSeconds: 3_600),
    lockTimeoutSeconds: Double = 30, declaring: [String] = []
  ) throws {
    folder = try TemporaryDirectory()
    database = Database(
      at: folder.file("metrics.db"),
      options: DatabaseOptions(lockTimeoutSeconds: lockTimeoutSeconds, durability: .relaxed))
    for line in declaring { try database.declare(line) }
    let messages = Log()
    self.messages = messages
    let address =
      switch way {
      case .udp: "127.0.0.1:0"
      case .unixgram: "unixgram:" + folder.file("statsd.sock")
      case .tcp: "tcp:127.0.0.1:0"
      }
    receiver = try StatsDReceiver(
      addresses: [StatsDAddress(parsing: address)], options: options, database: database,
      log: { level, text in messages.lines.withLock { $0.append("\(level): \(text)") } })
    client = Lock(try Socket.connected(to: receiver.boundAddresses[0]))
  }

  var log: [String] { messages.lines.withLock { $0 } }
  var counts: StatsDCounts { receiver.counts }

  func send(_ datagrams: String...) throws { try send(datagrams.map { Array($0.utf8) }) }

  func send(_ datagrams: [[UInt8]]) throws {
    try client.withLock { client throws(MetricError) in
      for datagram in datagrams {
        try client.send(datagram, until: Deadline(secondsFromNow: 60))
      }
    }
  }

  /// Receives and commits what was sent, and returns the database as text.
  func received() throws -> String {
    try receiver.start()
    try receiver.stop()
    return try text()
  }

  /// The same, where perhaps no database was made.
  func received(orNothing nothing: String) throws -> String {
    try receiver.start()
    try receiver.stop()
    return FileStatus(ofPath: database.path) == nil ? nothing : try text()
  }

  /// What `metricctl dump --created no` would print, after the database was found sound.
  func text() throws -> String { try Self.text(of: database) }

  /// The same of any database.
  static func text(of database: Database) throws -> String {
    let faults = try database.check().faults
    try #require(faults.isEmpty)
    var options = ExpositionOptions()
    options.showsCreated = false
    let bytes = try ExpositionFormat.openmetrics.bytes(of: database.snapshot(), options: options)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits until something holds.
  func wait(until holds: () throws -> Bool) throws {
    let deadline = Deadline(secondsFromNow: 60)
    while try !holds() {
      try #require(!deadline.hasPassed, "it does not happen: \(counts) \(log)")
      usleep(2_000)
    }
  }
}

extension Socket {
  /// A client of a receiver, by the address that it tells.
  static func connected(to address: String) throws(MetricError) -> Socket {
    if address.hasPrefix("unixgram:") {
      return try connect(datagramsTo: String(address.dropFirst("unixgram:".count)))
    }
    guard let colon = address.lastIndex(of: ":"),
      let port = UInt16(address[address.index(after: colon)...])
    else { throw .failure(.connect, errno: EINVAL, path: address) }
    let host = address[..<colon].filter { $0 != "[" && $0 != "]" }
    if host.hasPrefix("tcp:") {
      return try connect(
        .tcp, host: String(host.dropFirst(4)), port: port, until: Deadline(secondsFromNow: 60))
    }
    return try connect(.udp, host: host, port: port, until: Deadline(secondsFromNow: 60))
  }
}

/// The error that a piece of work throws.
func error(of work: () throws(MetricError) -> Void) -> MetricError? {
  do throws(MetricError) { try work() } catch { return error }
  return nil
}
