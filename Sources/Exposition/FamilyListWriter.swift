public import MetricModel

/// Writes one line for each declared family: name, type, unit, number of series, help.
///
/// For a terminal the columns are aligned under a heading and the help is cut to the width. For
/// scripts they are separated by tabs, without a heading; in the help `\`, newline and tab are
/// written as `\\`, `\n` and `\t`.
public struct FamilyListWriter {
  private let namespace: MetricName?
  private let width: Int?

  /// A writer for a terminal of so many columns, or for scripts when nil.
  public init(namespace: MetricName? = nil, width: Int? = nil) {
    self.namespace = namespace
    self.width = width
  }

  /// Writes the list whole.
  public func write(
    _ snapshot: MetricSnapshot, to sink: inout TextSink
  ) throws(MetricError) {
    let rows = snapshot.families.map { cells(of: $0.family, series: $0.series.count) }
    if let width {
      try writeTable([["NAME", "TYPE", "UNIT", "SERIES", "HELP"]] + rows, width, to: &sink)
    } else {
      for row in rows {
        sink.bytes.append(contentsOf: row.map(Self.escaped).joined(separator: "\t").utf8)
        sink.bytes.append(UInt8(ascii: "\n"))
        try sink.flushWhenFull()
      }
    }
    try sink.flush()
  }

  private func cells(of family: MetricFamily, series: Int) -> [String] {
    let name = ExpositionOptions(namespace: namespace).name(of: family)
    return [
      String(decoding: name, as: UTF8.self), family.kind.word, family.unit, String(series),
      family.help,
    ]
  }

  /// Every column as wide as its widest cell, but the last, which takes what is left.
  private func writeTable(
    _ rows: [[String]], _ width: Int, to sink: inout TextSink
  ) throws(MetricError) {
    let widths = (0..<4).map { column in rows.map { $0[column].utf8.count }.max() ?? 0 }
    let left = max(width - widths.reduce(4, +), 8)
    for row in rows {
      for column in 0..<4 {
        let blanks = [UInt8](
          repeating: UInt8(ascii: " "), count: widths[column] - row[column].utf8.count)
        if column == 3 { sink.bytes += blanks }
        sink.bytes.append(contentsOf: row[column].utf8)
        if column != 3 { sink.bytes += blanks }
        sink.bytes.append(UInt8(ascii: " "))
      }
      _ = DisplayText.append(Array(row[4].utf8)[...], to: &sink.bytes, atMost: left)
      while sink.bytes.last == UInt8(ascii: " ") { sink.bytes.removeLast() }
      sink.bytes.append(UInt8(ascii: "\n"))
      try sink.flushWhenFull()
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
