internal import MetricModel
internal import Testing

@Suite("What each kind takes")
struct SeriesRuleTests {
  private let moment = Timestamp(nanoseconds: 5)
  private let later = Timestamp(nanoseconds: 9)

  @Test("A number falls into the first bucket whose bound is not below it")
  func buckets() throws {
    let layout = MetricFamily.Layout.buckets([0, 0.1, 1])
    var state = SeriesState.fresh(.histogram, layout: layout, at: moment)
    for number in [0, 0.05, 0.1, 0.1000001, 1, 7] { try observe(number, &state, layout) }
    #expect(
      state.value == .histogram(HistogramValue(sum: 8.2500001, counts: [1, 2, 2, 1])))
    #expect(state.value.text(layout, at: later) == "count=6 sum=8.2500001 0=1 0.1=3 1=5 +Inf=6")
    #expect(state.updated == later)
  }

  @Test("A histogram with a bound below zero takes negative numbers, and its sum goes down")
  func negativeBuckets() throws {
    let layout = MetricFamily.Layout.buckets([-1, 1])
    var state = SeriesState.fresh(.histogram, layout: layout, at: moment)
    try observe(-3, &state, layout)
    try observe(0, &state, layout)
    #expect(state.value.text(layout, at: later) == "count=2 sum=-3 -1=1 1=2 +Inf=2")
  }

  @Test("What would make a sum go down or lose its meaning is refused")
  func refusedObservations() throws {
    for (kind, layout) in [
      (MetricKind.histogram, MetricFamily.Layout.buckets([1])), (.summary, .plain),
      (.summary, .quantiles([0.5])),
    ] {
      for number in [-1, -Double.leastNonzeroMagnitude, .nan, .infinity, -.infinity] {
        var state = SeriesState.fresh(kind, layout: layout, at: moment)
        let before = state
        let reference = try series
        let violation = Violation.observation(reference.name, number)
        #expect(
          error { () throws(MetricError) in
            try state.observe(number, in: reference, layout: layout, at: later)
          }?.description == MetricError.invalid(violation).description)
        #expect(state.updated == before.updated)
      }
    }
  }

  @Test("A summary's quantiles come from the sketch, and before from what was imported")
  func summary() throws {
    let layout = MetricFamily.Layout.quantiles([0.5, 1])
    var state = SeriesState.fresh(.summary, layout: layout, at: moment)
    #expect(state.value.text(layout, at: later) == "count=0 sum=0 0.5=NaN 1=NaN")
    let imported = SummaryValue(count: 4, sum: 2, imported: [0.25, 1])
    try state.merge(.summary(imported), into: try series, at: later)
    #expect(state.value.text(layout, at: later) == "count=4 sum=2 0.5=0.25 1=1")
    try observe(8, &state, layout)
    // The sketch has the last one only.
    #expect(state.value.text(layout, at: later) == "count=5 sum=10 0.5=NaN 1=NaN")
    try state.reset(try series, layout: layout, at: later)
    try observe(8, &state, layout)
    guard case .summary(let value) = state.value else { return }
    #expect(value.values(of: [0.5, 1]).allSatisfy { abs($0 - 8) < 0.01 })
  }

  @Test("One state of a stateset is on, and a reset turns it off")
  func states() throws {
    let layout = MetricFamily.Layout.states(["up", "down"])
    var state = SeriesState.fresh(.stateset, layout: layout, at: moment)
    #expect(state.value.text(layout, at: later) == "")
    try state.set(state: "down", of: try series, layout: layout, at: later)
    #expect(state.value == .states(2))
    try state.set(state: "up", of: try series, layout: layout, at: later)
    #expect(state.value.text(layout, at: later) == "up")
    try state.reset(try series, layout: layout, at: later)
    #expect(state.value == .states(0))
    #expect(state.created == moment)
  }

  @Test("A reset of what has a created time moves it")
  func created() throws {
    for kind in MetricKind.allCases where kind != .info {
      let layout = Self.layout(of: kind)
      var state = SeriesState.fresh(kind, layout: layout, at: moment)
      try state.reset(try series, layout: layout, at: later)
      #expect(state.created == (kind.hasCreated ? later : moment), "\(kind)")
    }
  }

  @Test("Each kind refuses what is for others, and names what it takes")
  func wrongVerbs() throws {
    let reference = try series
    for kind in MetricKind.allCases {
      let layout = Self.layout(of: kind)
      var state = SeriesState.fresh(kind, layout: layout, at: moment)
      let refused = [
        error { () throws(MetricError) in try state.add(1, to: reference, at: later) },
        error { () throws(MetricError) in try state.set(1, of: reference, at: later) },
        error { () throws(MetricError) in
          try state.observe(1, in: reference, layout: layout, at: later)
        },
        error { () throws(MetricError) in try state.setInfo(of: reference, at: later) },
      ].map { $0 == nil ? "-" : "x" }.joined()
      let expected =
        switch kind {
        case .counter, .gauge, .unknown: "--xx"
        case .duration: "x-xx"
        case .histogram, .gaugehistogram, .summary: "xx-x"
        case .info: "xxx-"
        case .stateset: "xxxx"
        }
      #expect(refused == expected, "\(kind)")
    }
  }

  @Test("No number that would be lost is added, and no step of a counter is endless")
  func lost() throws {
    let reference = try series
    for (kind, value, delta, isTaken) in [
      (MetricKind.counter, 5, Double.infinity, false), (.counter, .infinity, 1, false),
      (.counter, .infinity, 0, true), (.counter, 1e300, 1e-300, false), (.counter, 1, 1e-17, false),
      (.counter, 1, 1e-15, true), (.counter, 5, .nan, false), (.gauge, 5, .infinity, true),
      (.gauge, 5, .nan, true), (.gauge, .infinity, 1, false), (.gauge, .infinity, .infinity, false),
      (.gauge, .infinity, -.infinity, false), (.gauge, -.infinity, 1, false),
      (.gauge, .nan, 1, false),
      (.gauge, .nan, .nan, false), (.gauge, .nan, 0, true), (.unknown, 1e17, 1, false),
      (.unknown, -1e17, -16, true), (.gauge, .greatestFiniteMagnitude, 1e300, false),
    ] {
      var state = SeriesState.fresh(kind, at: moment)
      state.value = .number(value)
      let before = state
      let failure = error { () throws(MetricError) in
        try state.add(delta, to: reference, at: later)
      }
      #expect((failure == nil) == isTaken, "\(kind) \(value) \(delta)")
      #expect(isTaken || state.updated == before.updated)
    }
    var counter = SeriesState.fresh(.counter, at: moment)
    let endless = error { () throws(MetricError) in
      try counter.set(.infinity, of: reference, at: later)
    }
    #expect(endless == .invalid(.counterValue(reference.name, .infinity)))
  }

  @Test("Counts and sums that would overflow are refused, and nothing is taken")
  func overflow() throws {
    let reference = try series
    let overflow = MetricError.invalid(.overflow(reference))
    let full = HistogramValue(sum: 1, counts: [.max - 1, 1])
    let large = SummaryValue(count: 1, sum: .greatestFiniteMagnitude)
    for (kind, layout, value, number, more) in [
      (
        MetricKind.histogram, MetricFamily.Layout.buckets([1]), MetricValue.histogram(full), 0.5,
        MetricValue.histogram(HistogramValue(sum: 0, counts: [0, 1]))
      ),
      (.summary, .plain, .summary(large), .greatestFiniteMagnitude, .summary(large)),
      (
        .summary, .plain, .summary(SummaryValue(count: .max - 1)), 0,
        .summary(SummaryValue(count: 1))
      ),
    ] {
      var state = SeriesState.fresh(kind, layout: layout, at: moment)
      state.value = value
      let observed = error { () throws(MetricError) in
        try state.observe(number, in: reference, layout: layout, at: later)
      }
      let merged = error { () throws(MetricError) in
        try state.merge(more, into: reference, at: later)
      }
      #expect(observed == overflow && merged == overflow)
      #expect(state.value == value && state.updated == moment)
    }
  }

  private static func layout(of kind: MetricKind) -> MetricFamily.Layout {
    switch kind {
    case .histogram, .gaugehistogram: .buckets([1])
    case .summary: .quantiles([0.5])
    case .stateset: .states(["up"])
    default: .plain
    }
  }

  private var series: SeriesReference { get throws { try SeriesReference(parsing: "x") } }

  private func observe(
    _ number: Double, _ state: inout SeriesState, _ layout: MetricFamily.Layout
  ) throws {
    try state.observe(number, in: try series, layout: layout, at: later)
  }

  private func error(_ body: () throws(MetricError) -> Void) -> MetricError? {
    do throws(MetricError) {
      try body()
      return nil
    } catch { return error }
  }
}
