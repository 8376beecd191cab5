internal import Exposition
internal import MetricModel

/// What an answer is made of and how it is written: answers of one form are the same text as long as
/// the database stays as it is.
struct AnswerForm: Hashable {
  var format: ExpositionFormat
  /// Whether it is compressed.
  var isGzip = false
  var showsCreated: Bool
  var namespace: MetricName?
  /// Selectors as the client wrote them; any of them selects.
  var selectors: [String] = []
  /// Names of families or samples, of which only these families are wanted.
  var names: [String] = []
  /// The most series that are written.
  var limit: Int?

  /// Families at whose values the clock takes part are written anew for each answer, which the
  /// lines of these formats allow.
  var isMadeOfLines: Bool { format == .openmetrics || format == .prometheus }

  /// Whether it is the whole database line by line, in the order of its series.
  var isWhole: Bool {
    let isInOrder = format == .openmetrics || format == .prometheus && !showsCreated
    return isInOrder && selectors.isEmpty && names.isEmpty && limit == nil
  }

  var options: ExpositionOptions {
    ExpositionOptions(namespace: namespace, showsCreated: showsCreated)
  }
}
