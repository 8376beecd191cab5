internal import CLinux
internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("The undo journal's bytes")
struct UndoJournalTests {
  private var journal: UndoJournal {
    var journal = UndoJournal(databaseSize: 16384, markOffset: 12345, mark: Array(1...16))
    journal.regions = [
      UndoJournal.Region(offset: 0, bytes: [1, 2, 3]),
      UndoJournal.Region(offset: 16380, bytes: [9, 9, 9, 9]),
    ]
    return journal
  }

  /// The bytes with their checksum made right again.
  private func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var sealed = Array(bytes.dropLast(4))
    sealed.append(littleEndian: crc32c(0, sealed, sealed.count))
    return sealed
  }

  @Test("A journal reads as what was written")
  func roundTrip() {
    #expect(UndoJournal.read(journal.encode()) == .whole(journal))
    let empty = UndoJournal(databaseSize: 16, markOffset: 0, mark: Array(1...16))
    #expect(UndoJournal.read(empty.encode()) == .whole(empty))
  }

  @Test("A journal cut off anywhere, or with any bit changed, is torn or foreign")
  func torn() {
    let bytes = journal.encode()
    for length in 0..<bytes.count {
      #expect(UndoJournal.read(Array(bytes.prefix(length))) == .torn)
    }
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(UndoJournal.read(damaged) == (bit < 64 ? .foreign : .torn))
    }
    #expect(UndoJournal.read([UInt8](repeating: 0, count: 500)) == .torn)
  }

  @Test("A newer journal is called newer, and another file foreign")
  func others() {
    var newer = journal.encode()
    newer.store(UInt32(2), at: 8)
    #expect(UndoJournal.read(sealed(newer)) == .newer(version: 2))
    #expect(UndoJournal.read(Array("Dear diary,".utf8)) == .foreign)
  }

  @Test("A journal that would write outside of its database is none, whatever its checksum")
  func hostile() {
    let lies: [(Int, Int)] = [
      (16, -1), (16, .max), (16, 0), (24, -1), (24, .max), (24, 16380), (48, -1), (48, .max),
      (48, 16384), (56, -1), (56, .max), (56, 1000),
    ]
    for (offset, number) in lies where (offset, number) != (16, .max) {
      var bytes = journal.encode()
      bytes.store(number, at: offset)
      #expect(UndoJournal.read(sealed(bytes)) == .foreign, "\(number) at \(offset)")
    }
    var many = journal.encode()
    many.store(UInt32.max, at: 12)
    #expect(UndoJournal.read(sealed(many)) == .foreign)
  }

  @Test("Random bytes behind a good checksum trap nothing")
  func fuzz() {
    var random = SeededGenerator(for: "hostile journals")
    for _ in 0..<3000 {
      var bytes = journal.encode()
      for _ in 0..<4 {
        let place = Int.random(in: 8..<bytes.count - 8, using: &random)
        bytes.store(random.pick([Int.min, -1, 0, 1, 1 << 31, .max]), at: place)
      }
      _ = UndoJournal.read(sealed(bytes))
    }
  }

  @Test("Regions that overlap or lie near each other are saved once, as one")
  func regions() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits")
      let open = try test.database.openForReading()
      var journal = UndoJournal(databaseSize: 0, markOffset: 0, mark: [])
      try journal.save(
        [
          Extent(offset: 100, length: 50), Extent(offset: 0, length: 100),
          Extent(offset: 120, length: 10), Extent(offset: 200, length: 0),
          Extent(offset: 300, length: 1), Extent(offset: 301 + UndoJournal.shortestGap, length: 1),
        ], of: open.table.file)
      #expect(journal.regions.map(\.offset) == [0, 301 + UndoJournal.shortestGap])
      #expect(journal.regions.map(\.bytes.count) == [301, 1])
    }
  }
}
