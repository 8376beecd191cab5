internal import Exposition
internal import MetricModel
internal import Testing

/// What is left of a text in which some metrics break a rule, and all that is wrong with it.
@Suite struct FaultListTests {
  private func read(
    _ text: String, _ dialect: ExpositionDialect = .prometheus
  ) throws -> (names: [String], faults: [String]) {
    let reading = try ExpositionReader.reading(of: Array(text.utf8), from: "a", as: dialect)
    return (
      reading.metrics.families.map(\.family.name.text), reading.faults.map(\.error.description)
    )
  }

  @Test func `each metric that breaks a rule is left out whole, and told of once`() throws {
    let text = #"""
      # TYPE a gauge
      a 1
      a x
      a y
      # TYPE b gauge
      b 1
      # TYPE c counter
      c 0x1
      c{x="1"} 1
      # TYPE d gauges
      d_bucket 1
      d 2
      e{x="1} 3
      f 1
      0g 1
      h 2
      a{x="2"} 1
      # HELP 0i It.
      # TYPE j gauge
      """# + "\n"
    let (names, faults) = try read(text)
    #expect(names == ["b", "h", "j"])
    #expect(
      faults == [
        "e_inval: a: line 3, column 3: 'x' is not a number",
        "e_inval: a: line 8, column 3: '0x1' is not a number",
        "e_inval: a: line 10, column 10: 'gauges' is not a type of this format",
        "e_inval: a: line 13, column 6: the closing quote of a label value is missing",
        "e_inval: a: line 15, column 1: expected a metric name, found '0'",
        "e_inval: a: line 18, column 8: expected a metric name, found '0'",
      ])
  }

  @Test func `the same in OpenMetrics, where lines apart are a fault`() throws {
    let text = #"""
      # TYPE a gauge
      a 1

      # a comment
      # TYPE b counter
      b_total 1
      # TYPE c gauge
      c 1
      a{x="1"} 1
      c{x="1"} 2
      # TYPE d summary
      d_count 1
      # TYPE e gauge
      e 1
      # TYPE b_total gauge
      b_total 1
      #TYPE f gauge
      # EOF
      """#
    let (names, faults) = try read(text, .openmetrics)
    #expect(names == ["b", "d", "e"])
    #expect(
      faults == [
        "e_inval: a: line 3, column 1: OpenMetrics has no blank lines",
        "e_inval: a: line 4, column 3: only TYPE, UNIT, HELP and EOF may follow '# ' in "
          + "OpenMetrics, found 'a'",
        "e_inval: a: line 9, column 1: all lines of 'a' must stand together",
        "e_inval: a: line 10, column 1: all lines of 'c' must stand together",
        "e_inval: a: line 15, column 1: metrics 'b_total' and 'b' (line 5) would both have a "
          + "sample 'b_total'",
        "e_inval: a: line 17, column 2: expected one blank, found 'T'",
      ])
  }

  @Test(arguments: [
    "a x\r\nb y\r\n", "a 1\r\nb y\r\n", "# HELP a A.\r\na 1\r\n",
  ])
  func `ends of lines that are wrong are one fault, not many`(text: String) {
    let error = #expect(throws: MetricError.self) { _ = try read(text) }
    #expect(error?.description.contains("carriage return") == true)
  }

  @Test func `every line that can be wrong is told of, however many`() throws {
    let text = (0..<10_000).map { "a\($0) x\n" }.joined()
    let (names, faults) = try read(text)
    #expect(names.isEmpty)
    #expect(faults.count == 10_000)
    #expect(faults.last == "e_inval: a: line 10000, column 7: 'x' is not a number")
  }
}
