internal import Foundation
internal import MetricModel
internal import MetricStore
internal import TestSupport
internal import Testing

@testable internal import MetricCommands

/// Which of several settings counts, and what each may be.
@Suite struct SettingsTests {
  private let folder: TemporaryDirectory
  private let user: String
  private let system: String

  init() throws {
    folder = try TemporaryDirectory()
    (user, system) = (folder.file("user.conf"), folder.file("system.conf"))
  }

  private func layer(_ words: [SettingKey: String]) -> SettingsLayer {
    let layer = SettingsLayer()
    for (key, word) in words { layer.set(option: key, to: word) }
    return layer
  }

  private func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func resolve(_ layers: SettingsLayer...) throws(MetricError) -> Settings {
    let all = SettingsLayer()
    for layer in layers { all.append(layer) }
    return try .resolve(all, files: [user, system])
  }

  @Test func `an option wins over a variable, that over the user's file, that over the system's`()
    throws
  {
    try write("database = /system\nnamespace = system\nlock-timeout = 1\nmode = 0600\n", to: system)
    try write("database = /user\nnamespace = user\nlock-timeout = 2\n", to: user)
    let variables = layer([.database: "/variable", .namespace: "variable"])
    let settings = try resolve(layer([.database: "/option"]), variables)
    #expect(settings.database == "/option")
    #expect(settings.namespace?.text == "variable")
    #expect(settings.options.lockTimeoutSeconds == 2)
    #expect(settings.options.mode == 0o600)
    #expect(settings.options.durability == .full)
  }

  @Test func `without any word the defaults of the manual hold`() throws {
    let settings = try resolve(layer([.database: "/a"]))
    #expect(settings.namespace == nil)
    #expect(settings.options.lockTimeoutSeconds == 5)
    #expect(settings.options.durability == .full)
    #expect(settings.options.mode == 0o640)
    #expect(!settings.isSafe && !settings.isQuiet && !settings.isVerbose)
  }

  @Test func `a named file takes the place of the others, and must be there`() throws {
    try write("namespace = user\n", to: user)
    let named = folder.file("named.conf")
    let options = layer([.database: "/a", .config: named])
    #expect(throws: MetricError.failure(.open, errno: 2, path: named)) { try resolve(options) }
    try write("lock-timeout = 3\n", to: named)
    let settings = try resolve(options)
    #expect(settings.options.lockTimeoutSeconds == 3)
    #expect(settings.namespace == nil)
  }

  @Test func `the product of mfmod's keys is the timeout of a file that has none`() throws {
    for (text, seconds) in [
      ("database-retry = 20", 2), ("database-wait = 0.5", 5),
      ("database-retry = 4\ndatabase-wait = 0.25", 1),
      ("database-wait = 7\nlock-timeout = 2\ndatabase-retry = 9", 2), ("database-retry = 0", 0),
    ] as [(String, Double)] {
      try write(text, to: user)
      #expect(
        try resolve(layer([.database: "/a"])).options.lockTimeoutSeconds == seconds, "\(text)")
    }
    try write("database-retry = 20", to: user)
    try write("lock-timeout = 1", to: system)
    #expect(try resolve(layer([.database: "/a"])).options.lockTimeoutSeconds == 2)
    #expect(
      try resolve(layer([.database: "/a", .lockTimeout: "9"])).options.lockTimeoutSeconds == 9)
  }

  @Test func `a word that is wrong is named with what it may be`() throws {
    let cases: [(SettingKey, String, String)] = [
      (.database, "", "the path of a file"),
      (.lockTimeout, "-1", "a number of seconds, 0 or more"),
      (.lockTimeout, "inf", "a number of seconds, 0 or more"),
      (.lockTimeout, "nan", "a number of seconds, 0 or more"),
      (.lockTimeout, "", "a number of seconds, 0 or more"),
      (.durability, "FULL", "full or relaxed"),
      (.namespace, "a-b", "the beginning of a metric name, without ':'"),
      (.namespace, "a:b", "the beginning of a metric name, without ':'"),
      (.mode, "0800", "an octal mode such as 0640, for its owner to read and write"),
      (.mode, "1640", "an octal mode such as 0640, for its owner to read and write"),
      (.mode, "0240", "an octal mode such as 0640, for its owner to read and write"),
      (.mode, "+640", "an octal mode such as 0640, for its owner to read and write"),
      (.mode, "", "an octal mode such as 0640, for its owner to read and write"),
      (.safe, "perhaps", "1 or 0"),
    ]
    for (key, word, expected) in cases {
      var words: [SettingKey: String] = [.database: "/a"]
      words[key] = word
      let error = MetricError.invalid(
        .option("--\(key.rawValue)", value: word, expected: expected))
      #expect(throws: error) { try resolve(layer(words)) }
    }
  }

  @Test func `a file's flags may be said in several ways`() throws {
    for (word, isOn) in [
      ("1", true), ("true", true), ("Yes", true), ("on", true), ("0", false), ("off", false),
      ("no", false), ("FALSE", false),
    ] {
      try write("safe = \(word)\n", to: user)
      #expect(try resolve(layer([.database: "/a"])).isSafe == isOn)
    }
  }
}
