internal import Exposition
internal import MetricModel
internal import TestSupport
internal import Testing

@Suite(.serialized) struct ReadBackTests {
  private static let rounds = 20

  private func text(_ format: ExpositionFormat, _ random: RandomSnapshot) throws -> String {
    String(decoding: try format.bytes(of: random.snapshot), as: UTF8.self)
  }

  @Test func `the strict OpenMetrics parser of prometheus-client reads what was written`()
    async throws
  {
    var random = SeededGenerator(for: "OpenMetrics read back")
    for _ in 0..<Self.rounds {
      let snapshot = try RandomSnapshot(&random)
      var expected = try snapshot.expected(
        type: { $0 == .duration ? "gauge" : $0.word }, total: "_total", created: .whereDefined)
      // This reader drops the blanks that a help text begins with.
      for index in expected.families.indices {
        expected.families[index].help.dropLeadingBlanks()
      }
      let reading = try await Reader.read("openmetrics", try text(.openmetrics, snapshot))
      #expect(reading.families == expected.families)
      #expect(reading.samples == expected.samples)
    }
  }

  @Test func `the OpenMetrics parser of Prometheus itself takes every sample`() async throws {
    var random = SeededGenerator(for: "OpenMetrics in Prometheus")
    for _ in 0..<Self.rounds {
      let snapshot = try RandomSnapshot(&random)
      let expected = try snapshot.expected(type: \.word, total: "_total", created: .whereDefined)
      let text = try text(.openmetrics, snapshot)
      #expect(try await Reader.samplesTakenByPrometheus(text) == expected.samples.count)
    }
  }

  @Test func `the Prometheus parsers of prometheus-client and promtool read what was written`()
    async throws
  {
    var random = SeededGenerator(for: "Prometheus read back")
    for _ in 0..<Self.rounds {
      let snapshot = try RandomSnapshot(
        &random, kinds: MetricKind.allCases.filter { $0 != .gaugehistogram })
      let expected = try snapshot.expected(
        type: { [.duration, .info, .stateset].contains($0) ? "gauge" : $0.word },
        total: "_total", created: .none, shape: .prometheus)
      let reading = try await Reader.read("prometheus", try text(.prometheus, snapshot))
      #expect(reading.samples == expected.samples)
      #expect(reading.families.map(\.name) == snapshot.prometheusNames)
      #expect(reading.families.map(\.type) == expected.families.map(\.type))
      #expect(try await Reader.faultFoundByPromtool(try text(.prometheus, snapshot)) == nil)
    }
  }

  @Test func `created times in the Prometheus format are read by promtool`() async throws {
    var random = SeededGenerator(for: "created times")
    let options = ExpositionOptions(namespace: try MetricName("app"), showsCreated: true)
    for _ in 0..<Self.rounds {
      let snapshot = try RandomSnapshot(&random).snapshot
      let bytes = try ExpositionFormat.prometheus.bytes(of: snapshot, options: options)
      let fault = try await Reader.faultFoundByPromtool(String(decoding: bytes, as: UTF8.self))
      #expect(fault == nil)
    }
  }

  @Test func `promtool refuses what is faulty`() async throws {
    #expect(try await Reader.faultFoundByPromtool("a{b=\"c} 1\n") != nil)
  }

  @Test func `Python's JSON parser reads what was written`() async throws {
    var random = SeededGenerator(for: "JSON read back")
    for _ in 0..<Self.rounds {
      let snapshot = try RandomSnapshot(&random)
      let expected = try snapshot.expected(
        type: \.word, total: "", created: .ofAll, shape: .json)
      #expect(try await Reader.read("json", try text(.json, snapshot)) == expected)
    }
  }

  @Test func `Python's CSV parser reads what was written`() async throws {
    var random = SeededGenerator(for: "CSV read back")
    for _ in 0..<Self.rounds {
      let snapshot = try RandomSnapshot(&random)
      let expected = try snapshot.expected(
        type: \.word, total: "", created: .behindEachSample, hasText: false, shape: .csv)
      #expect(try await Reader.read("csv", try text(.csv, snapshot)) == expected)
    }
  }
}
