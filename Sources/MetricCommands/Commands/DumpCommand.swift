internal import ArgumentParser
internal import Exposition
internal import MetricModel
internal import SystemCalls

struct DumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump", abstract: "Print every metric, or those selected.",
    usage: "metricctl dump [<options>] [<selector> ...]",
    discussion: """
      A SELECTOR is a name, a glob such as http_*, or a name with matchers as in PromQL: \
      'http_requests{code=~"5..",path!="/"}'. The format is table on a terminal and openmetrics \
      elsewhere. All that is printed is of one moment.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp(
      "openmetrics, prometheus, json, csv, table, graphite, influx or exact.",
      valueName: "format"),
    completion: .list(ExpositionFormat.allCases.map(\.word) + [Self.exact]))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Whether to print created times: on or off (default: on, off for prometheus).",
      valueName: "on|off"), completion: .list(["on", "off"]))
  var created: String?

  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("Write to a file, replaced in one step.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("auto, always or never.", valueName: "when"),
    completion: .list(["auto", "always", "never"]))
  var color: String?

  @Flag(help: "Print names whole in a table, however narrow the terminal is.")
  var wide = false

  @Argument(
    help: ArgumentHelp("What to print.", valueName: "selector"))
  var selectors: [String] = []

  /// The format that `import` makes the same records of.
  private static let exact = "exact"

  func run() throws {
    let path = output == "-" ? nil : output
    if format == Self.exact { return try dumpExactly(to: path) }
    let style = try OutputStyle(format: format, color: color, isFile: path != nil, isWide: wide)
    let showsCreated = try created.map { word throws(MetricError) in
      try OnOff.parse(word, of: "--created")
    }
    let selection = try Selection(selectors)
    try common.perform { (settings) throws(MetricError) in
      // Before the database is read: of two dumps to one file the later one has the newer numbers.
      let target = try path.map { path throws(MetricError) in try OutputFile.open(path) }
      let options = ExpositionOptions(
        namespace: settings.namespace, showsCreated: showsCreated, tableWidth: style.width,
        usesColor: style.usesColor)
      try Self.write(try selection.snapshot(settings), style.format, options, to: target)
    }
  }

  private func dumpExactly(to path: String?) throws {
    let selection = try Selection(selectors)
    try common.perform { (settings) throws(MetricError) in
      let target = try path.map { path throws(MetricError) in try OutputFile.open(path) }
      let options = ExpositionOptions(namespace: settings.namespace)
      let (families, takenAt) = try selection.exactFamilies(settings)
      var sink = TextSink { piece throws(MetricError) in
        if let target { try target.write(piece) } else { try StandardStream.output.write(piece) }
      }
      try ExactWriter(options).write(families, takenAt: takenAt, to: &sink)
      try target?.finish()
    }
  }

  private static func write(
    _ snapshot: MetricSnapshot, _ format: ExpositionFormat, _ options: ExpositionOptions,
    to target: OutputFile?
  ) throws(MetricError) {
    var sink = TextSink { piece throws(MetricError) in
      if let target { try target.write(piece) } else { try StandardStream.output.write(piece) }
    }
    try format.write(snapshot, to: &sink, options: options)
    try target?.finish()
  }
}
