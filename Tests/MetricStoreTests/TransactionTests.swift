internal import MetricModel
internal import MetricOperations
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Transactions")
struct TransactionTests {
  @Test("Several operations on one series are one change of one record")
  func oneWrite() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits code=200")
      let generation = try test.database.openForReading().record.generation
      let last = try test.run("incr hits code=200", "add hits code=200 4", "incr hits code=200")
      #expect(last?.state.value == .number(6))
      #expect(try test.number("hits{code=\"200\"}") == 6)
      let after = try test.database.openForReading().record.generation
      #expect(after == generation, "one record of one size needs no journal")
    }
  }

  @Test("What a transaction makes and takes away again leaves no trace in the file")
  func comeAndGone() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits code=200")
      let before = test.bytes()
      try test.run("incr hits code=500", "delete hits code=500")
      #expect(test.bytes() == before)
    }
  }

  @Test("A transaction that fails leaves every byte of the file as it was")
  func rollback() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits code=200", "declare load gauge Load ''")
      let before = test.bytes()
      let error = test.failure(
        "incr hits code=200", "incr hits code=404", "delete load --all", "incr missing")
      #expect(error == .notFound(.metric(try MetricName("missing"))))
      #expect(test.bytes() == before)
    }
  }

  @Test("A family deleted and declared anew in one transaction has only its new series")
  func redeclared() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1 a=2", "incr hits a=1")
      try test.run("delete hits --all", "declare hits gauge Other a=2", "set hits a=2 -5")
      #expect(
        try test.contents() == ["hits": Double(MetricKind.gauge.rawValue), "hits{a=\"2\"}": -5])
    }
  }

  @Test("Deleting and resetting all take in the series that are new in the transaction")
  func allWithNew() throws {
    try onDatabase { test in
      try test.run("declare hits gauge Hits a=1", "set hits a=1 5")
      try test.run("set hits a=2 7", "reset hits --all")
      #expect(try test.contents()["hits{a=\"1\"}"] == 0)
      #expect(try test.contents()["hits{a=\"2\"}"] == 0)
      try test.run("set hits a=3 7", "delete hits --all")
      #expect(try test.contents() == [:])
    }
  }

  @Test("More records than are searched from end to end are found through the index")
  func manyRecords() {
    var table = ChangeTable()
    let keys = (0..<40).map { Array("key\($0)".utf8) }
    for key in keys {
      let change = table.append(key, hash: keyHash(key), location: nil, value: nil)
      #expect(table.key(of: change) == key)
    }
    for (number, key) in keys.enumerated() {
      if let change = table[key] { table.put([UInt8(number)], in: change) }
    }
    #expect(keys.map { table[$0]?.value(key: $0) } == (0..<40).map { [UInt8($0)] })
    #expect(table[[1]] == nil)
    #expect(table.all.map { table.key(of: $0) } == keys)
    #expect(table.counts == (40, 0))
  }

  @Test("An update without a change writes nothing")
  func nothing() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1")
      let before = test.bytes()
      try test.run("declare hits counter Hits a=1")
      try test.run("set hits a=1 9 --if-new")
      try test.database.update { (_) throws(MetricError) in }
      #expect(test.bytes() == before)
    }
  }
}
