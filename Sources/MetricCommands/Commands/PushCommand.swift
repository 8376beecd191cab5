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
        influx://[USER[:PASSWORD]@]HOST[:8086][/PREFIX]/DATABASE
        pushgateway://[USER[:PASSWORD]@]HOST[:9091][/PREFIX/metrics]
          /job/NAME[/LABEL/VALUE...]

      influx+https and pushgateway+https are encrypted; ?ca=FILE names the certificates to trust. \
      ?labels=dotted or ?labels=tags says how StatsD and Graphite are told labels. StatsD gets of a \
      counter what came since the last push to the same URL, which is remembered beside the \
      database. A push gateway's group is replaced, and never by nothing: when no series is selected, \
      the push fails with e_not_found and sends nothing.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp("Push again and again, until a signal comes.", valueName: "seconds"))
  var every: String?

  @Option(
    help: ArgumentHelp("How long one push may take (default: 10).", valueName: "seconds"))
  var timeout: String?

  @Option(
    help: ArgumentHelp(
      "The password of the URL's user, in one line (default: METRICCTL_PUSH_PASSWORD).",
      valueName: "file"), completion: .file())
  var passwordFile: String?

  @Flag(help: "Keep what else a push gateway has in the group.")
  var add = false

  @Flag(help: "Delete a push gateway's group, and send nothing.")
  var delete = false

  @Flag(help: "Print what would be sent.")
  var dryRun = false

  @Argument(help: ArgumentHelp("Where to send them.", valueName: "url"))
  var url: String

  @Argument(
    help: ArgumentHelp("What to send.", valueName: "selector"))
  var selectors: [String] = []

  func run() throws {
    var target = try PushTarget(parsing: url)
    try checkGroupOptions(target)
    try PushPassword.give(to: &target, fromFile: passwordFile)
    let interval = try Self.seconds("--every", every)
    let timeoutSeconds = try Self.seconds("--timeout", timeout) ?? 10
    let selection = try Selection(selectors)
    try common.perform { [target] (settings) throws(MetricError) in
      let push = Push(
        to: target, namespace: settings.namespace, adds: add, timeoutSeconds: timeoutSeconds)
      let run = PushRun(push: push, target: target, selection: selection, settings: settings)
      if delete {
        try run.delete(onlyShowing: dryRun)
      } else if dryRun {
        try run.show()
      } else if let interval {
        try run.repeatedly(every: interval)
      } else {
        try run.once()
      }
    }
  }

  /// Refuses what only push gateways know, and what does not go together.
  private func checkGroupOptions(_ target: PushTarget) throws(MetricError) {
    let option = delete ? "--delete" : "--add"
    guard !(add || delete) || target.keepsGroups else {
      throw .invalid(.usage("\(option) is for push gateways (see metricctl push --help)"))
    }
    guard !delete || (!add && every == nil && selectors.isEmpty) else {
      throw .invalid(
        .usage("--delete takes the URL of a group and nothing else (see metricctl push --help)"))
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
