internal import MetricModel
internal import Testing

/// Parts that a text did not have stay away until a reset, and parts that are there stay.
@Suite struct AbsentPartTests {
  private let moment = Timestamp(nanoseconds: 5)
  private var series: SeriesReference { get throws { try SeriesReference(parsing: "x") } }
  private let bounds = MetricFamily.Layout.buckets([1, 5])
  private let quantiles = MetricFamily.Layout.quantiles([0.5, 0.9])

  private func state(_ kind: MetricKind, _ value: MetricValue) -> SeriesState {
    SeriesState(kind: kind, created: moment, updated: moment, value: value)
  }

  private func histogram(
    _ buckets: [(Double, UInt64)], count: UInt64?, sum: Double?
  ) -> MetricValue {
    HistogramValue(buckets: buckets, count: count, sum: sum, of: [1, 5]).map { .histogram($0) }
      ?? .number(.nan)
  }

  @Test func `an observation counts in the next bucket that is there`() throws {
    let cases: [(MetricValue, String)] = [
      (histogram([(5, 3), (.infinity, 4)], count: 4, sum: 7), "count=7 sum=21.5 5=5 +Inf=7"),
      (histogram([(1, 3)], count: 4, sum: nil), "count=7 1=4"),
      (histogram([(1, 0)], count: nil, sum: 1), "sum=15.5 1=1"),
      (histogram([(.infinity, 2)], count: nil, sum: .nan), "sum=NaN +Inf=5"),
      (histogram([], count: 2, sum: -1), "count=5 sum=13.5"),
    ]
    for (value, text) in cases {
      var state = state(.histogram, value)
      for number in [0.5, 4, 10] {
        try state.observe(number, in: try series, layout: bounds, at: moment)
      }
      #expect(state.value.text(bounds, at: moment) == text)
      try state.reset(try series, layout: bounds, at: moment)
      #expect(state.value.text(bounds, at: moment) == "count=0 sum=0 1=0 5=0 +Inf=0")
    }
  }

  @Test func `a histogram of all buckets is added to one that has fewer, but not the other way`()
    throws
  {
    var fewer = state(.histogram, histogram([(5, 3)], count: 4, sum: nil))
    let all = histogram([(1, 1), (5, 2), (.infinity, 4)], count: 4, sum: 9)
    try fewer.merge(all, into: try series, at: moment)
    #expect(fewer.value.text(bounds, at: moment) == "count=8 5=5")
    var whole = state(.histogram, all)
    let lacking = [
      histogram([(5, 3), (.infinity, 4)], count: 4, sum: 9),
      histogram([(1, 1), (5, 3)], count: 4, sum: 9),
      histogram([(1, 1), (5, 3), (.infinity, 4)], count: nil, sum: 9),
      histogram([(1, 1), (5, 3), (.infinity, 4)], count: 4, sum: nil),
    ]
    for other in lacking {
      #expect(throws: MetricError.invalid(.partMissing(try series.name))) {
        try whole.merge(other, into: try series, at: moment)
      }
    }
    #expect(whole.value == all)
    var empty = SeriesState.fresh(.histogram, layout: bounds, at: moment)
    try empty.merge(lacking[3], into: try series, at: moment)
    #expect(empty.value.text(bounds, at: moment) == "count=4 1=1 5=3 +Inf=4")
  }

  @Test func `a summary's parts likewise`() throws {
    let lacking = try #require(
      SummaryValue(quantiles: [(0.9, 7)], count: nil, sum: 3, of: [0.5, 0.9]))
    var fewer = state(.summary, .summary(lacking))
    #expect(fewer.value.text(quantiles, at: moment) == "sum=3 0.9=7")
    try fewer.observe(2, in: try series, layout: quantiles, at: moment)
    #expect(fewer.value.text(quantiles, at: moment) == "sum=5 0.9=NaN")
    var whole = SeriesState.fresh(.summary, layout: quantiles, at: moment)
    try whole.observe(2, in: try series, layout: quantiles, at: moment)
    let before = whole.value
    #expect(throws: MetricError.invalid(.partMissing(try series.name))) {
      try whole.merge(.summary(lacking), into: try series, at: moment)
    }
    #expect(whole.value == before)
    try fewer.merge(before, into: try series, at: moment)
    #expect(fewer.value.text(quantiles, at: moment) == "sum=7 0.9=NaN")
  }

  @Test func `imported quantiles are not known once something is observed or added`() throws {
    let imported = try #require(
      SummaryValue(quantiles: [(0.5, 1000), (0.9, 2000)], count: 4, sum: 5000, of: [0.5, 0.9]))
    var state = state(.summary, .summary(imported))
    #expect(state.value.text(quantiles, at: moment) == "count=4 sum=5000 0.5=1000 0.9=2000")
    try state.merge(.summary(imported), into: try series, at: moment)
    #expect(state.value.text(quantiles, at: moment) == "count=8 sum=10000 0.5=NaN 0.9=NaN")
    state.value = .summary(imported)
    try state.observe(1, in: try series, layout: quantiles, at: moment)
    #expect(state.value.text(quantiles, at: moment) == "count=5 sum=5001 0.5=NaN 0.9=NaN")
  }

  @Test func `counts that leave no room for a mark are no values`() {
    let limit: UInt64 = 1 << 62
    #expect(HistogramValue(buckets: [(1, limit)], count: limit, sum: nil, of: [1]) != nil)
    #expect(HistogramValue(buckets: [(1, .max)], count: nil, sum: nil, of: [1]) == nil)
    #expect(HistogramValue(buckets: [(1, 0)], count: limit, sum: nil, of: [1]) == nil)
    #expect(HistogramValue(buckets: [(1, 5)], count: 4, sum: nil, of: [1]) == nil)
    #expect(SummaryValue(quantiles: [], count: .max, sum: nil, of: []) == nil)
  }

  @Test func `quantiles that are no shares cannot be observed`() throws {
    let layout = MetricFamily.Layout.quantiles([0.5, 50])
    var state = SeriesState.fresh(.summary, layout: layout, at: moment)
    #expect(throws: MetricError.invalid(.notShares(try series.name))) {
      try state.observe(1, in: try series, layout: layout, at: moment)
    }
  }

  @Test func `what OpenMetrics forbids is loose`() {
    let cases: [(MetricKind, MetricValue, MetricFamily.Layout, Bool)] = [
      (.histogram, histogram([(1, 1), (.infinity, 4)], count: 4, sum: 9), bounds, false),
      (.histogram, histogram([(1, 1), (.infinity, 4)], count: nil, sum: nil), bounds, false),
      (.histogram, histogram([(1, 1)], count: 4, sum: 9), bounds, true),
      (.histogram, histogram([(.infinity, 4)], count: 4, sum: nil), bounds, true),
      (.histogram, histogram([(.infinity, 4)], count: 4, sum: -1), bounds, true),
      (.gaugehistogram, histogram([(.infinity, 4)], count: 4, sum: .nan), bounds, true),
      (
        .gaugehistogram, .histogram(HistogramValue(sum: -3, counts: [1, 2])), .buckets([-1]), false
      ),
      (.histogram, .histogram(HistogramValue(sum: 3, counts: [1, 2])), .buckets([-1]), true),
      (.summary, .summary(SummaryValue(count: 1, sum: 1, imported: [.nan, 0])), quantiles, false),
      (.summary, .summary(SummaryValue(count: 1, sum: -1, imported: [.nan, 0])), quantiles, true),
      (.summary, .summary(SummaryValue(count: 1, sum: 1, imported: [-1, 0])), quantiles, true),
      (.summary, .summary(.empty(quantiles: 1)), .quantiles([1.5]), true),
      (.gauge, .number(-1), .plain, false),
    ]
    for (kind, value, layout, isLoose) in cases {
      #expect(value.isLoose(in: kind, layout) == isLoose, "\(kind) \(value)")
    }
  }
}
