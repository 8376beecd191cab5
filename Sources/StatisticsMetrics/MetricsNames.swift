internal import MetricModel

/// The names that swift-metrics' labels and dimensions become.
///
/// Every byte that OpenMetrics does not allow becomes `_`, and a name that would begin with a digit
/// begins with `_`: `http.server-requests` is `http_server_requests`. Whoever makes names must see
/// to it that two different labels do not become one.
enum MetricsNames {
  /// A metric's name, with the namespace before it and the unit behind it.
  static func metric(
    _ label: String, namespace: String, unit: String
  ) throws(MetricError) -> MetricName {
    var name = namespace.isEmpty ? "" : namespace + "_"
    name += safe(label, allowing: UInt8(ascii: ":"))
    if !unit.isEmpty, !name.hasSuffix("_" + unit) { name += "_" + unit }
    return try MetricName(startingWell(name))
  }

  /// A label's name.
  static func label(_ dimension: String) -> String { startingWell(safe(dimension)) }

  private static func safe(_ text: String, allowing extra: UInt8? = nil) -> String {
    String(
      decoding: text.utf8.map { byte in
        isNameByte(byte) || byte == extra ? byte : UInt8(ascii: "_")
      }, as: UTF8.self)
  }

  private static func startingWell(_ name: String) -> String {
    guard let first = name.utf8.first else { return "_" }
    return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) ? "_" + name : name
  }
}
