internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import TestSupport
internal import Testing

@testable internal import MetricCommands

/// A line means exactly what the command line means.
@Suite struct BatchFormTests {
  @Test(arguments: Verb.allCases.map(\.rawValue))
  func `every form of a command is the same line`(verb: String) throws {
    var random = SeededGenerator(for: "forms of \(verb) as lines")
    var taken = 0
    for form in CommandForms.all(of: verb, using: &random) {
      let line = form.map { "'\($0.replacing("'", with: #"'\''"#))'" }.joined(separator: " ")
      let command = CommandWords(form)
      let words = Verb(word: command?.command ?? "").flatMap { command?.operationWords($0) }
      let meant = words.flatMap { $0.stranger == nil ? try? $0.operation() : nil }
      let isLine = meant != nil && command?.settings.isEmpty ?? false
      var read: Operation?
      if case .operation(let operation, let prints) = try? BatchLine(Array(line.utf8)[...]) {
        #expect(prints == words?.print, "\(form)")
        read = operation
      }
      // Their texts, since NaN is not equal to itself.
      #expect("\(read, default: "-")" == "\(isLine ? meant : nil, default: "-")", "\(form)")
      taken += isLine ? 1 : 0
    }
    #expect(taken > 3)
  }

  @Test func `lines that add whole numbers to one series are one step, until another comes`() throws
  {
    func steps(_ text: String, sums: Bool = true) throws -> [Double] {
      var program = BatchProgram(file: nil, sums: sums)
      for (number, line) in text.split(separator: "\n").enumerated() {
        _ = try program.take(Array(line.utf8)[...], number: number + 1)
      }
      return program.steps.map(\.number)
    }
    let sums = try steps("incr a\nadd b 2\nincr a\nincr a\nadd b 40\n")
    #expect(sums == [3, 42])
    #expect(try steps("incr a\nincr a\n", sums: false).count == 2)
    for breaks in ["set a 1", "add a 0.5", "incr a --print", "add a -1", "delete a"] {
      #expect(try steps("incr a\nincr a\n\(breaks)\nincr a\nincr a\n").count == 4, "\(breaks)")
    }
    let most = try steps(String(repeating: "add a 999999999999999\n", count: 6))
    #expect(most == [3_999_999_999_999_996, 999_999_999_999_999, 999_999_999_999_999])
  }
}
