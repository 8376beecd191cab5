internal import Exposition
internal import MetricModel
internal import Testing

/// Of which format a text is that does not say so by its end.
@Suite struct ExpositionMarksTests {
  private static let cutOff =
    "the text must end in '# EOF' (it was cut off; or it is Prometheus text: --format prometheus)"

  private func verdict(_ text: String) -> String {
    do throws(MetricError) {
      let count = try ExpositionReader.read(Array(text.utf8), from: "a").families.count
      return "\(count)"
    } catch { return error.description }
  }

  @Test(arguments: [
    "a 1\n\n", "# comment\na 1\n", "# TYPE a untyped\na 1\n", "# TYPE a_total counter\na_total 1\n",
    "# TYPE a counter\na 1\n", "# TYPE a counter\na{x=\"1\"} 1\n", "# HELP a A.\n# TYPE a gauge\n",
    "#TYPE a gauge\na 1\n",
  ])
  func `what only Prometheus text has makes it that`(text: String) {
    #expect(verdict(text) == "1")
  }

  @Test(arguments: [
    "# TYPE a info\na_info 1\n", "# TYPE a unknown\na 1\n", "# TYPE a stateset\n",
    "# TYPE a gaugehistogram\n", "# TYPE a_s gauge\n# UNIT a_s s\na_s 1\n",
    "# TYPE a counter\na_total 1\n", "# HELP a A.\n# TYPE a counter\na_total 1\n",
    "# HELP a A.\n# TYPE a summary\na_count 1\na_sum 1\na_created 1\n",
    "# TYPE a counter\n", "# TYPE a counter\n# HELP a A.\n",
  ])
  func `a cut-off dump of OpenMetrics is never taken`(text: String) {
    let line = text.split(separator: "\n").count + 1
    #expect(verdict(text) == "e_inval: a: line \(line), column 1: \(Self.cutOff)")
  }

  @Test(arguments: [
    "a 1\n", "# TYPE a gauge\na 1\n", "# TYPE a gauge\n# HELP a A.\na 1\n", "a 1",
    "# comment\na 1", "# TYPE a gauge\na 1", "# HELP a A.\n# TYPE a counter\n",
    "# TYPE a_bytes gauge\na_bytes 1\n# HELP a_bytes A.\n",
  ])
  func `a text in which nothing is of OpenMetrics is Prometheus text`(text: String) {
    #expect(verdict(text) == "1")
  }

  @Test(arguments: ["", "\n", " \t\n\n", "# comment\n", "#\n# a 1\n\n", "# EOF\n", "# EOF", "#"])
  func `a text of nothing is nothing`(text: String) { #expect(verdict(text) == "0") }

  @Test func `no prefix of a dump gives a metric`() throws {
    let whole = "# TYPE a counter\n# HELP a A.\na_total 17\na_created 1.5\n# EOF\n"
    for length in 0..<whole.utf8.count - 1 {
      let prefix = String(whole.prefix(length))
      let verdict = verdict(prefix)
      #expect(verdict.hasPrefix("e_inval: ") || verdict == "0", "\(prefix)")
    }
    #expect(verdict(whole) == "1")
  }

  @Test func `a format is named by its word`() throws {
    #expect(try ExpositionDialect(word: "prometheus") == .prometheus)
    let error = #expect(throws: MetricError.self) { try ExpositionDialect(word: "json") }
    #expect(
      error?.description == "e_inval: --format takes openmetrics or prometheus, not 'json'")
  }
}
