internal import MetricModel

/// The database's own record, under `!metricctl`: written once, when the file is made.
///
/// ```
///  0 frame (see RecordFrame), whose version is also the version of the whole format
///  8 i64 created, nanoseconds since 1970
/// 16 16 random bytes that tell this database from every other
/// ```
struct DatabaseRecord: Equatable {
  static let length = 32
  static let identityOffset = 16

  let created: Timestamp
  let identity: [UInt8]

  /// A record for a new database.
  init(created: Timestamp) {
    self.created = created
    var identity: [UInt8] = []
    for _ in 0..<2 { identity.append(littleEndian: UInt64.random(in: 1...UInt64.max)) }
    self.identity = identity
  }

  /// Reads and checks the record.
  init(_ record: [UInt8]) throws(DatabaseFault) {
    let frame = try RecordFrame(record, key: RecordKey.database)
    guard frame.content == .database, record.count == Self.length else {
      throw .damaged("the database's own record is not what it should be")
    }
    created = Timestamp(nanoseconds: record.integer(at: 8))
    identity = Array(record[Self.identityOffset...])
  }

  /// The record's bytes.
  func encode() -> [UInt8] {
    var record = RecordFrame.begin(.database, kind: nil)
    record.append(littleEndian: created.nanoseconds)
    record.append(contentsOf: identity)
    RecordFrame.seal(&record, key: RecordKey.database)
    return record
  }
}
