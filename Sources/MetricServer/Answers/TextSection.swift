internal import Exposition
internal import MetricModel
internal import MetricStore

/// A run of series of one family or of several whose lines are written together, and written anew
/// when one of them has changed.
struct TextSection {
  /// About how many lines a section has: 64 KiB of text.
  private static let lines = 1024

  /// Rows of families, in their order.
  private(set) var spans: [(family: Int, rows: Range<Int>)] = []
  /// Whether these are durations, whose lines change with the clock.
  let isGoing: Bool
  /// The number of the reading that brought the newest of its values.
  var changed: Int

  private init(isGoing: Bool, reading: Int) {
    (self.isGoing, changed) = (isGoing, reading)
  }

  /// Cuts a snapshot into sections.
  static func cut(_ snapshot: MetricSnapshot, reading: Int) -> [TextSection] {
    var sections: [TextSection] = []
    var room = 0
    for (index, (family, series)) in snapshot.families.enumerated() {
      let linesOfRow = max(series.wordsPerSeries, family.layout.states.count)
      let isGoing = family.kind == .duration
      var start = 0
      while start < series.count {
        if room < linesOfRow || sections.last?.isGoing != isGoing {
          sections.append(TextSection(isGoing: isGoing, reading: reading))
          room = max(lines, linesOfRow)
        }
        let end =
          family.isWrittenApart ? series.count : min(series.count, start + room / linesOfRow)
        sections[sections.count - 1].spans.append((index, start..<end))
        room -= (end - start) * linesOfRow
        start = end
      }
    }
    return sections
  }

  /// Whether it goes on with a family that the section before has begun.
  var goesOn: Bool { spans[0].rows.lowerBound > 0 }

  /// Its part of the snapshot that it was cut from, or of a later one with the same rows.
  func part(of snapshot: MetricSnapshot) -> MetricSnapshot {
    var part = MetricSnapshot(takenAt: snapshot.takenAt, families: [])
    for (index, rows) in spans {
      let (family, series) = snapshot.families[index]
      part.families.append((family, series.slice(rows)))
    }
    return part
  }
}

extension [TextSection] {
  /// Takes note of rows that a reading has changed.
  mutating func mark(_ rows: [LiveSnapshot.Row], reading: Int) {
    for row in rows { self[index(of: row)].changed = reading }
  }

  /// The section that a row is in.
  private func index(of row: LiveSnapshot.Row) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      let first = self[middle].spans[0]
      let start = LiveSnapshot.Row(family: first.family, row: first.rows.lowerBound)
      if row < start { high = middle - 1 } else { low = middle }
    }
    return low
  }
}
