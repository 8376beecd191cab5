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
    let form = "expected key = value (or key value; in the form of mfmod_openmetrics)"
    let off = "persistent cannot be off: what metricctl keeps stays until it is deleted"
    let cases: [(String, Int, String)] = [
      ("database", 1, form), ("\n\n = x", 3, "unknown key ''"), ("database: /a", 1, form),
      ("colour = red", 1, "unknown key 'colour'"), ("config = /a", 1, "unknown key 'config'"),
      ("# a\nDatabase = /a", 2, "unknown key 'Database'. Did you mean 'database'?"),
      ("lock_timeout = 3", 1, "unknown key 'lock_timeout'. Did you mean 'lock-timeout'?"),
      ("METRICCTL_SAFE=1", 1, "unknown key 'METRICCTL_SAFE'. Did you mean 'safe'?"),
      ("persistant on;", 1, "unknown key 'persistant'. Did you mean 'persistent'?"),
      ("database-retry = often", 1, "database-retry takes a number, 0 or more, not 'often'"),
      ("\ndatabase-wait = -1", 2, "database-wait takes a number of seconds, 0 or more, not '-1'"),
      ("[metricctl]", 1, form), ("database /a", 1, form), ("database;", 1, form),
      ("database = \"/a\"", 1, "after '=' a value stands without quotes"),
      ("safe=1\ndatabase = '/a'\r\n", 2, "after '=' a value stands without quotes"),
      ("namespace = a;", 1, "after '=' a value ends with its line, without ';'"),
      (
        "database = ~/a", 1, "~ does not stand for a home folder here (write the whole path)"
      ),
      (
        "\u{feff}safe = 1", 1,
        "the file begins with a byte order mark (save it as UTF-8 without one)"
      ),
      ("persistent no;", 1, off), ("a=/*\n", 1, "unknown key 'a'"), ("\npersistent = off", 2, off),
      ("persistent maybe;", 1, "persistent takes 1 or 0, not 'maybe'"),
      ("safe 1; /* a\n*/ namespace \"a;", 2, "the closing quote is missing"),
      ("safe 1; /* a\nb", 1, "the comment has no end ('*/')"),
      ("server {\n}", 1, "a block in braces is not for this file"),
      ("include /a;", 1, "unknown key 'include'"),
    ]
    for (text, line, fault) in cases {
      let error = MetricError.invalid(.configuration(file: path, line: line, fault))
      #expect(throws: error, "\(text)") { try read(text) }
    }
  }

  @Test func `the file of mfmod_openmetrics is understood, in its form and in ours`() throws {
    let module = """
      /* What mailfromd
         counts. */
      namespace "mail\\fromd"; persistent yes;
      database-name "metrics.db"; // below /tmp
      # Two seconds.
      database-retry 20; database-wait 0.1;
      \tlisten ":8081" ;
      """
    let lines = """
      namespace = mailfromd
      persistent = 1
      database-name = metrics.db
      database-retry = 20
      database-wait = 0.1
      listen = :8081
      """
    for text in [module, lines] {
      let layer = try read(text)
      #expect(layer[.namespace]?.text == "mailfromd")
      #expect(layer[.database]?.text == "/tmp/metrics.db")
      #expect(layer[.lockTimeout]?.text == "2")
      #expect(layer.entry(ofServer: "listen")?.text == ":8081")
    }
    #expect(try read("database-name /var/lib/m.db;")[.database]?.text == "/var/lib/m.db")
    #expect(try read("listen any;listen none;").entry(ofServer: "listen")?.text == "none")
    #expect(try read(module)[.database]?.origin.description == "\(path) line 4")
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
      SettingKey.allCases.map(\.rawValue) + [
        "database-retry", "database-wait", "database-name", "persistent", "listen", "=", " = ",
        "\n",
        ";", " ", "\"", "/*", "*/", "//", "#", "1",
      ]
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
