internal import ArgumentParser
internal import MetricModel
internal import MetricServer

struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Show the metrics to monitoring systems and browsers.",
    usage: "metricctl serve [<options>]",
    discussion: """
      Answers /metrics (OpenMetrics or Prometheus text, as asked for), /api/v1/metrics (JSON), \
      /-/healthy, /-/ready and, for people, /. Ends at SIGTERM or SIGINT; at SIGHUP configuration, \
      certificate and passwords are read again. One server runs on a database.

      ADDRESS is ip:port, [ipv6]:port, ip (port 8080), :port (on 127.0.0.1), any (the first free \
      port on 127.0.0.1), unix:/PATH, or none. Only this machine may ask, unless --allow names others or a \
      password or certificate is asked for.
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp(
      "Where to answer HTTP (default: 127.0.0.1:8080); may be repeated.", valueName: "address"))
  var listen: [String] = []

  @Option(
    help: ArgumentHelp(
      "A network that may ask, such as 192.0.2.0/24; may be repeated.", valueName: "cidr"))
  var allow: [String] = []

  @Option(
    help: ArgumentHelp(
      "A name to be asked by without a password, besides localhost (default: METRICCTL_HOST); may be repeated.",
      valueName: "name"))
  var host: [String] = []

  @Option(
    help: ArgumentHelp(
      "The server's certificate, and those that vouch for it, in PEM.", valueName: "file"),
    completion: .file())
  var tlsCertificate: String?

  @Option(
    help: ArgumentHelp("The certificate's private key in PEM.", valueName: "file"),
    completion: .file())
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      "Take only clients with a certificate that one of these vouches for.", valueName: "file"),
    completion: .file())
  var tlsClientCA: String?

  @Option(
    help: ArgumentHelp(
      "Take only clients who know a password: user:hash lines of htpasswd -B.",
      valueName: "file"), completion: .file())
  var passwordFile: String?

  @Option(
    help: ArgumentHelp(
      "Receive StatsD at ip:port, ip (port 8125), :port, tcp:... or unixgram:/PATH; may be repeated.",
      valueName: "address"))
  var statsd: [String] = []

  @Option(
    help: ArgumentHelp(
      "How often what StatsD received is committed (default: 1).", valueName: "seconds"))
  var flushInterval: String?

  @Option(
    help: ArgumentHelp(
      "How long the values of a StatsD set are counted (default: 60).", valueName: "seconds"))
  var setInterval: String?

  @Option(
    help: ArgumentHelp(
      "How many series StatsD may update (default: 100000).", valueName: "number"))
  var maxSeries: String?

  @Option(
    help: ArgumentHelp(
      "How many connections are kept (default: 4096).", valueName: "number"))
  var maxConnections: String?

  @Option(
    help: ArgumentHelp(
      "Who may use sockets in the file system (default: 0660).", valueName: "mode"))
  var socketMode: String?

  @Option(help: ArgumentHelp("The group of sockets in the file system.", valueName: "group"))
  var socketGroup: String?

  @Option(
    help: ArgumentHelp(
      "Whether /metrics shows created times: on or off (default: off).", valueName: "on|off"),
    completion: .list(["on", "off"]))
  var created: String?

  @Flag(help: "Show the server's own metrics too, as metricctl_*.")
  var selfMetrics = false

  func run() throws {
    var words = ServeWords(listen: listen, allow: allow, statsd: statsd)
    words.host = host
    words.certificate = (tlsCertificate, tlsKey, tlsClientCA)
    words.passwordFile = passwordFile
    words.flushInterval = flushInterval
    words.setInterval = setInterval
    words.maxSeries = maxSeries
    words.maxConnections = maxConnections
    words.socket = (socketMode, socketGroup)
    words.created = created
    words.showsSelf = selfMetrics
    let (given, common) = (words, common)
    try common.perform { (settings) throws(MetricError) in
      var words = given
      try words.complete(from: settings.layer)
      try ServeRun(words: words, settings: settings).run { () throws(MetricError) in
        try given.serverSettings(try Settings.resolve(common.layer))
      }
    }
  }
}
