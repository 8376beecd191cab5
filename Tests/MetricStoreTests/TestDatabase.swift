internal import Foundation
internal import MetricModel
internal import MetricOperations
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// A database in a folder of its own.
struct TestDatabase: Sendable {
  let folder: TemporaryDirectory
  let database: Database

  var path: String { database.path }
  var journalPath: String { UndoJournal.path(for: path) }

  /// A database that is not made yet; relaxed, since no test cuts the power.
  init(lockTimeoutSeconds: Double = 30, mode: UInt32 = 0o640) throws {
    folder = try TemporaryDirectory()
    database = Database(
      at: folder.file("metrics.db"),
      options: DatabaseOptions(
        lockTimeoutSeconds: lockTimeoutSeconds, durability: .relaxed, mode: mode))
  }

  /// Carries out command lines such as `incr hits code=200`, split at blanks, in one transaction.
  @discardableResult
  func run(_ lines: String...) throws(MetricError) -> AppliedSeries? {
    var operations: [MetricOperations.Operation] = []
    for line in lines { operations.append(try operation(line)) }
    return try database.apply(operations)
  }

  /// The error that command lines end in, or nil.
  func failure(_ lines: String...) -> MetricError? {
    do throws(MetricError) {
      var operations: [MetricOperations.Operation] = []
      for line in lines { operations.append(try operation(line)) }
      try database.apply(operations)
    } catch { return error }
    return nil
  }

  /// The number of a series, such as `hits{code="200"}`.
  func number(_ series: String) throws(MetricError) -> Double {
    let read = try database.read(try SeriesReference(parsing: series))
    return read.state.value.number(at: read.now) ?? .nan
  }

  /// Every series and its value, under names as `hits{code="200"}`.
  func contents() throws(MetricError) -> [String: Double] {
    let snapshot = try database.snapshot()
    var contents: [String: Double] = [:]
    for (family, series) in snapshot.families {
      contents[family.name.text] = Double(family.kind.rawValue)
      for index in 0..<series.count {
        let labels = String(decoding: series.labels(index), as: UTF8.self)
        contents["\(family.name){\(labels)}"] = snapshot.number(
          of: family, word: series.word(index))
      }
    }
    return contents
  }

  /// The bytes of the file, or of one beside it.
  func bytes(of path: String? = nil) -> [UInt8] {
    FileManager.default.contents(atPath: path ?? self.path).map(Array.init) ?? []
  }

  /// Puts other bytes in place of the file, or of one beside it, which stays the same file.
  func write(_ bytes: [UInt8], to path: String? = nil) throws {
    let file = try File.open(path ?? self.path, for: .creating(mode: 0o640))
    try file.truncate(to: 0)
    try file.write(bytes, at: 0)
  }

  /// The names of the files in the folder.
  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}

/// The operation of a command line such as `set load 0.5 --if-new`, split at blanks.
func operation(_ line: String) throws(MetricError) -> MetricOperations.Operation {
  let parts = line.split(separator: " ").map(String.init)
  guard let verb = Verb(word: parts[0]) else { preconditionFailure("no verb: \(line)") }
  let words = OperationWords(verb: verb)
  var rest = parts.dropFirst()
  while let word = rest.popFirst() {
    if word.hasPrefix("--"), let option = OperationOption(word: String(word.dropFirst(2))) {
      words.take(option, value: option.takesValue ? rest.popFirst() ?? "" : "")
    } else {
      words.arguments.append(word == "''" ? "" : word)
    }
  }
  return try words.operation()
}

/// Runs a test on a database of its own, and checks afterwards that the database is sound and that
/// nothing was left beside it.
func onDatabase(
  mode: UInt32 = 0o640, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (TestDatabase) throws -> Void
) throws {
  let test = try TestDatabase(mode: mode)
  try body(test)
  try expectSound(test.database, sourceLocation: sourceLocation)
  let files = try test.files().filter { $0 != "metrics.db" && !$0.hasSuffix("-address") }
  #expect(files == [], "left behind", sourceLocation: sourceLocation)
}

/// Checks that a database has no fault and that all its free space reads as zeros.
func expectSound(
  _ database: Database, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  #expect(try database.check().faults == [], sourceLocation: sourceLocation)
  #expect(try freeSpaceIsZero(in: database), sourceLocation: sourceLocation)
}

/// Whether all space that any table of the file calls free reads as zeros.
func freeSpaceIsZero(in database: Database) throws -> Bool {
  let open = try database.openForReading()
  let directory = try open.table.readDirectory()
  var buckets: [Bucket] = []
  for run in directory.runs { buckets.append(try open.table.bucket(at: run.bucket)) }
  let space = try open.table.readFreeSpace(buckets: buckets, chainLimit: .max)
  return try open.table.isProvenFree(space, directory: directory)
}

/// The error that a piece of work ends in, or nil.
///
/// Errors stay of their type here: cast back from `any Error`, some of Swift 6.3's come out with a
/// text that is freed once too often.
func error(of work: () throws(MetricError) -> Void) -> MetricError? {
  do throws(MetricError) { try work() } catch { return error }
  return nil
}

/// The same for what reads bytes.
func fault(of work: () throws(DatabaseFault) -> Void) -> DatabaseFault? {
  do throws(DatabaseFault) { try work() } catch { return error }
  return nil
}

/// Whether an error says that the database is damaged.
func isDamage(_ error: MetricError?) -> Bool {
  if case .database(.damaged, _) = error { true } else { false }
}
