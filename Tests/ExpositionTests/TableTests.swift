internal import Exposition
internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct TableTests {
  @Test func `columns are aligned and values stand at the right`() throws {
    #expect(
      try Example.text(.table) == #"""
        NAME                                          TYPE     VALUE
        age_seconds                                   duration 59.75
        http_requests{code="200",path="/a,\"b\"\\\n"} counter     17
        http_requests{code="404"}                     counter    0.5
        odd                                           unknown    NaN
        temperature_celsius                           gauge     -0.0
        temperature_celsius{room="hall"}              gauge     -Inf

        """#)
  }

  @Test func `names are cut to the width of the terminal`() throws {
    #expect(
      try Example.text(.table, ExpositionOptions(tableWidth: 40)) == #"""
        NAME                      TYPE     VALUE
        age_seconds               duration 59.75
        http_request…,\"b\"\\\n"} counter     17
        http_requests{code="404"} counter    0.5
        odd                       unknown    NaN
        temperature_celsius       gauge     -0.0
        temperature_…room="hall"} gauge     -Inf

        """#)
  }

  @Test func `a name whose ends are another's too is not cut but goes on below`() throws {
    let family = try Example.family(
      "hits", .gauge, help: "",
      [
        ("path=/very/1/long/path", 1.0.bitPattern), ("path=/very/2/long/path", 2.0.bitPattern),
        ("path=/very/3/long/road", 3.0.bitPattern),
      ])
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    #expect(
      try Example.text(.table, of: snapshot, ExpositionOptions(tableWidth: 32)) == #"""
        NAME                 TYPE  VALUE
        hits{path="/very/1/l gauge     1
        ong/path"}
        hits{path="/very/2/l gauge     2
        ong/path"}
        hits{path=…ng/road"} gauge     3

        """#)
  }

  @Test func `wide characters take two columns and marks none`() throws {
    let family = try Example.family(
      "a", .gauge, help: "",
      [("x=日本語", 1.0.bitPattern), ("x=e\u{301}", 2.0.bitPattern), ("x=🎉🎉🎉🎉", 3.0.bitPattern)])
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    #expect(
      try Example.text(.table, of: snapshot, ExpositionOptions(tableWidth: 25)) == """
        NAME          TYPE  VALUE
        a{x="e\u{301}"}      gauge     2
        a{x="日本語"} gauge     1
        a{x="…🎉🎉"}  gauge     3

        """)
  }

  @Test func `colour is used only when asked for`() throws {
    let family = try Example.family("a", .gauge, help: "", [("", 1.0.bitPattern)])
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    #expect(
      try Example.text(.table, of: snapshot, ExpositionOptions(usesColor: true))
        == "\u{1b}[1mNAME TYPE  VALUE\u{1b}[0m\na    \u{1b}[36mgauge\u{1b}[0m     1\n")
  }

  @Test func `no control character of a label reaches the terminal and no line is too wide`() throws
  {
    var random = SeededGenerator(for: "table")
    for _ in 0..<300 {
      let labels = try LabelSet([("x", random.hostileText(count: 1...30))])
      let (family, _) = try Example.family("a", .gauge, help: "", [])
      var table = SeriesTable(wordsPerSeries: 1)
      table.append(labels: labels.canonical[...], word: 0, created: Example.created)
      let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [(family, table)])
      let text = try Example.text(.table, of: snapshot, ExpositionOptions(tableWidth: 40))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == 3 && lines[2].isEmpty)
      for scalar in lines[1].unicodeScalars {
        #expect(scalar.properties.generalCategory != .control)
        #expect(!scalar.properties.isBidiControl)
      }
      // What joins others or shows nothing is a character of its own to Swift, but no column.
      let visible = lines[1].unicodeScalars.filter { $0.properties.generalCategory != .format }
      #expect(String(String.UnicodeScalarView(visible)).count <= 40)
    }
  }
}
