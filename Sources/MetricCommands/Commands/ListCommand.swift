internal import ArgumentParser
internal import Exposition
internal import MetricModel
internal import SystemCalls

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the declared metrics.",
    usage: "metricctl list [<options>] [<selector> ...]",
    discussion: """
      One line a metric: name, type, unit, number of series, help. Aligned on a terminal; \
      elsewhere separated by tabs, with \\\\, \\n and \\t in the help escaped.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Print help texts whole, however narrow the terminal is.")
  var wide = false

  @Argument(
    help: ArgumentHelp("What to list.", valueName: "selector"))
  var selectors: [String] = []

  func run() throws {
    let selection = try Selection(selectors)
    try common.perform { (settings) throws(MetricError) in
      var snapshot = try selection.snapshot(settings)
      // With matchers only the metrics that have such series; without, also those that have none.
      snapshot.families.removeAll { family, series in
        series.count == 0
          && !(Selector.matcher(of: selection.selectors, in: family)?.selectsAll ?? false)
      }
      let writer = FamilyListWriter(
        namespace: settings.namespace,
        width: !Process.outputIsTerminal ? nil : wide ? .max : Process.terminalWidth ?? 80)
      var sink = TextSink { piece throws(MetricError) in
        try StandardStream.output.write(piece)
      }
      try writer.write(snapshot, to: &sink)
    }
  }
}
