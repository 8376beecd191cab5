internal import MetricModel
internal import MetricOperations
internal import MetricStore

extension Database {
  /// Carries out a `declare` line, as `metricctl batch` would: `declare wait histogram --buckets 1,2`.
  func declare(_ line: String) throws(MetricError) {
    let words = try ShellWords.read(Array(line.utf8)[...])
    let operation = OperationWords(verb: .declare)
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), let option = OperationOption(word: String(word.dropFirst(2)))
      else {
        operation.arguments.append(word)
        continue
      }
      operation.take(option, value: rest.popFirst() ?? "")
    }
    try apply(try operation.operation())
  }
}
