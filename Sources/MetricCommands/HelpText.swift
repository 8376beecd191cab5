/// What stands below the argument parser's help: examples, where the database is, and where more is.
enum HelpText {
  /// Two or three command lines for each command, and for the whole program under an empty name.
  static let examples: [(command: String, lines: [String])] = [
    (
      "",
      [
        #"metricctl declare http_requests counter "Requests served.""#,
        "metricctl incr http_requests code=200,method=GET", "metricctl dump --format table",
      ]
    ),
    (
      "declare",
      [
        #"metricctl declare http_requests counter "Requests served.""#,
        #"metricctl declare wait_seconds histogram "Waits." --buckets 0.1,1,10"#,
        #"metricctl declare door stateset "The door." "" --states open,shut"#,
      ]
    ),
    (
      "incr",
      [
        "metricctl incr http_requests code=200,method=GET",
        #"metricctl incr jobs -l name="$name" --declare counter"#,
      ]
    ),
    (
      "add",
      [
        "metricctl add sent_bytes 4096", "metricctl add temperature room=attic -0.5 --print",
      ]
    ),
    (
      "set",
      [
        "metricctl set temperature room=attic 21.5", "metricctl set door open",
        "metricctl set build version=1.2,arch=arm64 --declare info",
      ]
    ),
    (
      "observe",
      [
        "metricctl observe wait_seconds 0.25",
        "metricctl observe sent_bytes host=a 4096 --declare summary",
      ]
    ),
    ("reset", ["metricctl reset uptime host=web1", "metricctl reset http_requests --all"]),
    (
      "delete",
      ["metricctl delete http_requests code=404", "metricctl delete http_requests --all"]
    ),
    (
      "batch",
      [
        "metricctl batch updates.txt",
        "sed 's/^/incr hits code=/' codes.txt | metricctl batch",
      ]
    ),
    (
      "import",
      [
        "metricctl import metrics.prom",
        "curl -s http://localhost:9100/metrics | metricctl import",
      ]
    ),
    (
      "get",
      [
        "metricctl get http_requests code=200",
        #"metricctl get 'wait_seconds{quantile="0.5"}'"#,
      ]
    ),
    (
      "dump",
      [
        #"metricctl dump 'http_*{code=~"5..",path!="/"}'"#,
        "metricctl dump --format prometheus -o metrics.prom",
      ]
    ),
    ("list", ["metricctl list", "metricctl list 'http_*'"]),
    (
      "address",
      ["curl http://$(metricctl address)/metrics", "metricctl -d /srv/metrics.db address"]
    ),
    (
      "serve",
      [
        "metricctl serve --listen :9100 --statsd :8125",
        "metricctl serve --listen 0.0.0.0:9100 --allow 192.0.2.0/24",
      ]
    ),
    (
      "push",
      [
        "metricctl push pushgateway://gateway:9091/job/nightly",
        "metricctl push graphite://carbon:2003 'http_*' --every 60",
        "metricctl push --delete pushgateway://gateway:9091/job/nightly",
      ]
    ),
    ("check", ["metricctl check", "metricctl check --quiet || echo damaged"]),
    (
      "completions",
      [
        "metricctl completions bash > /etc/bash_completion.d/metricctl",
        "metricctl completions fish > ~/.config/fish/completions/metricctl.fish",
      ]
    ),
  ]

  /// The parser's text with the rest below it; other texts than help stay as they are.
  ///
  /// The words are those that the parser had, the command first.
  static func completing(_ text: String, for words: [String]) -> String {
    guard text.hasPrefix("OVERVIEW: ") else { return text }
    let command = (words.first == "help" ? words.dropFirst().first : words.first) ?? ""
    let lines =
      (examples.first { $0.command == command } ?? examples.first { $0.command == "" })?.lines ?? []
    let body = text.hasSuffix("\n") ? text : text + "\n"
    return """
      \(body)
      EXAMPLES:
      \(lines.map { "  " + $0 }.joined(separator: "\n"))

      DATABASE:
        What -d, METRICCTL_DATABASE or the configuration file
        names. Otherwise /var/lib/metricctl/metrics.db for root,
        and for others ~/.local/state/metricctl/metrics.db, below
        XDG_STATE_HOME where that is set.

      More is in the manual page: man metricctl
      """
  }
}
