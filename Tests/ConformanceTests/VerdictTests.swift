internal import Exposition
internal import MetricModel
internal import TestSupport
internal import Testing

/// What this project's reader takes and refuses, beside the parsers of Prometheus.
@Suite struct VerdictTests {
  private func complaint(_ text: String, _ dialect: ExpositionDialect) -> String? {
    do throws(MetricError) {
      _ = try ExpositionReader.read(Array(text.utf8), from: "text", as: dialect)
      return nil
    } catch { return error.description }
  }

  @Test func `both take what OpenMetrics allows`() async throws {
    let texts = VerdictTexts.rightOpenMetrics
    for (text, theirs) in zip(texts, try await Reader.openMetricsComplaints(about: texts)) {
      #expect(complaint(text, .openmetrics) == nil, "\(text.debugDescription)")
      #expect(theirs == nil, "\(text.debugDescription)")
    }
  }

  @Test func `both refuse what OpenMetrics forbids`() async throws {
    let texts = VerdictTexts.wrongOpenMetrics
    for (text, theirs) in zip(texts, try await Reader.openMetricsComplaints(about: texts)) {
      #expect(complaint(text, .openmetrics) != nil, "\(text.debugDescription)")
      #expect(theirs != nil, "\(text.debugDescription)")
    }
  }

  @Test func `what only this reader refuses is against the rules or not kept`() async throws {
    let texts = VerdictTexts.wrongToThisReaderOnly
    for (text, theirs) in zip(texts, try await Reader.openMetricsComplaints(about: texts)) {
      #expect(complaint(text, .openmetrics) != nil, "\(text.debugDescription)")
      #expect(theirs == nil, "\(text.debugDescription)")
    }
  }

  @Test func `both take any metrics that were written as OpenMetrics`() async throws {
    var random = SeededGenerator(for: "OpenMetrics verdicts")
    var texts: [String] = []
    for _ in 0..<60 {
      let snapshot = try RandomSnapshot(&random).snapshot
      texts.append(
        String(decoding: try ExpositionFormat.openmetrics.bytes(of: snapshot), as: UTF8.self))
    }
    for (text, theirs) in zip(texts, try await Reader.openMetricsComplaints(about: texts)) {
      #expect(complaint(text, .openmetrics) == theirs, "\(text.debugDescription)")
    }
  }

  @Test func `promtool and this reader take and refuse the same Prometheus text`() async throws {
    for text in VerdictTexts.rightPrometheus {
      #expect(complaint(text, .prometheus) == nil, "\(text.debugDescription)")
      #expect(try await Reader.faultFoundByPromtool(text) == nil, "\(text.debugDescription)")
    }
    for text in VerdictTexts.wrongPrometheus {
      #expect(complaint(text, .prometheus) != nil, "\(text.debugDescription)")
      #expect(try await Reader.faultFoundByPromtool(text) != nil, "\(text.debugDescription)")
    }
    for text in VerdictTexts.wrongToPromtoolOnly {
      #expect(complaint(text, .prometheus) == nil, "\(text.debugDescription)")
      #expect(try await Reader.faultFoundByPromtool(text) != nil, "\(text.debugDescription)")
    }
  }
}
