internal import Exposition
internal import MetricModel

/// Texts that a reader takes, and what it makes of them, written again as OpenMetrics.
///
/// Created times that a text does not give are left out.
enum Taken {
  /// What is written of a text that is taken; `created` with the created times.
  static func text(
    _ text: String, _ dialect: ExpositionDialect? = nil, created: Bool = false
  ) throws(MetricError) -> String {
    let snapshot = try ExpositionReader.read(Array(text.utf8), from: "a.txt", as: dialect)
    let options = ExpositionOptions(showsCreated: created)
    let bytes = try ExpositionFormat.openmetrics.bytes(of: snapshot, options: options)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The only family of a text.
  static func family(
    _ text: String, _ dialect: ExpositionDialect? = nil
  ) throws(MetricError) -> (family: MetricFamily, series: SeriesTable) {
    try ExpositionReader.read(Array(text.utf8), from: "a.txt", as: dialect).families[0]
  }
}
