package import MetricModel

/// The words of one updating command, told apart: its verb, arguments and options.
///
/// Both ways to read a command line end here: the fast path splits words itself, the argument
/// parser fills one in. `operation()` is the only reader of what they mean.
package final class OperationWords {
  package var verb: Verb
  package var arguments: [String] = []
  /// `-l name=value`, in the order given.
  package var labels: [String] = []
  package var unit: String?
  package var buckets: String?
  package var quantiles: String?
  package var states: String?
  package var declare: String?
  package var all = false
  package var ifNew = false
  /// Whether the new value is to be printed; that is for the command, not for the database.
  package var print = false

  /// The first option that was given and that the verb does not take.
  package private(set) var stranger: OperationOption?

  package init(verb: Verb) { self.verb = verb }

  /// Keeps an option's value, or notes a flag.
  package func take(_ option: OperationOption, value: String) {
    if !verb.takes(option) { stranger = stranger ?? option }
    switch option {
    case .label: labels.append(value)
    case .unit: unit = value
    case .buckets: buckets = value
    case .quantiles: quantiles = value
    case .states: states = value
    case .declare: declare = value
    case .print: print = true
    case .all: all = true
    case .ifNew: ifNew = true
    }
  }

  /// What the words ask for.
  ///
  /// A number of words that fits no form is `invalid(.usage)`.
  package func operation() throws(MetricError) -> Operation {
    if verb == .declare { return try declaration() }
    guard let first = arguments.first else { throw usage("needs the NAME of a metric") }
    var series: SeriesReference
    do throws(MetricError) {
      series = try SeriesReference(parsing: first)
    } catch { throw mistake(inName: first) ?? error }
    let action = try action(of: &series)
    for label in labels {
      series.labels = try series.labels.merging(try LabelSet(singleLabel: label))
    }
    if all, !series.labels.isEmpty { throw usage("takes no labels with --all") }
    if all, print { throw usage("has no one value to --print with --all") }
    return Operation(series: series, action: action, declaring: try declaringKind())
  }

  private func declaration() throws(MetricError) -> Operation {
    guard arguments.count >= 2 else { throw usage("needs a NAME and a TYPE") }
    let name = try MetricName(arguments[0])
    var declaration = Declaration(kind: try kind(arguments[1], behind: name), unit: unit)
    declaration.layout = try layout()
    if arguments.count > 2 { declaration.help = arguments[2] }
    for word in arguments.dropFirst(3) {
      declaration.series.append(try LabelSet(parsing: word))
    }
    return Operation(
      series: SeriesReference(name: name, labels: .empty), action: .declare(declaration))
  }

  private func action(of series: inout SeriesReference) throws(MetricError) -> Operation.Action {
    switch verb {
    case .declare, .incr:
      try takeLabels(into: &series, others: 0)
      return .add(1)
    case .add:
      try takeLabels(into: &series, others: 1, missing: "needs a DELTA")
      return .add(try MetricNumber.parse(arguments[arguments.count - 1]))
    case .observe:
      try takeLabels(into: &series, others: 1, missing: "needs a VALUE")
      return .observe(try MetricNumber.parse(arguments[arguments.count - 1]))
    case .set: return try setting(of: &series)
    case .reset:
      try takeLabels(into: &series, others: 0)
      return all ? .resetAll : .reset
    case .delete:
      try takeLabels(into: &series, others: 0)
      return all ? .deleteAll : .delete
    }
  }

  /// What `set` sets: a number, a state, or with labels alone an info.
  ///
  /// The last word is a number where it reads as one, labels where it begins like one, and else a
  /// state: what fits the metric's type is known when the series has been looked up.
  private func setting(of series: inout SeriesReference) throws(MetricError) -> Operation.Action {
    let last = arguments[arguments.count - 1]
    if arguments.count > 1, let number = MetricNumber.read(last) {
      try takeLabels(into: &series, others: 1)
      return .set(number, onlyIfNew: ifNew)
    }
    if arguments.count == 1 || arguments.count == 2 && LabelSet.beginsLikeLabel(last) {
      try takeLabels(into: &series, others: 0)
      return .setInfo(onlyIfNew: ifNew)
    }
    try takeLabels(into: &series, others: 1)
    return .setState(last, onlyIfNew: ifNew)
  }

  /// Buckets, quantiles or states, of which a metric has one sort at most.
  private func layout() throws(MetricError) -> MetricFamily.Layout? {
    switch (buckets, quantiles, states) {
    case (nil, nil, nil): return nil
    case (let list?, nil, nil):
      var bounds = try Self.numbers(list, .buckets)
      if bounds.last == .infinity { bounds.removeLast() }
      return .buckets(bounds)
    case (nil, let list?, nil): return .quantiles(try Self.numbers(list, .quantiles))
    case (nil, nil, let list?):
      return .states(list.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
    default: throw usage("takes one of --buckets, --quantiles and --states")
    }
  }

  private static func numbers(
    _ list: String, _ fault: Violation
  ) throws(MetricError) -> [Double] {
    var numbers: [Double] = []
    for word in list.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = MetricNumber.read(String(word)) else { throw .invalid(fault) }
      numbers.append(number)
    }
    return numbers
  }

  /// Reads the LABELSET between the name and `others` last words, when it is there.
  private func takeLabels(
    into series: inout SeriesReference, others: Int, missing: String = ""
  ) throws(MetricError) {
    switch arguments.count - others {
    case ..<1: throw usage(missing)
    case 1: return
    case 2:
      let labels: LabelSet
      do throws(MetricError) {
        labels = try LabelSet(parsing: arguments[1])
      } catch { throw mistake(inLabels: error, others: others) ?? error }
      series.labels = try series.labels.merging(labels)
    default:
      if let mistake = mistakenBlanks(others) ?? mistakenNumber(others) { throw mistake }
      throw usage(LabelWords.fault(ofSeveral: arguments[1..<arguments.count - others]))
    }
  }

  private func declaringKind() throws(MetricError) -> MetricKind? {
    guard let declare else { return nil }
    return try MetricKind(word: declare)
  }

  func usage(_ fault: String) -> MetricError {
    .invalid(.usage("\(verb.rawValue) \(fault) (see metricctl \(verb.rawValue) --help)"))
  }
}
