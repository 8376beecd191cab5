internal import Exposition
internal import MetricModel

/// Turns a snapshot into the parts that a target is sent, one after the other.
struct PushContent {
  let target: PushTarget
  let namespace: MetricName?
  /// Whether a push gateway keeps the metrics of the group that are not sent.
  let adds: Bool

  /// The most bytes of one request to InfluxDB, which takes up to 25 MB unless told otherwise.
  static let requestLength = 4 << 20

  /// Calls a closure with each part; StatsD's counters need the memory.
  func forEachPart(
    of snapshot: MetricSnapshot, _ memory: PushMemory?,
    _ body: @escaping (PushPart) throws(MetricError) -> Void
  ) throws(MetricError) {
    var options = ExpositionOptions(namespace: namespace, showsCreated: false)
    options.labelStyle = target.labelStyle
    switch target.receiver {
    case .statsd, .statsdSocket:
      guard let memory else { return }
      var content = StatsDContent(target, memory)
      try content.forEachDatagram(of: snapshot, options, body)
    case .graphite:
      try pieces(.graphite, of: snapshot, options) { piece throws(MetricError) in
        try body(.text(piece))
      }
    case .influxDatagrams: try influxDatagrams(of: snapshot, options, body)
    case .influx(let database):
      try influxRequests(of: snapshot, options) { text throws(MetricError) in
        try body(.request(influxRequest(database, text)))
      }
    case .pushgateway(let group):
      let text = try ExpositionFormat.prometheus.bytes(of: snapshot, options: options)
      try body(.request(gatewayRequest(adds ? "POST" : "PUT", group, text)))
    }
  }

  /// What takes a push gateway's group away; nil for a target that has no groups.
  var deletion: PushRequest? {
    guard case .pushgateway(let group) = target.receiver else { return nil }
    return gatewayRequest("DELETE", group, [])
  }

  /// The text of a format in pieces of whole lines.
  private func pieces(
    _ format: ExpositionFormat, of snapshot: MetricSnapshot, _ options: ExpositionOptions,
    _ body: @escaping ([UInt8]) throws(MetricError) -> Void
  ) throws(MetricError) {
    var sink = TextSink { piece throws(MetricError) in try body(Array(piece)) }
    try format.write(snapshot, to: &sink, options: options)
  }

  private func influxDatagrams(
    of snapshot: MetricSnapshot, _ options: ExpositionOptions,
    _ body: @escaping (PushPart) throws(MetricError) -> Void
  ) throws(MetricError) {
    var packer = DatagramPacker(limit: target.datagramLimit)
    let text = try ExpositionFormat.influx.bytes(of: snapshot, options: options)
    for line in text.split(separator: UInt8(ascii: "\n")) {
      if let full = packer.add(Array(line)) { try body(.datagram(full)) }
    }
    if let last = packer.finish() { try body(.datagram(last)) }
  }

  private func influxRequests(
    of snapshot: MetricSnapshot, _ options: ExpositionOptions,
    _ body: @escaping ([UInt8]) throws(MetricError) -> Void
  ) throws(MetricError) {
    let gathered = Gathered()
    try pieces(.influx, of: snapshot, options) { piece throws(MetricError) in
      gathered.bytes += piece
      guard gathered.bytes.count >= Self.requestLength else { return }
      try body(gathered.bytes)
      gathered.bytes.removeAll(keepingCapacity: true)
    }
    if !gathered.bytes.isEmpty { try body(gathered.bytes) }
  }

  private final class Gathered {
    var bytes: [UInt8] = []
  }

  private func influxRequest(_ database: String, _ text: [UInt8]) -> PushRequest {
    PushRequest(
      method: "POST", url: target.origin + "/write?db=" + PercentText.encoded(database),
      contentType: "text/plain; charset=utf-8", body: text)
  }

  private func gatewayRequest(
    _ method: String, _ group: PushgatewayGroup, _ text: [UInt8]
  ) -> PushRequest {
    PushRequest(
      method: method, url: target.origin + "/metrics" + group.path,
      contentType: "text/plain; version=0.0.4; charset=utf-8", body: text)
  }
}

extension PushTarget {
  /// The beginning of the URL of a request.
  fileprivate var origin: String {
    let host = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return "\(isSecure ? "https" : "http")://\(host):\(port)\(prefix)"
  }
}
