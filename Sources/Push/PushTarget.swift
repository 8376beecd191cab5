internal import Exposition
package import MetricModel

/// Where metrics are sent to, and in which way.
package struct PushTarget: Sendable {
  /// What listens there.
  enum Receiver: Equatable, Sendable {
    /// A StatsD server, by datagrams.
    case statsd
    /// A StatsD server, by datagrams to a socket in the file system.
    case statsdSocket(path: String)
    /// Graphite's carbon, by a TCP connection.
    case graphite
    /// InfluxDB, by HTTP.
    case influx(database: String)
    /// InfluxDB, by datagrams.
    case influxDatagrams
    /// A Prometheus push gateway, by HTTP.
    case pushgateway(PushgatewayGroup)
  }

  let receiver: Receiver
  let host: String
  let port: UInt16
  var isSecure = false
  /// What the path of each request begins with, percent-encoded: empty or `/a/b`.
  var prefix = ""
  var user: String?
  var password: String?
  /// How labels are told to StatsD and Graphite.
  var labelStyle = LabelStyle.tags
  /// The most bytes of a datagram.
  var datagramLimit = DatagramPacker.ethernetLimit
  /// A file with the certificates to trust instead of the system's.
  var certificates: String?
  /// The URL in its shortest form, without the password: for messages, and to know the target again.
  package let name: String

  /// Whether only what came since the last time is sent, so that it must be remembered.
  package var sendsDifferences: Bool {
    switch receiver {
    case .statsd, .statsdSocket: true
    case .graphite, .influx, .influxDatagrams, .pushgateway: false
    }
  }

  /// Whether what is sent is a group, which a push replaces, adds to or deletes.
  package var keepsGroups: Bool { if case .pushgateway = receiver { true } else { false } }

  /// How a URL may begin, `statsd://`, and its whole form.
  package static var beginnings: [(url: String, form: String)] {
    PushScheme.allCases.map { ($0.rawValue + "://", PushScheme.examples(for: $0.rawValue)) }
  }

  /// Whether it names a user and no password.
  package var lacksPassword: Bool { user != nil && password == nil }

  /// Gives the user a password, which no message shows.
  package mutating func use(password: String) { self.password = password }

  /// Reads a URL; `invalid` says what is wrong with it.
  package init(parsing text: String) throws(MetricError) {
    do throws(PushFault) {
      try self.init(TargetURL(text))
    } catch {
      let shown = TargetURL.withoutPassword(text)
      throw .invalid(.pushTarget(shown, error.text, forms: PushScheme.examples(for: text)))
    }
  }

  private init(_ url: TargetURL) throws(PushFault) {
    guard let scheme = PushScheme(rawValue: url.scheme) else {
      throw "'\(url.scheme)' is not a scheme for pushing"
    }
    receiver = try scheme.receiver(url)
    if case .statsdSocket = receiver {
      (host, port) = ("", 0)
    } else {
      guard !url.host.isEmpty else { throw "it names no host" }
      (host, port) = (url.host, url.port ?? scheme.defaultPort)
    }
    isSecure = scheme.isSecure
    prefix = try scheme.prefix(url)
    (user, password) = (url.user, url.password)
    guard scheme.takesUser || user == nil else { throw "\(scheme.rawValue) knows no users" }
    if receiver == .statsd || url.scheme == PushScheme.statsdSocket.rawValue {
      labelStyle = .dotted
    }
    name = scheme.name(url, port: port)
    for (name, value) in url.query {
      try take(option: name, value, scheme)
    }
  }

  /// Takes one of the options behind the `?`.
  private mutating func take(
    option name: String, _ value: String, _ scheme: PushScheme
  ) throws(PushFault) {
    guard scheme.options.contains(name) else {
      let known = scheme.options.joined(separator: ", ")
      throw "'\(name)' is not an option of \(scheme.rawValue) (\(known.isEmpty ? "none" : known))"
    }
    switch name {
    case "labels":
      guard let style = LabelStyle(rawValue: value) else { throw "labels is dotted or tags" }
      labelStyle = style
    case "mtu":
      guard let limit = Int(value), (64...65_507).contains(limit) else {
        throw "mtu is a number of bytes from 64 to 65507"
      }
      datagramLimit = limit
    default: certificates = value
    }
  }
}
