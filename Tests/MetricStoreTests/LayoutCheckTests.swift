internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// Series that are whole by themselves and do not fit what their family was declared with.
@Suite struct LayoutCheckTests {
  @Test func `a series of other buckets than declared is damage to all who read it`() throws {
    let test = try TestDatabase()
    try test.run("declare h histogram --buckets 1,2", "observe h 1", "declare g gauge", "set g 1")
    let key = RecordKey.series(try MetricName("h"), .empty)
    let moment = Timestamp(nanoseconds: 7)
    let other = SeriesState.fresh(.histogram, layout: .buckets([1, 2, 3]), at: moment)
    try test.database.update { (transaction) throws(MetricError) in
      transaction.put(other, in: try transaction.change(key))
    }
    let damage = "record 'h{}' is not what its metric's declaration says"
    #expect(test.failure("observe h 1") == .database(.damaged(damage), path: test.database.path))
    #expect(
      try test.database.check().faults == ["'h' has series and no declaration of their type"])
    #expect(throws: MetricError.self) { try test.database.snapshot() }
    #expect(try test.number("g") == 1)
  }

  @Test func `two lengths of records in one family are damage`() throws {
    let test = try TestDatabase()
    try test.run("declare s summary --quantiles 0.5", "observe s a=1 1", "observe s a=2 1")
    let key = RecordKey.series(try MetricName("s"), try LabelSet([("a", "1")]))
    let other = SeriesState.fresh(.summary, at: Timestamp(nanoseconds: 7))
    try test.database.update { (transaction) throws(MetricError) in
      transaction.put(other, in: try transaction.change(key))
    }
    #expect(try test.database.check().faults.isEmpty == false)
    #expect(throws: MetricError.self) { try test.database.snapshot() }
  }
}
