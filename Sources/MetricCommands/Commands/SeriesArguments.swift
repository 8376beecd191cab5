internal import ArgumentParser
internal import MetricOperations

/// NAME and LABELSET, as most commands take them.
///
/// The words after NAME are taken as they come: `OperationWords` is the one reader of how many
/// there may be and what they mean.
struct SeriesArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The metric, or a series: NAME{label=\"value\"}.", valueName: "name"))
  var name: String

  @Option(
    name: [.customShort("l", allowingJoined: true), .long],
    help: ArgumentHelp("One label; may be repeated.", valueName: "name=value"))
  var label: [String] = []
}

/// What the updating commands have in common.
struct UpdateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Declare the metric with this type if it is missing.", valueName: "type"),
    completion: .kinds)
  var declare: String?

  @Flag(help: "Print the new value.")
  var print = false
}

extension OperationWords {
  /// The words of an updating command as the argument parser found them.
  convenience init(
    _ verb: Verb, _ series: SeriesArguments, _ others: [String], update: UpdateOptions? = nil
  ) {
    self.init(verb: verb)
    arguments = [series.name] + others
    labels = series.label
    declare = update?.declare
    print = update?.print ?? false
  }
}
