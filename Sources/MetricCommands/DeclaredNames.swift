internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

/// The names in a database, looked up once something was not found, to say what was perhaps meant.
final class DeclaredNames {
  /// How long a look-up may take, and for how long what it found is good for further mistakes.
  private static let seconds = 0.2, secondsKept = 1.0

  private let settings: Settings
  private var names: [String] = []
  private var reading: Deadline?

  init(_ settings: Settings) { self.settings = settings }

  /// An error with all that the database tells about a metric that is not declared; others as they are.
  func completing(_ error: MetricError) -> MetricError {
    switch error {
    case .notFound(.metric(let name)): .notFound(.undeclared(completed(.init([name.text]))))
    case .notFound(.undeclared(let metrics)): .notFound(.undeclared(completed(metrics)))
    case .line(let line, let error): .line(line, completing(error))
    default: error
    }
  }

  private func completed(_ metrics: UndeclaredMetrics) -> UndeclaredMetrics {
    var metrics = metrics
    metrics.database = settings.database
    metrics.isDatabaseOption = settings.isDatabaseOption
    for index in metrics.names.indices {
      metrics.names[index].nearest = nearest(to: metrics.names[index].text)
    }
    return metrics
  }

  /// The declared name that another one was probably meant to be.
  ///
  /// That may be the metric of a sample, such as `latency_seconds` for `latency_seconds_bucket`, or one
  /// that dumps show with the namespace.
  private func nearest(to text: String) -> String? {
    let known = current()
    var forms = [text]
    for suffix in ["_total", "_info", "_count", "_sum", "_bucket", "_created"]
    where text.hasSuffix(suffix) {
      forms.append(String(text.dropLast(suffix.utf8.count)))
    }
    if let prefix = settings.namespace.map({ $0.text + "_" }), text.hasPrefix(prefix) {
      forms.append(String(text.dropFirst(prefix.utf8.count)))
    }
    if let exact = forms.first(where: known.contains) { return exact }
    for form in forms {
      let length = form.utf8.count
      let near = known.filter { abs($0.utf8.count - length) <= NearestWord.mostSlips }
      if let word = NearestWord.to(form, among: near) { return word }
    }
    return nil
  }

  private func current() -> [String] {
    if let reading, !reading.hasPassed { return names }
    names = Database(at: settings.database, options: settings.options)
      .namesFound(within: Self.seconds).sorted()
    reading = Deadline(secondsFromNow: Self.secondsKept)
    return names
  }
}

extension MetricError {
  /// The error of an operation, which knows with what kind a metric that is missing could be declared.
  func ofOperation(_ operation: Operation) -> MetricError {
    guard case .notFound(.metric(let name)) = self else { return self }
    return .notFound(.undeclared(UndeclaredMetrics([name.text], kind: operation.fittingKind)))
  }
}
