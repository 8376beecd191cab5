package import MetricModel

/// Reads what `ExactWriter` has written: the lines that begin with `# metricctl`, and no others.
package struct ExactReader {
  private let source: String
  private var families: [ExactFamily] = []
  private var line = 0

  /// Whether a text is in this form.
  package static func canRead(_ text: UnsafeRawBufferPointer) -> Bool {
    text.starts(with: ExactWriter.firstLine.utf8)
  }

  /// The families of a text; `invalid` for a line that is not right, and for a text that was cut off.
  package static func read(
    _ text: UnsafeRawBufferPointer, from source: String
  ) throws(MetricError) -> [ExactFamily] {
    var reader = ExactReader(source: source)
    guard text.suffix(ExactWriter.lastLine.utf8.count).elementsEqual(ExactWriter.lastLine.utf8)
    else {
      reader.line = text.count { $0 == UInt8(ascii: "\n") } + 1
      throw reader.fault(.exactEnd)
    }
    let mark = Array("# metricctl ".utf8)
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      reader.line += 1
      if reader.line > 1, line.starts(with: mark) {
        try reader.take(Array(line.dropFirst(mark.count)))
      }
    }
    return reader.families
  }

  private init(source: String) { self.source = source }

  private func fault(_ rule: ExpositionRule) -> MetricError {
    .invalid(.exposition(source: source, line: line, column: 1, rule))
  }

  private mutating func take(_ line: [UInt8]) throws(MetricError) {
    guard !line.elementsEqual("end".utf8) else { return }
    guard let brace = line.firstIndex(of: UInt8(ascii: "{")), line.last == UInt8(ascii: "}") else {
      throw fault(.exactLine)
    }
    let words = line[..<brace].split(separator: UInt8(ascii: " "))
      .map { String(decoding: $0, as: UTF8.self) }
    let rest = line[(brace + 1)..<(line.count - 1)]
    switch words.first {
    case "family" where words.count == 5: try takeFamily(words, rest)
    case "series" where words.count == 4: try takeSeries(words, rest)
    default: throw fault(.exactLine)
    }
  }

  private mutating func takeFamily(
    _ words: [String], _ rest: ArraySlice<UInt8>
  ) throws(MetricError) {
    let parts = try parts(rest)
    guard let created = Int64(words[3]), let updated = Int64(words[4]),
      families.last.map({ $0.family.name.text < words[1] }) ?? true
    else { throw fault(.exactLine) }
    let kind = try MetricKind(word: words[2])
    let isNamedAsSample = parts.contains { $0.name == "sample" }
    guard !isNamedAsSample || kind == .counter else { throw fault(.exactLine) }
    let name = try MetricName(words[1])
    let family = try MetricFamily(
      name: isNamedAsSample ? name : kind.ownSuffix.map { name.appending($0) } ?? name, kind: kind,
      help: parts.first { $0.name == "help" }?.value ?? "",
      unit: parts.first { $0.name == "unit" }?.value ?? "", layout: try layout(parts, kind),
      rules: .text, isNamedAsSample: isNamedAsSample,
      isLoose: parts.contains { $0.name == "loose" }, created: Timestamp(nanoseconds: created))
    families.append(
      ExactFamily(family: family, updated: Timestamp(nanoseconds: updated), series: []))
  }

  /// What stands in braces: names with values in quotes, joined by commas.
  private func parts(
    _ rest: ArraySlice<UInt8>
  ) throws(MetricError) -> [(name: String, value: String)] {
    var parts: [(name: String, value: String)] = []
    var place = rest.startIndex
    while place < rest.endIndex {
      guard let equals = rest[place...].firstIndex(of: UInt8(ascii: "=")),
        rest[(equals + 1)...].first == UInt8(ascii: "\"")
      else { throw fault(.exactLine) }
      var end = equals + 2
      while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
        end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard end < rest.endIndex,
        let value = String(
          validating: CanonicalLabels.unescaped(rest[(equals + 2)..<end]), as: UTF8.self)
      else { throw fault(.exactLine) }
      parts.append((String(decoding: rest[place..<equals], as: UTF8.self), value))
      place = end + 1
      guard place < rest.endIndex else { break }
      guard rest[place] == UInt8(ascii: ",") else { throw fault(.exactLine) }
      place += 1
    }
    return parts
  }

  private func layout(
    _ parts: [(name: String, value: String)], _ kind: MetricKind
  ) throws(MetricError) -> MetricFamily.Layout {
    for part in parts {
      switch part.name {
      case "buckets": return .buckets(try numbers(part.value))
      case "quantiles": return .quantiles(try numbers(part.value))
      case "state": return .states(parts.filter { $0.name == "state" }.map(\.value))
      default: break
      }
    }
    return kind.hasBuckets ? .buckets([]) : .plain
  }

  private func numbers(_ text: String) throws(MetricError) -> [Double] {
    try self.words(text).map(Double.init(bitPattern:))
  }

  private func words(_ text: String) throws(MetricError) -> [UInt64] {
    var words: [UInt64] = []
    for part in text.split(separator: ",") {
      let pieces = part.split(separator: "*", maxSplits: 1)
      let count = pieces.count == 1 ? 1 : Int(pieces[1]) ?? 0
      guard let word = UInt64(pieces[0], radix: 16), count > 0,
        words.count + count <= 2 * MetricFamily.Layout.maximumTextCount
      else { throw fault(.exactLine) }
      words += [UInt64](repeating: word, count: count)
    }
    return words
  }

  private mutating func takeSeries(
    _ words: [String], _ labels: ArraySlice<UInt8>
  ) throws(MetricError) {
    guard let family = families.last?.family, LabelSet.isCanonical(labels),
      let created = Int64(words[1]), let updated = Int64(words[2]),
      let value = MetricValue(words: try self.words(words[3]), of: family)
    else { throw fault(.exactLine) }
    let set = LabelSet(trustedCanonical: Array(labels))
    try family.checkLabels(set)
    let state = SeriesState(
      kind: family.kind, created: Timestamp(nanoseconds: created),
      updated: Timestamp(nanoseconds: updated), value: value,
      isNamedAsSample: family.isNamedAsSample)
    families[families.count - 1].series.append((set, state))
  }
}
