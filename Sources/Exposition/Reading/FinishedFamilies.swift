internal import MetricModel

/// The families whose lines were read, and what names they took.
struct FinishedFamilies {
  private var families: [(family: MetricFamily, series: SeriesTable)] = []
  /// Where each family begins, in the order of `families`.
  private var lines: [Int] = []
  private var names: [String: Name] = [:]

  private struct Name {
    var kind: MetricKind
    var line: Int
  }

  /// The family that was finished last.
  var last: MetricFamily? { families.last?.family }

  /// Whether lines of a family of this name were read before.
  func has(_ name: String) -> Bool { names[name] != nil }

  /// The family, read before, that a sample of this name belongs to.
  func owner(ofSample name: MetricName) -> String? {
    if has(name.text) { return name.text }
    for suffix in MetricKind.allSampleSuffixes {
      guard let base = name.removing(suffix: suffix), let owner = names[base.text] else { continue }
      if owner.kind.sampleSuffixes.contains(suffix) { return base.text }
    }
    return nil
  }

  /// Remembers the name of a family, also of one that is not kept.
  mutating func note(_ name: String, _ reading: borrowing FamilyReading) {
    names[name] = Name(kind: reading.kind, line: reading.line)
  }

  /// Keeps a family.
  mutating func append(_ family: MetricFamily, _ series: SeriesTable, line: Int) {
    families.append((family, series))
    lines.append(line)
  }

  /// Gives the series of the last family the created times that a family of their own holds.
  mutating func takeCreatedTimes(
    _ times: borrowing FamilyReading, _ text: TextCursor
  ) throws(MetricError) {
    let place = families.count - 1
    var next = 0
    for index in 0..<times.table.count {
      let labels = times.table.labels(index)
      guard let found = families[place].series.place(of: labels, near: next) else {
        let said = String(decoding: labels, as: UTF8.self)
        throw text.fault(.createdOfNoSeries(said), at: times.lines[index])
      }
      let moment = Timestamp(nanoseconds: Int64(bitPattern: times.table.word(index)))
      families[place].series.setCreated(moment, of: found)
      next = found + 1
    }
  }

  /// All families, sorted; refuses two that would print samples of one name.
  consuming func snapshot(_ text: TextCursor) throws(MetricError) -> MetricSnapshot {
    for (index, entry) in families.enumerated() {
      for rival in entry.family.collisions {
        guard let other = names[rival.name.text], other.line < lines[index],
          rival.kinds?.contains(other.kind) ?? true
        else { continue }
        throw text.fault(
          .collision(entry.family.name.text, with: rival.name.text), at: lines[index])
      }
    }
    families.sort { $0.family.name < $1.family.name }
    return MetricSnapshot(takenAt: .notGiven, families: families)
  }
}
