public import MetricModel
package import MetricOperations
internal import Synchronization
internal import SystemCalls

/// The metrics that a backend knows, and the updates that it gathers while it is corked.
///
/// Each backend has one of its own. Conflicts between two declarations of a program are found here,
/// before the backend hears of them; those with other programs are the backend's to find.
public final class MetricRegistry: Sendable {
  /// Whether each observation, and what was counted before a reset, has to reach the backend.
  ///
  /// A backend that keeps totals is given sums: a gathered reset makes forget what came before it,
  /// and observations are gathered as a histogram or summary. One that hands every event on, as to
  /// a StatsD server, gets them one by one.
  public let keepsEvents: Bool

  let gathered: Lock<Gathered>
  /// What runs at each collection.
  let collectors = Lock<[Collector]>([])
  /// How many collections are under way, so that an update outside of them need not look for one.
  let collections = Atomic(0)
  /// Held while what was gathered is carried out, so that what comes later stays later.
  let turn = Lock(())
  /// Held while a declaration is carried out, so that nobody finds a metric before the backend does.
  private let declaring = Lock(())
  private let declared = Lock<[MetricName: DeclaredMetric]>([:])

  /// A registry of nothing.
  public init(keepsEvents: Bool = false) {
    self.keepsEvents = keepsEvents
    gathered = Lock(Gathered(keepsEvents: keepsEvents))
  }

  /// The metrics declared, sorted by name.
  public var families: [MetricFamily] {
    declared.withLock { $0.values.map(\.family) }.sorted { $0.name < $1.name }
  }

  /// Takes a metric's name, kind, layout and label names for this program.
  ///
  /// Nil label names leave the labels of each series free. Returns whether the backend has to hear
  /// of it: it is new, or its help text is. Throws `invalid` for what contradicts another
  /// declaration.
  package func reserve(
    _ family: MetricFamily, labelNames: [String]?
  ) throws(MetricError) -> Bool {
    if let labelNames { try Self.check(labelNames, of: family) }
    return try declared.withLock { declared throws(MetricError) in
      if let known = declared[family.name] {
        try known.check(family, labelNames: labelNames)
        if family.help.isEmpty || family.help.utf8.elementsEqual(known.family.help.utf8) {
          return false
        }
      } else {
        try Self.checkCollisions(of: family, with: declared)
      }
      declared[family.name] = DeclaredMetric(family: family, labelNames: labelNames)
      return true
    }
  }

  /// Forgets a metric that the backend has refused.
  package func release(_ name: MetricName) { declared.withLock { $0[name] = nil } }

  /// The declaration of a metric; nil when it is not known.
  package func family(_ name: MetricName) -> MetricFamily? {
    declared.withLock { $0[name]?.family }
  }

  /// Declares a metric here and with the backend; returns it as it is known now.
  func declare(
    _ family: MetricFamily, labelNames: [String], on backend: any StatisticsBackend
  ) throws(MetricError) -> MetricFamily {
    try declaring.withLock { _ throws(MetricError) in
      let before = self.family(family.name)
      guard try reserve(family, labelNames: labelNames) else { return before ?? family }
      do throws(CommitFailure) {
        try backend.commit([.declare(family)])
      } catch {
        restore(before, name: family.name)
        throw error.reason
      }
      return family
    }
  }

  /// Makes a refused declaration undone.
  private func restore(_ before: MetricFamily?, name: MetricName) {
    declared.withLock {
      if let before { $0[name]?.family = before } else { $0[name] = nil }
    }
  }

  private static func check(_ names: [String], of family: MetricFamily) throws(MetricError) {
    // The value is any that is not empty: such a label would be left out.
    try family.checkLabels(try LabelSet(names.map { ($0, "-") }))
  }

  private static func checkCollisions(
    of family: MetricFamily, with declared: [MetricName: DeclaredMetric]
  ) throws(MetricError) {
    for rival in family.rivals {
      guard let other = declared[rival.name]?.family else { continue }
      if rival.isMet(bySuffixes: other.sampleSuffixes) {
        throw .invalid(.collision(family.name, with: other.name))
      }
    }
  }
}

/// A metric of this program, with the names of its labels; nil when they are free.
private struct DeclaredMetric {
  var family: MetricFamily
  var labelNames: [String]?

  /// Throws `invalid` where another declaration of the same name says something else.
  func check(_ other: MetricFamily, labelNames others: [String]?) throws(MetricError) {
    if other.kind != family.kind {
      throw .invalid(.kindConflict(family.name, declared: family.kind, wanted: other.kind))
    }
    if other.layout != family.layout {
      throw .invalid(.layoutConflict(family.name, family.layout))
    }
    if labelNames?.sorted() != others?.sorted() {
      throw .invalid(.labelNames(family.name, declared: labelNames ?? [], given: others ?? []))
    }
  }
}

extension Operation {
  /// The operation that declares a family.
  ///
  /// An empty help text or unit is left as it may be known elsewhere.
  package static func declare(_ family: MetricFamily) -> Operation {
    let declaration = Declaration(
      kind: family.kind, help: family.help.isEmpty ? nil : family.help,
      unit: family.unit.isEmpty ? nil : family.unit,
      layout: family.kind.hasLayout ? family.layout : nil)
    let series = SeriesReference(of: family, labels: .empty)
    return Operation(series: series, action: .declare(declaration))
  }
}

extension SeriesReference {
  /// A series of a family by a name that cannot be taken for another's.
  ///
  /// A counter whose own name ends in `_total` is named with another one, since one comes off.
  package init(of family: MetricFamily, labels: LabelSet) {
    let isAmbiguous = family.kind == .counter && family.name.text.hasSuffix("_total")
    self.init(
      name: isAmbiguous ? family.name.appending("_total") : family.name, labels: labels)
  }
}
