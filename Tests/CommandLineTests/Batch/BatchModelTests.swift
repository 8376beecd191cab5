internal import Exposition
internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricCommands

/// A batch means what its lines mean one by one.
@Suite struct BatchModelTests {
  private static let rounds = Int(
    (try? Process.environment("METRICCTL_FUZZ_ROUNDS")).flatMap { $0 } ?? "60")!

  @Test func `a batch leaves what its lines leave one by one, or the same error and nothing`()
    throws
  {
    var random = SeededGenerator(for: "batches one by one")
    let twins = try BatchTwins()
    for _ in 0..<Self.rounds {
      let lines = BatchText.lines(1...60, &random)
      try twins.compare(Array(lines.joined(separator: "\n").utf8), keepsGoing: false)
    }
    #expect(twins.accepted > Self.rounds / 20)
  }

  @Test
  func `with --keep-going every line is judged as if those before it that fail were not there`()
    throws
  {
    var random = SeededGenerator(for: "batches that keep going")
    let twins = try BatchTwins()
    for _ in 0..<Self.rounds {
      let lines = BatchText.lines(1...60, &random)
      try twins.compare(Array(lines.joined(separator: "\n").utf8), keepsGoing: true)
    }
  }

  @Test func `whatever the bytes, a batch means what its lines mean one by one`() throws {
    var random = SeededGenerator(for: "bytes as a batch")
    let twins = try BatchTwins()
    for _ in 0..<Self.rounds * 2 {
      var bytes = Array(BatchText.lines(1...12, &random).joined(separator: "\n").utf8)
      BatchText.spoil(&bytes, &random)
      try twins.compare(bytes, keepsGoing: Bool.random(using: &random))
    }
    #expect(twins.accepted > 0)
  }
}

/// Two copies of a database: one gets a batch, the other its lines one by one.
private final class BatchTwins {
  private let folder = try? TemporaryDirectory(inMemory: true)
  private let original: [UInt8]
  private let batched: Database
  private let single: Database
  private let before: String
  /// How many batches were carried out.
  private(set) var accepted = 0

  init() throws {
    let path = try #require(folder).path
    let options = DatabaseOptions(durability: .relaxed)
    batched = Database(at: path + "/batched.db", options: options)
    single = Database(at: path + "/single.db", options: options)
    for line in BatchText.preparation {
      guard case .operation(let operation, prints: _) = try BatchLine(Array(line.utf8)[...]) else {
        continue
      }
      try batched.apply(operation)
    }
    let file = try File.open(batched.path, for: .reading)
    original = try file.read(try file.status().size, at: 0)
    before = try Self.contents(of: batched)
  }

  /// Gives one twin the batch and the other its lines, and compares errors and contents.
  func compare(_ bytes: [UInt8], keepsGoing: Bool) throws {
    let expected = try one(by: bytes, keepsGoing: keepsGoing)
    try restore(batched)
    let found = try together(bytes, keepsGoing: keepsGoing)
    let text = String(decoding: bytes, as: UTF8.self).debugDescription
    #expect(found.map(\.description) == expected.map(\.description), "\(text)")
    let contents = try Self.contents(of: batched)
    if expected.isEmpty {
      #expect(contents == (try Self.contents(of: single)), "\(text)")
      accepted += 1
    } else {
      #expect(contents == before, "\(text)")
    }
    #expect(try batched.check().faults == [], "\(text)")
  }

  private func restore(_ database: Database) throws {
    let file = try File.open(database.path, for: .creating(mode: 0o600))
    try file.truncate(to: 0)
    try file.write(original, at: 0)
  }

  /// The wrong lines of a batch as the program sees them.
  private func together(_ bytes: [UInt8], keepsGoing: Bool) throws -> [MetricError] {
    let path = try #require(folder).file("lines")
    let file = try File.open(path, for: .creating(mode: 0o600))
    try file.truncate(to: 0)
    try file.write(bytes, at: 0)
    let layer = SettingsLayer()
    layer.set(option: .database, to: batched.path)
    layer.set(option: .durability, to: "relaxed")
    layer.set(option: .quiet, to: "1")
    var batch = AtomicBatch(
      file: nil, keepsGoing: keepsGoing, try Settings.resolve(layer, files: []))
    do throws(MetricError) {
      try batch.read(try InputStream(opening: path))
      _ = try batch.commit()
    } catch {
      return (batch.faults?.sorted { $0.line < $1.line }.map(\.error)) ?? [error]
    }
    return []
  }

  /// The wrong lines when each is an operation of its own; the reading of lines is written anew.
  private func one(by bytes: [UInt8], keepsGoing: Bool) throws -> [MetricError] {
    try restore(single)
    var errors: [MetricError] = []
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var operations: [(InputLine, MetricOperations.Operation)] = []
    for (index, line) in lines.enumerated() {
      let bare = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      let place = InputLine(file: nil, number: index + 1, bytes: bare)
      do throws(MetricError) {
        switch try BatchLine(bare) {
        case .nothing: break
        case .operation(let operation, prints: _): operations.append((place, operation))
        case .cork, .uncork, .flush: throw .invalid(.usage(BatchText.onlyForStreams))
        }
      } catch {
        errors.append(.line(place, error))
        if !keepsGoing { return errors }
      }
    }
    for (place, operation) in operations {
      do throws(MetricError) {
        try single.apply(operation)
      } catch {
        errors.append(.line(place, error.ofOperation(operation)))
        if !keepsGoing { return errors }
      }
    }
    return errors.sorted { Self.number($0) < Self.number($1) }
  }

  private static func number(_ error: MetricError) -> Int {
    if case .line(let line, _) = error { line.number } else { 0 }
  }

  /// All that a database shows but times.
  private static func contents(of database: Database) throws -> String {
    var snapshot = try database.snapshot()
    let families = snapshot.families.map {
      "\($0.family.name) \($0.family.kind) \($0.family.unit) \($0.family.help) \($0.series.count)"
    }
    snapshot.families.removeAll { $0.family.kind == .duration }
    let text = try ExpositionFormat.openmetrics.bytes(
      of: snapshot, options: ExpositionOptions(showsCreated: false))
    return families.joined(separator: "\n") + "\n" + String(decoding: text, as: UTF8.self)
  }
}
