internal import ArgumentParser
internal import MetricModel
internal import MetricOperations

/// The options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    name: [.customShort("d", allowingJoined: true), .long],
    help: ArgumentHelp("The database file.", valueName: "path"), completion: .file())
  var database: String?

  @Option(
    help: ArgumentHelp("Put before each name on output, joined with '_'.", valueName: "prefix"))
  var namespace: String?

  @Option(
    help: ArgumentHelp("How long to wait for other processes (default: 5).", valueName: "seconds"))
  var lockTimeout: String?

  @Option(
    help: ArgumentHelp("When an update is acknowledged: full or relaxed.", valueName: "when"),
    completion: .list(["full", "relaxed"]))
  var durability: String?

  @Option(
    help: ArgumentHelp("The mode of a new database (default: 0640).", valueName: "octal"))
  var mode: String?

  @Option(
    help: ArgumentHelp("The configuration file.", valueName: "file"), completion: .file())
  var config: String?

  @Flag(help: "Report database errors, but exit with 0.")
  var safe = false

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more on standard error.")
  var verbose = false

  /// What they say, as a layer of its own each time.
  var layer: SettingsLayer {
    let layer = SettingsLayer()
    let words: [(SettingKey, String?)] = [
      (.database, database), (.namespace, namespace), (.lockTimeout, lockTimeout),
      (.durability, durability), (.mode, mode), (.config, config),
      (.safe, safe ? "1" : nil), (.quiet, quiet ? "1" : nil), (.verbose, verbose ? "1" : nil),
    ]
    for (key, word) in words { if let word { layer.set(option: key, to: word) } }
    return layer
  }

  /// Resolves the settings, does a command's work with them, and reports what goes wrong.
  func perform(_ work: (Settings) throws(MetricError) -> Void) throws {
    try performForStatus { (settings) throws(MetricError) in
      try work(settings)
      return 0
    }
  }

  /// The same for work that has told of its failures and knows its exit status.
  func performForStatus(_ work: (Settings) throws(MetricError) -> Int32) throws {
    let settings = try Settings.resolve(layer)
    let status = Execution.status(with: settings, work)
    if status != 0 { throw ExitCode(status) }
  }

  /// Carries out an updating command.
  func update(_ words: OperationWords) throws {
    let operation = try words.operation()
    try perform { (settings) throws(MetricError) in
      try Execution.update(operation, print: words.print, settings)
    }
  }
}
