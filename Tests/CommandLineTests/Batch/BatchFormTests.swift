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
}
