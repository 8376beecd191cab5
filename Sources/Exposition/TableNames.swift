internal import MetricModel

/// How the names of series stand in a column that is narrower than some of them.
///
/// ```
/// http_requests{…,path="/a"} counter 17
/// ```
/// One that is too wide is cut in the middle. Where that would look like another row it is not cut
/// but goes on in lines of its own, so that no two rows are the same.
struct TableNames {
  private let width: Int
  /// The hashes of what more than one row would show.
  private var ambiguous: Set<Int> = []

  /// The names of a snapshot in a column of that width; `isNarrow` when some are wider.
  init(of snapshot: MetricSnapshot, _ options: ExpositionOptions, width: Int, isNarrow: Bool) {
    self.width = width
    guard isNarrow else { return }
    var seen: Set<Int> = []
    var name: [UInt8] = []
    for (family, series) in snapshot.written {
      let familyName = options.name(of: family)
      for index in 0..<series.count {
        name.removeAll(keepingCapacity: true)
        name.appendSeriesName(familyName, series.labels(index))
        let hash = shown(name).text.hashValue
        if !seen.insert(hash).inserted { ambiguous.insert(hash) }
      }
    }
  }

  /// The lines that show a name, the first of them beside the series' type and value.
  func lines(of name: [UInt8]) -> [(text: [UInt8], width: Int)] {
    let shown = shown(name)
    guard shown.isCut, ambiguous.contains(shown.text.hashValue) else {
      return [(shown.text, shown.width)]
    }
    return DisplayPieces(name[...]).lines(atMost: width)
  }

  private func shown(_ name: [UInt8]) -> (text: [UInt8], width: Int, isCut: Bool) {
    if DisplayText.width(of: name[...]) > width {
      let (text, columns) = DisplayPieces(name[...]).ends(atMost: width)
      return (text, columns, true)
    }
    var text: [UInt8] = []
    let columns = DisplayText.append(name[...], to: &text, atMost: width)
    return (text, columns, false)
  }
}
