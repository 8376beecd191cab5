internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct ErrorTests {
  @Test func `each failure has its name and status`() throws {
    let name = try MetricName("a")
    let errors: [(MetricError, Int32, String)] = [
      (.failure(.open, errno: 2, path: "f"), 1, "e_failure"),
      (.invalid(.number("x")), 2, "e_inval"),
      (.database(.missing, path: "f"), 3, "e_dbfailure"),
      (.notFound(.metric(name)), 4, "e_not_found"),
    ]
    for (error, status, name) in errors {
      #expect(error.exitStatus == status)
      #expect(error.name == name)
      #expect(error.description.hasPrefix(name + ": "))
    }
  }

  @Test func `a message is one line whatever it carries`() {
    var random = SeededGenerator(for: "messages")
    for _ in 0..<500 {
      let text = random.hostileText()
      let violations: [Violation] = [
        .kind(text), .metricName(text), .labelName(text), .number(text), .unit(text),
        .selector(text, text), .usage(text), .option("--o", value: text, expected: "x"),
      ]
      for violation in violations {
        for scalar in MetricError.invalid(violation).description.unicodeScalars {
          #expect(scalar.properties.generalCategory != .control)
          #expect(!scalar.properties.isBidiControl)
        }
      }
    }
  }
}
