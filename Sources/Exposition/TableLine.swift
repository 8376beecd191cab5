internal import MetricModel

/// One line of the table while it is put together: cells padded to their columns.
struct TableLine {
  private(set) var text: [UInt8] = []
  private let columns: TableColumns
  private let usesColor: Bool

  init(_ columns: TableColumns, usesColor: Bool) {
    self.columns = columns
    self.usesColor = usesColor
  }

  /// The line that names the columns, in bold when there is colour.
  func heading() -> [UInt8] {
    let headings = TableColumns.headings
    var line: [UInt8] = []
    if usesColor { line.append("\u{1b}[1m") }
    line.append(headings.name)
    line.appendBlanks(columns.name - headings.name.utf8.count + TableColumns.gap)
    line.append(headings.type)
    line.appendBlanks(columns.type - headings.type.utf8.count + TableColumns.gap)
    line.appendBlanks(columns.value - headings.value.utf8.count)
    line.append(headings.value)
    if usesColor { line.append("\u{1b}[0m") }
    return line + [UInt8(ascii: "\n")]
  }

  mutating func begin() { text.removeAll(keepingCapacity: true) }

  /// The first cell: name and labels, as far as they stand in the first line.
  mutating func appendName(_ name: (text: [UInt8], width: Int)) {
    text += name.text
    text.appendBlanks(columns.name - name.width + TableColumns.gap)
  }

  /// The second cell, in cyan when there is colour.
  mutating func appendType(_ word: String) {
    if usesColor { text.append("\u{1b}[36m") }
    text.append(word)
    if usesColor { text.append("\u{1b}[0m") }
    text.appendBlanks(columns.type - word.utf8.count + TableColumns.gap)
  }

  /// The last cell, against the right edge.
  mutating func appendValue(_ value: [UInt8]) {
    text.appendBlanks(columns.value - DisplayText.width(of: value[...]))
    _ = DisplayText.append(value[...], to: &text, atMost: .max)
  }

  /// A line of its own in which a name goes on.
  mutating func append(further: [UInt8]) { text += further + [UInt8(ascii: "\n")] }

  mutating func end() { text.append(UInt8(ascii: "\n")) }
}

extension [UInt8] {
  /// Appends `name{labels}`, or the bare name when there are no labels.
  mutating func appendSeriesName(_ name: [UInt8], _ labels: ArraySlice<UInt8>) {
    append(contentsOf: name)
    guard !labels.isEmpty else { return }
    append(UInt8(ascii: "{"))
    append(contentsOf: labels)
    append(UInt8(ascii: "}"))
  }

  fileprivate mutating func appendBlanks(_ count: Int) {
    for _ in 0..<Swift.max(count, 0) { append(UInt8(ascii: " ")) }
  }
}
