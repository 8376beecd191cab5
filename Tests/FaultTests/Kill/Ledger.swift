/// What one writer knows of the database from the statuses that it was given: for each series the
/// values that it may have, of which nil is "not there".
struct Ledger: Sendable {
  /// What a writer asks for.
  enum Update: Sendable {
    case increment
    case delete
  }

  /// The series that only this writer changes, as they stand in a dump.
  private(set) var own: [String: Set<Int?>] = [:]
  /// How often the counters that all writers share were certainly and perhaps incremented.
  private(set) var certain: [String: Int] = [:]
  private(set) var perhaps: [String: Int] = [:]

  /// An increment of a shared counter that was acknowledged, or cut short.
  mutating func count(shared series: String, acknowledged: Bool) {
    if acknowledged {
      certain[series, default: 0] += 1
    } else {
      perhaps[series, default: 0] += 1
    }
  }

  /// An update of a series of its own that was acknowledged, or cut short.
  mutating func note(_ update: Update, own series: String, acknowledged: Bool) {
    let before = own[series] ?? [nil]
    let after: Set<Int?> =
      switch update {
      case .increment: Set(before.map { ($0 ?? 0) + 1 })
      case .delete: [nil]
      }
    own[series] = acknowledged ? after : before.union(after)
  }

  /// Whether a series may be gone, so that deleting it may fail.
  func mayLack(_ series: String) -> Bool { own[series]?.contains(nil) ?? true }

  /// Series of its own that are there for all it knows.
  var present: [String] { own.keys.filter { !mayLack($0) }.sorted() }

  /// Forgets the past: from now on a series has just the value that a dump showed.
  mutating func settle(on dump: [String: Int]) {
    own = own.keys.reduce(into: [:]) { result, series in
      if let value = dump[series] { result[series] = [value] }
    }
    (certain, perhaps) = ([:], [:])
  }
}
