internal import MetricModel

/// The database's own record, under `!metricctl`.
///
/// ```
///  0 frame (see RecordFrame), whose version is also the version of the whole format
///  8 i64 created, nanoseconds since 1970
/// 16 u64 identity: random, tells this database from every other
/// 24 u64 generation: goes up by one with every transaction that needs the undo journal
/// ```
/// Identity and generation together are the mark by which a journal knows its database. A restored
/// backup has the identity, but not the generation.
struct DatabaseRecord: Equatable {
  static let length = 32
  static let markOffset = 16

  let created: Timestamp
  let identity: UInt64
  let generation: UInt64

  /// A record for a new database.
  init(created: Timestamp) {
    self.init(created: created, identity: UInt64.random(in: 1...UInt64.max), generation: 0)
  }

  private init(created: Timestamp, identity: UInt64, generation: UInt64) {
    self.created = created
    self.identity = identity
    self.generation = generation
  }

  /// Reads and checks the record.
  init(_ record: [UInt8]) throws(DatabaseFault) {
    let frame = try RecordFrame(record, key: RecordKey.database)
    guard frame.content == .database, record.count == Self.length else {
      throw .damaged("the database's own record is not what it should be")
    }
    created = Timestamp(nanoseconds: record.integer(at: 8))
    identity = record.integer(at: 16)
    generation = record.integer(at: 24)
  }

  /// The record as the next transaction through the journal leaves it.
  var ofNextGeneration: DatabaseRecord {
    DatabaseRecord(created: created, identity: identity, generation: generation &+ 1)
  }

  /// The 16 bytes of identity and generation.
  var mark: [UInt8] { Array(encode()[Self.markOffset...]) }

  /// The record's bytes.
  func encode() -> [UInt8] {
    var record = RecordFrame.begin(.database, kind: nil)
    record.append(littleEndian: created.nanoseconds)
    record.append(littleEndian: identity)
    record.append(littleEndian: generation)
    RecordFrame.seal(&record, key: RecordKey.database)
    return record
  }
}
