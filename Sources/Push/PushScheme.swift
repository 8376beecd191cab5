internal import MetricModel

/// The first part of a target's URL: what listens there, and what else the URL may say.
enum PushScheme: String, CaseIterable {
  case statsd
  case statsdSocket = "statsd+unix"
  case graphite
  case influx
  case influxSecure = "influx+https"
  case influxDatagrams = "influx+udp"
  case pushgateway
  case pushgatewaySecure = "pushgateway+https"

  /// The form of a URL of this scheme, for messages.
  private var example: String {
    switch self {
    case .statsd: "statsd://HOST[:8125]"
    case .statsdSocket: "statsd+unix:///PATH"
    case .graphite: "graphite://HOST[:2003]"
    case .influx, .influxSecure:
      "\(rawValue)://[USER@]HOST[:8086][/PREFIX]/DATABASE"
    case .influxDatagrams: "influx+udp://HOST[:8089]"
    case .pushgateway, .pushgatewaySecure:
      "\(rawValue)://[USER@]HOST[:9091][/PREFIX/metrics]/job/NAME[/LABEL/VALUE...]"
    }
  }

  /// The forms that a URL with this beginning may have: all when there is no such scheme.
  static func examples(for text: String) -> String {
    let word = text.prefix { $0 != ":" }.lowercased()
    if let scheme = PushScheme(rawValue: word) { return scheme.example }
    return allCases.map(\.example).joined(separator: ", ")
  }

  var defaultPort: UInt16 {
    switch self {
    case .statsd: 8125
    case .statsdSocket: 0
    case .graphite: 2003
    case .influx, .influxSecure: 8086
    case .influxDatagrams: 8089
    case .pushgateway, .pushgatewaySecure: 9091
    }
  }

  var isSecure: Bool { self == .influxSecure || self == .pushgatewaySecure }

  var takesUser: Bool {
    switch self {
    case .influx, .influxSecure, .pushgateway, .pushgatewaySecure: true
    case .statsd, .statsdSocket, .graphite, .influxDatagrams: false
    }
  }

  /// The names that may stand behind the `?`.
  var options: [String] {
    switch self {
    case .statsd, .statsdSocket: ["labels", "mtu"]
    case .graphite: ["labels"]
    case .influxDatagrams: ["mtu"]
    case .influx, .pushgateway: []
    case .influxSecure, .pushgatewaySecure: ["ca"]
    }
  }

  /// Reads the path.
  func receiver(_ url: TargetURL) throws(PushFault) -> PushTarget.Receiver {
    let own = String(ownPath(url.path))
    switch self {
    case .statsdSocket: return .statsdSocket(path: try socketPath(url))
    case .influx, .influxSecure: return .influx(database: try database(own))
    case .pushgateway, .pushgatewaySecure:
      return .pushgateway(try PushgatewayGroup.read(path: own).get())
    case .statsd, .graphite, .influxDatagrams:
      guard url.path.isEmpty || url.path == "/" else { throw "\(rawValue) takes no path" }
      return self == .statsd ? .statsd : self == .graphite ? .graphite : .influxDatagrams
    }
  }

  /// The part of the path that says what is sent to: the last component for InfluxDB, and for a push
  /// gateway all behind the first `/metrics` that a job follows, or all when the job stands first.
  private func ownPath(_ path: String) -> Substring {
    switch self {
    case .influx, .influxSecure:
      let end = path.hasSuffix("/") ? path.index(before: path.endIndex) : path.endIndex
      return path[..<end].lastIndex(of: "/").map { path[$0...] } ?? path[...]
    case .pushgateway, .pushgatewaySecure:
      let jobs = ["/job/", "/job@base64/"]
      if jobs.contains(where: path.hasPrefix) { return path[...] }
      let starts = jobs.compactMap { path.firstRange(of: "/metrics" + $0)?.lowerBound }
      return starts.min().map { path[$0...].dropFirst("/metrics".count) } ?? path[...]
    case .statsd, .statsdSocket, .graphite, .influxDatagrams: return path[...]
    }
  }

  /// What the paths of requests begin with, where the server stands below the root of its host.
  func prefix(_ url: TargetURL) throws(PushFault) -> String {
    var prefix = url.path[..<ownPath(url.path).startIndex]
    if self == .pushgateway || self == .pushgatewaySecure, prefix.hasSuffix("/metrics") {
      prefix = prefix.dropLast("/metrics".count)
    }
    // A group's value may hold one; elsewhere it is the end of a password with a slash.
    let isInflux = self == .influx || self == .influxSecure
    guard !(isInflux ? url.path[...] : prefix).contains("@") else {
      throw "its path has a '@' (write %40, and %2F for a '/' in a password)"
    }
    var encoded = ""
    for part in prefix.split(separator: "/") {
      guard let part = PercentText.decoded(part) else { throw "'\(part)' is not well encoded" }
      guard part != ".", part != ".." else { throw "'\(part)' cannot stand in its path" }
      encoded += "/" + PercentText.encoded(part)
    }
    return encoded
  }

  private func socketPath(_ url: TargetURL) throws(PushFault) -> String {
    guard url.host.isEmpty, url.port == nil, let path = PercentText.decoded(url.path),
      path.utf8.count > 1
    else { throw "\(rawValue) takes the absolute path of a socket and no host" }
    return path
  }

  private func database(_ path: String) throws(PushFault) -> String {
    let parts = path.split(separator: "/")
    guard parts.count == 1, let name = PercentText.decoded(parts[0]) else {
      throw "the path must be /DATABASE"
    }
    return name
  }

  /// The URL in its shortest form, without password and without what does not tell targets apart.
  func name(_ url: TargetURL, port: UInt16) -> String {
    let host = url.host.utf8.contains(UInt8(ascii: ":")) ? "[\(url.host)]" : url.host
    let user = url.user.map { PercentText.encoded($0) + "@" } ?? ""
    let place = self == .statsdSocket ? "" : "\(user)\(host):\(port)"
    let path = url.path == "/" ? "" : url.path
    let labels = url.query.filter { $0.name == "labels" }.map { "?labels=\($0.value)" }.joined()
    return "\(rawValue)://\(place)\(path)\(labels)"
  }
}
