internal import MetricModel
internal import Statistics
internal import Testing

@Suite struct CorkFailureTests {
  @Test("What an uncork could not carry out is kept, and goes before what comes later")
  func kept() throws {
    let backend = FailingStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let level = try backend.metric(.gauge, "level").withLabels()
    backend.cork()
    try hits.add(1)
    try level.set(1)
    backend.fail()
    #expect(error { () throws(MetricError) in try backend.uncork() } == FailingStatistics.fault)
    // No longer corked: an update is tried at once, and refused as long as the backend is away.
    #expect(error { () throws(MetricError) in try level.set(2) } == FailingStatistics.fault)
    #expect(backend.number(hits) == nil)
    backend.recover()
    try level.set(3)
    #expect(backend.number(hits) == 1)
    #expect(backend.number(level) == 3)
  }

  @Test("What was carried out before a failure is not carried out again")
  func partial() throws {
    let backend = FailingStatistics(keepsEvents: true)
    let series = try (0..<4).map { (number) throws in
      try backend.metric(.counter, "hits_\(number)").withLabels()
    }
    backend.cork()
    for one in series { try one.add(1) }
    backend.fail(after: 3)
    #expect(error { () throws(MetricError) in try backend.uncork() } == FailingStatistics.fault)
    #expect(series.map(backend.number) == [1, 1, 1, nil])
    backend.recover()
    try backend.uncork()
    #expect(series.map(backend.number) == [1, 1, 1, 1])
  }

  @Test("What is kept is summed with what is gathered later")
  func summed() throws {
    let backend = FailingStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let wait = try backend.metric(.histogram, "wait", layout: .buckets([1])).withLabels()
    let level = try backend.metric(.gauge, "level").withLabels()
    backend.fail()
    for step in 1...3 {
      backend.cork()
      try hits.add(Double(step))
      try wait.sample(Double(step))
      try level.set(Double(step))
      #expect(error { () throws(MetricError) in try backend.uncork() } == FailingStatistics.fault)
    }
    backend.recover()
    try backend.uncork()
    #expect(backend.number(hits) == 6)
    #expect(backend.number(level) == 3)
    #expect(
      backend.memory.state(of: wait.reference)?.value
        == .histogram(HistogramValue(sum: 6, counts: [1, 2])))
  }

  @Test("A refused update takes all that was gathered with it, once")
  func refused() throws {
    let backend = FailingStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let level = try backend.metric(.gauge, "level").withLabels()
    try hits.set(10)
    backend.cork()
    try level.set(1)
    try hits.set(3)
    #expect(
      error { () throws(MetricError) in try backend.uncork() }
        == .invalid(.counterDecrease(hits.reference, from: 10, to: 3)))
    #expect(backend.number(level) == nil)
    try backend.uncork()
    try level.set(2)
    #expect(backend.number(hits) == 10)
    #expect(backend.number(level) == 2)
  }

  @Test("corked commits what its closure did, also when it throws")
  func corkedClosure() throws {
    let backend = FailingStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let refused = error { () throws(MetricError) in
      try backend.corked { () throws(MetricError) in
        try hits.add(2)
        try hits.add(-1)
      }
    }
    #expect(refused == .invalid(.counterDelta(hits.reference.name, -1)))
    #expect(backend.number(hits) == 2)
    try hits.add(1)
    #expect(backend.number(hits) == 3)
  }

  @Test("A declaration that the backend could not hear may be made again")
  func declaration() throws {
    let backend = FailingStatistics()
    backend.fail()
    #expect(
      error { () throws(MetricError) in _ = try backend.metric(.counter, "hits") }
        == FailingStatistics.fault)
    backend.recover()
    try backend.metric(.gauge, "hits").withLabels().set(1)
  }
}
