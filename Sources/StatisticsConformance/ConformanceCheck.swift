internal import MetricModel
internal import Statistics

/// One check: a sentence that must be true of every backend, and what finds out.
struct ConformanceCheck: Sendable {
  typealias Body = @Sendable (inout CheckRun) async throws -> Void

  let name: String
  /// What a backend must be able to show for the check to make sense.
  let needs: Set<StatisticsConformance.Ability>
  let body: Body

  init(_ name: String, needs: Set<StatisticsConformance.Ability> = [], _ body: @escaping Body) {
    self.name = name
    self.needs = needs
    self.body = body
  }

  static let all = kinds + labels + declarations + corks + collections + timing + resets + threads
}

/// A check that is being carried out: what it works on, and what it has found.
struct CheckRun {
  let subject: ConformanceSubject
  /// Whether bucket counts are to be looked at.
  let showsBuckets: Bool
  private(set) var messages: [String] = []

  init(subject: ConformanceSubject, showsBuckets: Bool) {
    self.subject = subject
    self.showsBuckets = showsBuckets
  }

  var backend: any StatisticsBackend { subject.backend }

  /// Notes when samples are not shown, or with other numbers; nil stands for one that must not be.
  mutating func expect(_ wanted: [String: Double?]) async throws {
    let seen = try await subject.samples()
    for (name, number) in wanted.sorted(by: { $0.key < $1.key })
    where seen[name] != number && (showsBuckets || !name.contains("_bucket")) {
      let shown = seen[name].map(MetricNumber.text) ?? "missing"
      messages.append("\(name) is \(shown), not \(number.map(MetricNumber.text) ?? "missing")")
    }
  }

  /// Notes when something is not so.
  mutating func expect(_ condition: Bool, _ message: String) {
    if !condition { messages.append(message) }
  }

  /// Notes when work is not refused as `invalid`.
  mutating func expectInvalid(_ what: String, _ work: () throws(MetricError) -> Void) {
    do throws(MetricError) {
      try work()
      messages.append("\(what) was not refused")
    } catch .invalid(_) {
      return
    } catch { messages.append("\(what) failed otherwise: \(error)") }
  }
}
