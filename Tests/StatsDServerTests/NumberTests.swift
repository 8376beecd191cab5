internal import TestSupport
internal import Testing

@testable internal import StatsDServer

@Suite("StatsD numbers")
struct NumberTests {
  private func read(_ text: String) -> StatsDNumber? {
    var text = text
    return text.withUTF8 { StatsDNumber(UnsafeRawBufferPointer($0)) }
  }

  @Test("A number is the double that is nearest to its digits, and knows its sign")
  func nearest() {
    var random = SeededGenerator(for: "StatsD numbers")
    for _ in 0..<20_000 {
      let sign = random.pick(["", "+", "-"])
      let whole = random.text(of: ["0", "1", "9", "5"], count: 0...20)
      let fraction = random.text(of: ["0", "1", "9", "5"], count: 1...20)
      let text = sign + random.pick([fraction, whole + "." + fraction, fraction + ".", "1e-7"])
      let number = read(text)
      #expect(number?.value.bitPattern == Double(text.last == "." ? text + "0" : text)?.bitPattern)
      #expect(number?.isSigned == !sign.isEmpty)
    }
  }

  @Test(
    "What is no finite decimal number is none",
    arguments: [
      "", "+", "-", ".", "+.", "1.2.3", "1,5", "1e", "e5", "0x1", "1_000", "inf", "nan", " 1", "1 ",
      "1e400", "١", "--1", "+-1", "1-",
    ])
  func refused(_ text: String) {
    #expect(read(text)?.value == nil)
  }
}
