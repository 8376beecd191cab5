internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricCommands

/// Configuration files: what their lines mean, and where a bad one is.
@Suite struct ConfigurationFileTests {
  private let folder: TemporaryDirectory
  private let path: String

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.file("metricctl.conf")
  }

  private func read(_ text: String) throws -> SettingsLayer {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try ConfigurationFile.read(path, isRequired: true)
  }

  @Test func `blanks, comments, empty lines and carriage returns are skipped`() throws {
    let layer = try read(
      "# a comment\r\n\r\n  \t\n database=/a b # not a comment \r\n\tnamespace\t=\tx=y\nsafe =\n")
    #expect(layer[.database]?.text == "/a b # not a comment")
    #expect(layer[.namespace]?.text == "x=y")
    #expect(layer[.safe]?.text == "")
    #expect(layer[.mode] == nil)
  }

  @Test func `of a key that stands twice the last counts`() throws {
    let entry = try #require(try read("mode = 0600\nmode = 0644")[.mode])
    #expect(entry.text == "0644")
    #expect(entry.origin.description == "\(path) line 2")
  }

  @Test func `a bad line is named by file and number`() throws {
    let cases: [(String, Int, String)] = [
      ("database", 1, "expected key = value"), ("\n\n = x", 3, "unknown key ''"),
      ("colour = red", 1, "unknown key 'colour'"), ("config = /a", 1, "unknown key 'config'"),
      ("# a\nDatabase = /a", 2, "unknown key 'Database'"),
      ("database-retry = often", 1, "database-retry takes a number, 0 or more, not 'often'"),
      ("\ndatabase-wait = -1", 2, "database-wait takes a number of seconds, 0 or more, not '-1'"),
      ("[metricctl]", 1, "expected key = value"),
    ]
    for (text, line, fault) in cases {
      let error = MetricError.invalid(.configuration(file: path, line: line, fault))
      #expect(throws: error, "\(text)") { try read(text) }
    }
  }

  @Test func `a file that is not text, or too large, is refused`() throws {
    try Data([UInt8(ascii: "#"), 10, 0xff, 10]).write(to: URL(fileURLWithPath: path))
    let notText = MetricError.invalid(.configuration(file: path, line: 2, "it is not UTF-8"))
    #expect(throws: notText) { try ConfigurationFile.read(path, isRequired: true) }
    let large = MetricError.invalid(
      .configuration(file: path, line: 1, "the file is larger than 1 MiB"))
    #expect(throws: large) { try read(String(repeating: "#", count: (1 << 20) + 1)) }
    _ = try read(String(repeating: "#", count: 1 << 20))
    #expect(throws: MetricError.failure(.read, errno: 21, path: folder.path)) {
      try ConfigurationFile.read(folder.path, isRequired: false)
    }
  }

  @Test func `any bytes are settings or a fault that names its line`() throws {
    var random = SeededGenerator(for: "configuration files")
    let words =
      SettingKey.allCases.map(\.rawValue) + ["database-retry", "database-wait", "=", " = ", "\n"]
      + SeededGenerator.hostilePieces
    for _ in 0..<2_000 {
      let text = random.text(of: words, count: 0...20)
      do {
        let layer = try read(text)
        _ = try? Settings.resolve(layer, files: [])
      } catch let error as MetricError {
        guard case .invalid(.configuration(file: path, let line, _)) = error else {
          Issue.record("\(error) for \(text.debugDescription)")
          continue
        }
        let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).count
        #expect((1...lines).contains(line), "\(text.debugDescription)")
        #expect(error.description.utf8.allSatisfy { $0 >= 32 }, "\(text.debugDescription)")
      }
    }
  }
}
