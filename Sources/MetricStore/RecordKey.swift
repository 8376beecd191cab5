internal import MetricModel

/// The keys under which records stand: text, so that gdbmtool shows a readable database.
enum RecordKey {
  /// The database's own record.
  ///
  /// No metric name begins with `!`.
  static let database = Array("!metricctl".utf8)

  /// A family: its name.
  static func family(_ name: MetricName) -> [UInt8] { Array(name.text.utf8) }

  /// A series: the family's name and the canonical labels in braces.
  static func series(_ name: MetricName, _ labels: LabelSet) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(name.text.utf8.count + labels.canonical.count + 2)
    key.append(contentsOf: name.text.utf8)
    key.append(UInt8(ascii: "{"))
    key.append(contentsOf: labels.canonical)
    key.append(UInt8(ascii: "}"))
    return key
  }

  /// Makes a buffer hold a series' key.
  static func write(
    series name: MetricName, _ labels: ArraySlice<UInt8>, to key: inout [UInt8]
  ) {
    key.removeAll(keepingCapacity: true)
    key.append(contentsOf: name.text.utf8)
    key.append(UInt8(ascii: "{"))
    key.append(contentsOf: labels)
    key.append(UInt8(ascii: "}"))
  }

  /// The parts of a series' key: the name's bytes, and the labels' without braces; nil for others.
  static func parts(_ key: UnsafeRawBufferPointer)
    -> (name: UnsafeRawBufferPointer, labels: UnsafeRawBufferPointer)?
  {
    guard let brace = key.firstIndex(of: UInt8(ascii: "{")), key.last == UInt8(ascii: "}") else {
      return nil
    }
    return (
      UnsafeRawBufferPointer(rebasing: key[..<brace]),
      UnsafeRawBufferPointer(rebasing: key[(brace + 1)..<(key.count - 1)])
    )
  }
}
