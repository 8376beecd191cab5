internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct OpenMetricsReaderTests {
  @Test func `every type is read, and written again it is the same text`() throws {
    let text = #"""
      # TYPE done counter
      # HELP done Jobs \"done\"\nin all \\ of them.
      done_total 3
      done_created 1700000000.123456789
      done_total{code="200",path="\"\\\n"} 1e+300
      done_created{code="200",path="\"\\\n"} -0.000000001
      # TYPE heat_celsius gauge
      # UNIT heat_celsius celsius
      heat_celsius{room="é"} -273.15
      # TYPE level histogram
      level_bucket{le="-1.0"} 1
      level_bucket{le="+Inf"} 2
      level_created 1
      # TYPE size_bytes histogram
      # UNIT size_bytes bytes
      size_bytes_bucket{of="x",le="1e-05"} 0
      size_bytes_bucket{of="x",le="1e+06"} 18446744073709551614
      size_bytes_bucket{of="x",le="+Inf"} 18446744073709551615
      size_bytes_count{of="x"} 18446744073709551615
      size_bytes_sum{of="x"} 0.30000000000000004
      size_bytes_created{of="x"} 1700000000
      # TYPE state stateset
      state{state="up"} 1
      state{state="d o\"wn"} 0
      state{x="1",state="up"} 1
      state{x="1",state="d o\"wn"} 1
      # TYPE took summary
      took{quantile="0.0"} NaN
      took{quantile="0.99"} 17.25
      took_count 9007199254740993
      took_sum 0.1
      took_created 5
      # TYPE version info
      version_info{v="1.0"} 1
      # TYPE what unknown
      what{le="1",quantile="2"} NaN
      what{le="2"} -Inf
      # EOF

      """#
    #expect(try Taken.text(text, created: true) == text)
  }

  @Test func `what may be written in several ways is read in all of them`() throws {
    let text = #"""
      # HELP b 
      # TYPE b counter
      b_created{} 1.5e+03
      b_total{} 0017.50
      # UNIT c_s 
      # HELP c_s undefined \a and \é
      # TYPE c_s gauge
      c_s{z="",y="2",x="\d"} +.5E1
      c_s{x="1"} inf
      c_s nan
      d{a="1"} -Infinity
      # TYPE e summary
      e_sum 1
      e{quantile="1"} 3
      e{quantile="5e-1"} 2
      e_count 1.0
      # TYPE f info
      f_info 1e0
      # EOF
      """#
    #expect(
      try Taken.text(text) == #"""
        # TYPE b counter
        b_total 17.5
        # TYPE c_s gauge
        # HELP c_s undefined \\a and \\é
        c_s NaN
        c_s{x="1"} +Inf
        c_s{x="\\d",y="2"} 5
        # TYPE d unknown
        d{a="1"} -Inf
        # TYPE e summary
        e{quantile="0.5"} 2
        e{quantile="1.0"} 3
        e_count 1
        e_sum 1
        # TYPE f info
        f_info 1
        # EOF

        """#)
    #expect(try Taken.family(text).series.created(0) == Timestamp(nanoseconds: 1_500_000_000_000))
  }

  @Test func `timestamps and exemplars are left out, and of several points the last counts`() throws
  {
    let text = #"""
      # TYPE a counter
      a_total 1 100
      a_created 50 100
      a_total 2 200.5 # {id="x"} 1 1e2
      # TYPE b histogram
      b_bucket{le="1"} 1 # {} 0.5
      b_bucket{le="+Inf"} 2 # {id="é",of="y"} 7 3
      # TYPE c gauge
      c 1 1
      c 2 2
      c 3 3
      # EOF

      """#
    #expect(
      try Taken.text(text) == #"""
        # TYPE a counter
        a_total 2
        # TYPE b histogram
        b_bucket{le="1.0"} 1
        b_bucket{le="+Inf"} 2
        # TYPE c gauge
        c 3
        # EOF

        """#)
    #expect(try Taken.family(text).series.created(0) == .notGiven)
  }

  @Test func `series and families come in any order`() throws {
    let text = #"""
      # TYPE b gauge
      b{x="2"} 2
      b{x="10"} 10
      b 0
      b{x="1"} 1
      # TYPE a stateset
      a{a="u",x="2"} 1
      a{a="v",x="2"} 0
      a{a="v",x="1"} 1
      a{x="1",a="u"} 0
      # EOF

      """#
    #expect(
      try Taken.text(text) == #"""
        # TYPE a stateset
        a{x="1",a="u"} 0
        a{x="1",a="v"} 1
        a{x="2",a="u"} 1
        a{x="2",a="v"} 0
        # TYPE b gauge
        b 0
        b{x="1"} 1
        b{x="10"} 10
        b{x="2"} 2
        # EOF

        """#)
  }

  @Test func `metadata alone declare what can be declared without series`() throws {
    let text = """
      # TYPE a gauge
      # HELP a Nothing yet.
      # TYPE b histogram
      # TYPE c stateset
      # TYPE d summary
      # TYPE e info
      # EOF

      """
    let snapshot = try ExpositionReader.read(Array(text.utf8), from: "a")
    #expect(snapshot.families.map(\.family.name.text) == ["a", "e"])
    #expect(snapshot.families.map(\.family.help) == ["Nothing yet.", ""])
    #expect(snapshot.families.map(\.series.count) == [0, 0])
  }

  @Test func `an empty text is one that ends`() throws {
    #expect(try ExpositionReader.read(Array("# EOF\n".utf8), from: "a").families.isEmpty)
    #expect(try ExpositionReader.read(Array("# EOF".utf8), from: "a").families.isEmpty)
  }

  @Test(
    arguments: [
      ("0", 0), ("1", 1_000_000_000), ("-1.5", -1_500_000_000), ("1e-9", 1), ("4e-10", 0),
      ("5e-10", 1), ("1700000000.1234567894", 1_700_000_000_123_456_789),
      ("1700000000.12345678949999999999999", 1_700_000_000_123_456_789),
      ("9223372036.854775807", .max), ("-9223372036.854775807", -.max),
      ("1.700000000123456789e+09", 1_700_000_000_123_456_789), ("0.0000000000000000000000001", 0),
      ("00000000000000000000000001.5", 1_500_000_000),
    ] as [(String, Int64)])
  func `created times are exact to the nanosecond`(word: String, nanoseconds: Int64) throws {
    let text = "# TYPE a counter\na_total 1\na_created \(word)\n# EOF\n"
    #expect(try Taken.family(text).series.created(0) == Timestamp(nanoseconds: nanoseconds))
  }

  @Test func `numbers are read as the standard library reads them`() throws {
    var words = ["1e22", "1e23", "9007199254740993", "123456789012345678901234567890", "1e-400"]
    words += ["0.1", "5e-324", "1.7976931348623157e308", "00.10", "1e-22", "3.14e0", "7e-23", "-0"]
    let text = words.enumerated().map { "a{i=\"\($0)\"} \($1)\n" }.joined()
    let snapshot = try ExpositionReader.read(Array((text + "# EOF").utf8), from: "a")
    let series = snapshot.families[0].series
    for index in 0..<series.count {
      let labels = String(decoding: series.labels(index), as: UTF8.self)
      let place = try #require(Int(labels.filter(\.isNumber)))
      #expect(series.word(index) == Double(words[place])?.bitPattern, "\(words[place])")
    }
  }
}
