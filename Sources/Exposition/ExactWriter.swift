package import MetricModel

/// Writes Prometheus text from which `import` makes the same records again.
///
/// ```
/// # metricctl exact 1
/// # metricctl family NAME TYPE CREATED UPDATED {help="...",unit="...",buckets="WORD,...",...}
/// # metricctl series CREATED UPDATED WORD,WORD,... {LABELS}
/// # HELP and # TYPE and the samples, for everybody else
/// # metricctl end
/// ```
/// To other readers these lines are comments. `import` reads only them, and not the samples, which it
/// would have to guess from: a duration is a gauge there, and a summary has no sketch. Times are
/// nanoseconds since 1970. The words are those of the record (see Docs/file-format.md) in hexadecimal;
/// `WORD*N` is a word that comes N times. In braces stand, where they say something: `help`, `unit`,
/// `buckets` and `quantiles` (words), `state` for each state, `sample="1"` for a counter that is named as
/// its sample, and `loose="1"`.
package struct ExactWriter {
  static let firstLine = "# metricctl exact 1\n"
  static let lastLine = "# metricctl end\n"
  private let options: ExpositionOptions

  /// A writer of samples that look so.
  package init(_ options: ExpositionOptions = ExpositionOptions()) { self.options = options }

  /// Writes families whole, their samples as of a moment.
  package func write(
    _ families: [ExactFamily], takenAt: Timestamp, to sink: inout TextSink
  ) throws(MetricError) {
    sink.bytes.append(Self.firstLine)
    for exact in families {
      appendFamily(exact, to: &sink.bytes)
      var table = SeriesTable(for: exact.family)
      for (labels, state) in exact.series {
        appendSeries(labels, state, to: &sink.bytes)
        try sink.flushWhenFull()
        table.append(
          labels: labels, value: state.value, of: exact.family, created: state.created)
      }
      let snapshot = MetricSnapshot(takenAt: takenAt, families: [(exact.family, table)])
      try PrometheusWriter(options).write(snapshot, to: &sink)
    }
    sink.bytes.append(Self.lastLine)
    try sink.flush()
  }

  private func appendFamily(_ exact: ExactFamily, to text: inout [UInt8]) {
    let family = exact.family
    text.append("# metricctl family \(family.name) \(family.kind.word) ")
    text.append("\(family.created.nanoseconds) \(exact.updated.nanoseconds) {")
    var parts: [(name: String, value: String)] = []
    if !family.help.isEmpty { parts.append(("help", family.help)) }
    if !family.unit.isEmpty { parts.append(("unit", family.unit)) }
    switch family.layout {
    case .plain: break
    case .buckets(let bounds): parts.append(("buckets", Self.words(bounds.map(\.bitPattern))))
    case .quantiles(let values): parts.append(("quantiles", Self.words(values.map(\.bitPattern))))
    case .states(let states): parts += states.map { ("state", $0) }
    }
    if family.isNamedAsSample { parts.append(("sample", "1")) }
    if family.isLoose { parts.append(("loose", "1")) }
    for (index, part) in parts.enumerated() {
      text.append("\(index == 0 ? "" : ",")\(part.name)=\"")
      for byte in part.value.utf8 { text.appendEscaped(byte) }
      text.append("\"")
    }
    text.append("}\n")
  }

  private func appendSeries(_ labels: LabelSet, _ state: SeriesState, to text: inout [UInt8]) {
    text.append("# metricctl series \(state.created.nanoseconds) \(state.updated.nanoseconds) ")
    text.append(Self.words(state.value.words))
    text.append(" {")
    text.append(contentsOf: labels.canonical)
    text.append("}\n")
  }

  /// Words in hexadecimal, equal neighbours told once.
  private static func words(_ words: [UInt64]) -> String {
    var texts: [String] = []
    var index = 0
    while index < words.count {
      let count = words[index...].prefix { $0 == words[index] }.count
      texts.append(String(words[index], radix: 16) + (count > 1 ? "*\(count)" : ""))
      index += count
    }
    return texts.joined(separator: ",")
  }
}
