internal import ArgumentParser
internal import MetricModel

struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Carry out many updates together.",
    usage: "metricctl batch [<options>] [<file>]",
    discussion: """
      Each line is an updating command without the word metricctl and without the options above: \
      incr hits code=200. Words are quoted as for a shell, and # begins a comment. All lines are \
      carried out in one transaction, or none.

      With --stream each line is carried out as it comes. The lines cork and uncork bracket what is \
      committed together; flush prints ok when all before it is on disk.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Report every wrong line, and change nothing.")
  var keepGoing = false

  @Flag(help: "Carry out each line as it comes.")
  var stream = false

  @Argument(
    help: ArgumentHelp("Where the lines are (default: standard input).", valueName: "file"),
    completion: .file())
  var file: String?

  func run() throws {
    if stream, keepGoing {
      throw MetricError.invalid(
        .usage(
          "--keep-going is not for --stream, which goes on anyway (see metricctl batch --help)"))
    }
    let file = file == "-" ? nil : file
    try common.performForStatus { (settings) throws(MetricError) in
      if stream {
        var batch = StreamBatch(file: file, settings)
        return try batch.run()
      }
      return try Execution.batch(file: file, keepsGoing: keepGoing, settings)
    }
  }
}
