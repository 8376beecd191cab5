internal import MetricModel

/// Writes aligned columns for a person at a terminal.
///
/// ```
/// NAME                      TYPE     VALUE
/// http_requests{code="200"} counter     17
/// temperature_celsius       gauge    -3.25
/// ```
/// The widths are found in a pass of their own before the first line. When the terminal is
/// narrower, `TableNames` says what becomes of names; values are never cut. Names are the ones that
/// the families are declared under. Control characters in labels appear as `\u{1b}` and so never reach the terminal.
struct TableWriter {
  private let snapshot: MetricSnapshot
  private let options: ExpositionOptions
  private let columns: TableColumns
  private let names: TableNames

  init(_ snapshot: MetricSnapshot, _ options: ExpositionOptions) {
    self.snapshot = snapshot
    self.options = options
    columns = TableColumns(fitting: snapshot, options)
    names = TableNames(of: snapshot, options, width: columns.name, isNarrow: columns.isNarrow)
  }

  func write(to sink: inout TextSink) throws(MetricError) {
    var line = TableLine(columns, usesColor: options.usesColor)
    var whole: [UInt8] = []
    sink.bytes.append(contentsOf: line.heading())
    for (family, series) in snapshot.written {
      let name = options.name(of: family)
      for index in 0..<series.count {
        whole.removeAll(keepingCapacity: true)
        whole.appendSeriesName(name, series.labels(index))
        let shown = names.lines(of: whole)
        line.begin()
        line.appendName(shown[0])
        line.appendType(family.kind.word)
        line.appendValue(snapshot.tableCell(of: family, series, index))
        line.end()
        for further in shown.dropFirst() { line.append(further: further.text) }
        sink.bytes.append(contentsOf: line.text)
        try sink.flushWhenFull()
      }
    }
  }
}

extension MetricSnapshot {
  /// The value as the table shows it: a number, the states that are on, or `count=3 sum=1.25`.
  fileprivate func tableCell(
    of family: MetricFamily, _ series: SeriesTable, _ index: Int
  ) -> [UInt8] {
    var cell: [UInt8] = []
    switch family.kind {
    case .counter, .gauge, .duration, .unknown, .info:
      MetricNumber.append(number(of: family, word: series.word(index)), to: &cell)
    case .stateset, .histogram, .gaugehistogram, .summary:
      cell.append(series.value(index, of: family).shortText(family.layout, at: takenAt))
    }
    return cell
  }
}

/// How many columns of the terminal each column of the table takes.
struct TableColumns {
  static let headings = (name: "NAME", type: "TYPE", value: "VALUE")
  /// Blanks between two columns.
  static let gap = 1
  /// Names are not cut further than this, even when lines then break.
  static let narrowestName = 8

  var name = TableColumns.headings.name.utf8.count
  var type = TableColumns.headings.type.utf8.count
  var value = TableColumns.headings.value.utf8.count
  /// Whether some names are wider than their column.
  private(set) var isNarrow = false

  /// The widths that the series of a snapshot need, within the width of the terminal.
  init(fitting snapshot: MetricSnapshot, _ options: ExpositionOptions) {
    var scratch: [UInt8] = []
    for (family, series) in snapshot.written {
      type = max(type, family.kind.word.utf8.count)
      let familyName = options.name(of: family)
      for index in 0..<series.count {
        let cell = snapshot.tableCell(of: family, series, index)
        value = max(value, DisplayText.width(of: cell[...]))
        scratch.removeAll(keepingCapacity: true)
        scratch.appendSeriesName(familyName, series.labels(index))
        name = max(name, DisplayText.width(of: scratch[...]))
      }
    }
    if let width = options.tableWidth {
      let widest = name
      name = min(name, max(width - type - value - 2 * Self.gap, Self.narrowestName))
      isNarrow = name < widest
    }
  }
}
