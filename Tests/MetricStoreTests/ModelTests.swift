internal import MetricModel
internal import MetricOperations
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("A database against a dictionary")
struct ModelTests {
  @Test("Thousands of random operations leave what a dictionary holds, and a sound file")
  func randomOperations() throws {
    var random = SeededGenerator(for: "a database against a dictionary")
    try onDatabase { test in
      var model: [String: Double] = [:]
      let longValue = String(repeating: "long", count: 200)
      for round in 0..<250 {
        var lines: [String] = []
        for _ in 0..<Int.random(in: 1...30, using: &random) {
          let name = random.pick(["load", "size", "free"])
          let value = Int.random(in: 0..<60, using: &random)
          let label = random.pick(["n=\(value)", "n=\(value)", "n=\(value)\(longValue)"])
          lines.append(change(&model, name: name, label: label, random: &random))
        }
        var operations: [MetricOperations.Operation] = []
        for line in lines { operations.append(try operation(line)) }
        try test.database.apply(operations)
        if round % 25 == 0 {
          #expect(try test.contents().filter { $0.key.contains("{") } == model)
          try expectSound(test.database)
        }
      }
      #expect(try test.contents().filter { $0.key.contains("{") } == model)
    }
  }

  /// One random change of the model, as a command line.
  private func change(
    _ model: inout [String: Double], name: String, label: String,
    random: inout SeededGenerator
  ) -> String {
    let parts = label.split(separator: "=")
    let key = "\(name){\(parts[0])=\"\(parts[1])\"}"
    let number = Double(Int.random(in: -9...99, using: &random))
    switch Int.random(in: 0..<100, using: &random) {
    case 0 where model.keys.contains { $0.hasPrefix(name + "{") }:
      for key in model.keys where key.hasPrefix(name + "{") { model[key] = nil }
      return "delete \(name) --all"
    case ..<40 where model[key] != nil:
      model[key] = nil
      return "delete \(name) \(label)"
    case ..<60:
      model[key, default: 0] += number
      return "add \(name) \(label) \(Int(number)) --declare gauge"
    default:
      model[key] = number
      return "set \(name) \(label) \(Int(number)) --declare gauge"
    }
  }

  @Test("80,000 series double the directory; deleting them gives their room back")
  func large() throws {
    try onDatabase { test in
      let name = try MetricName("hits")
      for part in 0..<4 {
        var labels: [LabelSet] = []
        for number in 0..<20_000 {
          labels.append(try LabelSet([("n", "\(part * 20_000 + number)")]))
        }
        let declaration = Declaration(kind: .counter, help: "Hits", series: labels)
        try test.database.apply([
          MetricOperations.Operation(
            series: SeriesReference(name: name, labels: .empty), action: .declare(declaration))
        ])
        #expect(try freeSpaceIsZero(in: test.database))
      }
      #expect(try test.database.openForReading().table.header.directoryBits > 9)
      #expect(try test.database.check().series == 80_000)
      try test.run("incr hits n=59999", "incr hits n=5")
      try test.run("delete hits --all")
      try expectSound(test.database)
      #expect(try test.database.check().size == 16384)
      try test.run("incr load a=1 --declare gauge")
      try test.run("incr load a=2", "incr load a=3", "delete load a=1")
      #expect(try test.contents() == ["load": 2, "load{a=\"2\"}": 1, "load{a=\"3\"}": 1])
    }
  }
}
