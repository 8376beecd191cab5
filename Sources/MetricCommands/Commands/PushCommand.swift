internal import ArgumentParser
internal import MetricModel
internal import Push

struct PushCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push", abstract: "Send metrics to a monitoring system.",
    usage: "metricctl push [<options>] <url> [<selector> ...]",
    discussion: """
      The URL is one of:

        statsd://HOST[:8125]            statsd+unix:///PATH
        graphite://HOST[:2003]          influx+udp://HOST[:8089]
        influx://[USER:PASSWORD@]HOST[:8086]/DATABASE
        pushgateway://HOST[:9091]/job/NAME[/LABEL/VALUE...]

      influx+https and pushgateway+https are encrypted; ?ca=FILE names the certificates to trust. \
      ?labels=dotted or ?labels=tags says how StatsD and Graphite are told labels. StatsD gets of a \
      counter what came since the last push to the same URL, which is remembered beside the \
      database. A push gateway's group is replaced.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp("Push again and again, until a signal comes.", valueName: "seconds"))
  var every: String?

  @Option(
    help: ArgumentHelp("How long one push may take (default: 10).", valueName: "seconds"))
  var timeout: String?

  @Flag(help: "Keep what else a push gateway has in the group.")
  var add = false

  @Flag(help: "Print what would be sent.")
  var dryRun = false

  @Argument(help: ArgumentHelp("Where to send them.", valueName: "url"))
  var url: String

  @Argument(
    help: ArgumentHelp("What to send.", valueName: "selector"),
    completion: MetricNames.completion)
  var selectors: [String] = []

  func run() throws {
    let target = try PushTarget(parsing: url)
    guard !add || target.mayAdd else {
      throw MetricError.invalid(.usage("--add is for push gateways (see metricctl push --help)"))
    }
    let interval = try Self.seconds("--every", every)
    let timeoutSeconds = try Self.seconds("--timeout", timeout) ?? 10
    let selectors = try Selection.parse(selectors)
    try common.perform { (settings) throws(MetricError) in
      let push = Push(
        to: target, namespace: settings.namespace, adds: add, timeoutSeconds: timeoutSeconds)
      let run = PushRun(
        push: push, target: target, selectors: selectors, settings: settings)
      if dryRun {
        try run.show()
      } else if let interval {
        try run.repeatedly(every: interval)
      } else {
        try run.once()
      }
    }
  }

  private static func seconds(_ option: String, _ word: String?) throws(MetricError) -> Double? {
    guard let word else { return nil }
    guard let number = MetricNumber.read(word), number > 0, number <= 86_400 * 366 else {
      throw .invalid(
        .option(option, value: word, expected: "a number of seconds, more than 0"))
    }
    return number
  }
}
