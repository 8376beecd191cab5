internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct NumberTests {
  @Test(
    arguments: [
      (0.0, "0"), (-0.0, "-0.0"), (1, "1"), (-1, "-1"), (9, "9"), (10, "10"), (99, "99"),
      (100, "100"), (-1_234_567, "-1234567"), (9_007_199_254_740_992, "9007199254740992"),
      (0.1, "0.1"), (-0.5, "-0.5"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
      (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (1e16, "1e+16"),
    ])
  func `a number has one text`(number: Double, text: String) {
    #expect(MetricNumber.text(number) == text)
  }

  @Test(
    arguments: [
      ("3", 3.0), ("-0.5", -0.5), ("+7", 7), (".5", 0.5), ("5.", 5), ("1e3", 1000),
      ("1E-3", 0.001), ("inf", .infinity), ("-Inf", -.infinity), ("+INFINITY", .infinity),
    ])
  func `a word is read`(word: String, number: Double) throws {
    #expect(try MetricNumber.parse(word) == number)
  }

  @Test func `NaN is read in any case but with no sign`() throws {
    #expect(try MetricNumber.parse("nAn").isNaN)
    #expect(throws: MetricError.invalid(.number("-nan"))) { try MetricNumber.parse("-nan") }
  }

  @Test(
    arguments: [
      "", " ", "-", "+", ".", "1 ", " 1", "0x10", "1_000", "1e", "1e+", "e5", "--1", "1,5", "1e999",
      "١", "one", "1\u{0}", "1.2.3",
    ])
  func `anything else is refused`(word: String) {
    #expect(throws: MetricError.invalid(.number(word))) { try MetricNumber.parse(word) }
  }

  @Test func `every number is read back as the same bits`() throws {
    var random = SeededGenerator(for: "numbers")
    for _ in 0..<20_000 {
      let number = random.hostileNumber()
      let again = try MetricNumber.parse(MetricNumber.text(number))
      #expect(again.bitPattern == number.bitPattern || again.isNaN && number.isNaN)
    }
  }

  @Test func `integers have the digits that the standard library gives them`() {
    var random = SeededGenerator(for: "integers")
    var integers: [Int64] = [.min, .max, 0]
    for shift in 0..<63 { integers += [1 << shift, -1 << shift, (1 << shift) - 1] }
    for _ in 0..<5_000 {
      integers.append(Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0..<63))
    }
    for integer in integers {
      var bytes: [UInt8] = []
      MetricNumber.append(integer: integer, to: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == integer.description)
    }
  }

  @Test func `any word is a number or is refused`() {
    var random = SeededGenerator(for: "hostile numbers")
    for _ in 0..<5_000 {
      let pieces = ["1", "0", "-", "+", ".", "e", "E", "inf", "nan", "_", " ", "x", "٣"]
      _ = try? MetricNumber.parse(random.text(of: pieces, count: 0...6))
    }
  }
}
