internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct MetricsCrashTests {
  @Test("A process killed at any instant loses what was not committed, and never half a commit")
  func killed() async throws {
    var dice = SeededGenerator(for: "killed")
    let program = try #require(Command.metricctl.range(of: "/", options: .backwards))
    let loop = Command.metricctl[..<program.upperBound] + "flush-loop"
    let test = try TemporaryDatabase()
    var before = 0
    for round in 0..<25 {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: String(loop))
      process.arguments = [test.path]
      process.standardOutput = output
      try process.run()
      // It is in its work as soon as it has said something.
      var said = output.fileHandleForReading.availableData
      usleep(UInt32.random(in: 0..<20_000, using: &dice))
      kill(process.processIdentifier, SIGKILL)
      said += output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let lines = String(decoding: said, as: UTF8.self).split(separator: "\n")
      #expect(lines.allSatisfy { $0.hasPrefix("committed ") })
      let acknowledged = try #require(
        lines.last { Int($0.dropFirst(10)) != nil }.flatMap { Int($0.dropFirst(10)) })
      let steps = try committedSteps(test)
      // The commit that was under way may be there, and it is whole.
      #expect(
        steps == before + acknowledged || steps == before + acknowledged + 100, "round \(round)")
      before = steps
    }
  }

  /// The number that all metrics of the program show: they count in step.
  private func committedSteps(_ test: TemporaryDatabase) throws -> Int {
    let lines = try test.text().split(separator: "\n").map(String.init)
    let numbers = lines.filter { $0.hasPrefix("steps_total") || $0.hasPrefix("sizes_count") }
      .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    try #require(numbers.count == 5, "\(lines)")
    #expect(Set(numbers).count == 1, "half a commit: \(lines)")
    return numbers[0]
  }
}
