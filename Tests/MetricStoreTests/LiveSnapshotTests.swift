internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// A snapshot that follows its database is, after each update, what a new reading would be.
@Suite struct LiveSnapshotTests {
  /// All that a snapshot says, but for its moment.
  private func lines(_ snapshot: MetricSnapshot) -> [String] {
    snapshot.families.flatMap { entry -> [String] in
      let (family, series) = entry
      let head = "\(family.name) \(family.kind) \(family.unit) \(family.help) \(family.layout)"
      return [head]
        + (0..<series.count).map { row in
          let words = (0..<series.wordsPerSeries).map { series.word(row, at: $0) }
          let labels = String(decoding: series.labels(row), as: UTF8.self)
          return "{\(labels)} \(words) \(series.created(row).nanoseconds)"
        }
    }
  }

  /// Brings a live snapshot up to date, compares it, and returns how many rows were changed; nil for
  /// everything.
  private func follow(_ live: inout LiveSnapshot, _ database: Database) throws -> Int? {
    let before = live.snapshot
    let (change, _) = try live.update(from: database)
    #expect(lines(live.snapshot) == lines(try database.snapshot()))
    guard case .rows(let rows) = change else { return nil }
    let named = Set(rows.map { "\($0.family) \($0.row)" })
    #expect(named.count == rows.count)
    for (family, (old, new)) in zip(before.families, live.snapshot.families).enumerated() {
      for row in 0..<new.series.count
      where (0..<new.series.wordsPerSeries).contains(where: {
        old.series.word(row, at: $0) != new.series.word(row, at: $0)
      }) {
        #expect(named.contains("\(family) \(row)"), "a change that was not told")
      }
    }
    return rows.count
  }

  private func makeEveryKind(_ test: TestDatabase) throws {
    let words = (0..<600).map { "n=\($0)" }.joined(separator: " ")
    try test.run(
      "declare hits counter Hits " + words, "declare load gauge Load a=1 a=2",
      "declare wait_seconds histogram Wait a=1 a=2",
      "declare size summary Size a=1 a=2 --quantiles 0.5,0.9",
      "declare state stateset State a=1 --states on,off", "declare up duration Up a=1",
      "declare build info Build version=1", "declare none gauge None")
  }

  @Test func `updates in place are told row by row, and what is made or gone as everything`() throws
  {
    try onDatabase { test in
      try makeEveryKind(test)
      var live = LiveSnapshot()
      #expect(try follow(&live, test.database) == nil)
      #expect(try follow(&live, test.database) == 0)
      try test.run("incr hits n=7")
      #expect(try follow(&live, test.database) == 1)
      try test.run("incr hits n=7", "incr hits n=599", "set load a=1 0.5", "observe size a=2 3.5")
      #expect(try follow(&live, test.database) == 4)
      try test.run("reset hits n=7", "set state a=1 off", "reset up a=1")
      #expect(try follow(&live, test.database) == 3)
      for line in [
        "incr hits n=new", "declare load gauge Dole", "declare more gauge", "delete hits n=3",
        "delete more --all",
      ] {
        try test.run(line)
        #expect(try follow(&live, test.database) == nil, "\(line)")
        #expect(try follow(&live, test.database) == 0)
      }
      try test.database.apply(try (0..<500).map { try operation("incr hits n=\($0)") })
      #expect(try follow(&live, test.database) == nil, "so much that all is read")
    }
  }

  @Test func `whatever is done to a database, it follows`() throws {
    var random = SeededGenerator(for: "LiveSnapshot")
    try onDatabase { test in
      try makeEveryKind(test)
      var live = LiveSnapshot()
      var inPlace = 0
      for _ in 0..<300 {
        let lines = (0..<Int.random(in: 1...5, using: &random)).map { _ in
          let number = Int.random(in: 0..<650, using: &random)
          return random.pick([
            "incr hits n=\(number)", "add hits n=\(number % 600) 2.5", "reset hits n=\(number % 9)",
            "set load a=\(number % 2 + 1) -\(number)", "observe wait_seconds a=1 0.\(number)",
            "observe size a=2 \(number)", "set state a=1 on", "reset up a=1",
          ])
        }
        try test.database.apply(try lines.map(operation))
        if try follow(&live, test.database) != nil { inPlace += 1 }
      }
      #expect(inPlace > 100)
    }
  }

  @Test func `a file that is too large to be kept is read anew each time`() throws {
    try onDatabase { test in
      try makeEveryKind(test)
      var live = LiveSnapshot(largestImage: 4_096)
      for _ in 0..<3 {
        try test.run("incr hits n=7")
        #expect(try follow(&live, test.database) == nil)
      }
    }
  }

  @Test func `another file in its place is read like the first`() throws {
    let test = try TestDatabase()
    let other = try TestDatabase()
    try makeEveryKind(test)
    try makeEveryKind(other)
    try other.run("incr hits n=1")
    var live = LiveSnapshot()
    #expect(try follow(&live, test.database) == nil)
    // Each was made at a moment of its own.
    try test.write(other.bytes())
    #expect(try follow(&live, test.database) == nil)
    let smaller = try TestDatabase()
    try smaller.run("incr hits --declare counter")
    try test.write(smaller.bytes())
    #expect(try follow(&live, test.database) == nil)
  }

  @Test func `a series that became another sort of record is not passed over`() throws {
    let test = try TestDatabase()
    try makeEveryKind(test)
    var live = LiveSnapshot()
    _ = try follow(&live, test.database)
    let image = try FileImage(reading: test.database.openForReading().table)
    let place = try #require(image.places.last { $0.keyLength == 13 })
    var bytes = test.bytes()
    let middle = place.offset + Int(place.keyLength)
    var record = Array(bytes[middle..<place.end])
    record[1] = RecordFrame.Content.database.rawValue
    RecordFrame.seal(&record, key: Array(bytes[place.offset..<middle]))
    bytes.replaceSubrange(middle..<place.end, with: record)
    try test.write(bytes)
    #expect(try follow(&live, test.database) == nil)
  }

  @Test func `a value that fails its checksum is named, and nothing of it is kept`() throws {
    let test = try TestDatabase()
    try makeEveryKind(test)
    var live = LiveSnapshot()
    _ = try follow(&live, test.database)
    let good = test.bytes()
    let place = try #require(
      try FileImage(reading: test.database.openForReading().table).places.last {
        $0.keyLength == 13
      })
    var bytes = good
    bytes[place.end - 1] ^= 1
    try test.write(bytes)
    #expect(isDamage(error { () throws(MetricError) in _ = try live.update(from: test.database) }))
    #expect(isDamage(error { () throws(MetricError) in _ = try live.update(from: test.database) }))
    try test.write(good)
    #expect(try follow(&live, test.database) == nil)
    // Bytes that belong to no record are none of its business, but a reason to look again.
    bytes = good
    bytes[place.offset] ^= 1
    try test.write(bytes)
    #expect(isDamage(error { () throws(MetricError) in _ = try live.update(from: test.database) }))
  }
}
