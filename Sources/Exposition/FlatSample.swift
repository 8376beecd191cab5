package import MetricModel

/// One number of a snapshot for systems that know nothing but named numbers.
///
/// What Prometheus has as one family of samples is as many numbers there: those of a histogram are
/// `name_bucket` with a label `le`, `name_count` and `name_sum`, as in OpenMetrics.
package struct FlatSample {
  /// The sample's name, with the namespace and the suffix of its kind.
  package let name: [UInt8]
  /// The canonical labels, with those that only this sample has at the end.
  package let labels: ArraySlice<UInt8>
  /// The number; NaN and infinity are for the format to leave out.
  package let number: Double
  /// When the series was made or last reset.
  package let created: Timestamp
  /// Whether it grows until it is reset, as a counter does.
  package let isCumulative: Bool
}

extension MetricSnapshot {
  /// Goes over all numbers, in the order of names and labels.
  package func forEachFlatSample(
    _ options: ExpositionOptions, _ body: (FlatSample) throws(MetricError) -> Void
  ) throws(MetricError) {
    var numbers: [Double] = []
    var labels: [UInt8] = []
    for (family, series) in families where series.count > 0 {
      let columns = FlatColumn.all(of: family, name: options.name(of: family))
      for index in 0..<series.count {
        numbers.removeAll(keepingCapacity: true)
        appendNumbers(of: family, series, index, to: &numbers)
        let own = series.labels(index)
        for (column, number) in zip(columns, numbers) {
          labels.removeAll(keepingCapacity: true)
          labels.append(contentsOf: own)
          if !own.isEmpty, !column.label.isEmpty { labels.append(UInt8(ascii: ",")) }
          labels.append(contentsOf: column.label)
          try body(
            FlatSample(
              name: column.name, labels: labels[...], number: number,
              created: series.created(index), isCumulative: column.isCumulative))
        }
      }
    }
  }

  /// Appends the numbers of a series in the order of its family's columns.
  private func appendNumbers(
    of family: MetricFamily, _ series: SeriesTable, _ index: Int, to numbers: inout [Double]
  ) {
    switch family.kind {
    case .counter, .gauge, .duration, .unknown, .info:
      numbers.append(number(of: family, word: series.word(index)))
    case .stateset:
      for state in family.layout.states.indices {
        numbers.append(series.word(index) >> UInt64(state) & 1 == 1 ? 1 : 0)
      }
    case .histogram:
      var count: UInt64 = 0
      for place in 1..<series.wordsPerSeries {
        count &+= series.word(index, at: place)
        numbers.append(Double(count))
      }
      numbers += [Double(count), Double(bitPattern: series.word(index))]
    case .summary:
      for place in 2..<series.wordsPerSeries {
        numbers.append(Double(bitPattern: series.word(index, at: place)))
      }
      numbers += [Double(series.word(index)), Double(bitPattern: series.word(index, at: 1))]
    }
  }
}

/// What all series of a family have in common of one of their numbers.
private struct FlatColumn {
  let name: [UInt8]
  /// The label that tells it from the others, as canonical text; empty when the name does.
  var label: [UInt8] = []
  var isCumulative = false

  /// The columns of a family, in the order in which its samples are shown.
  static func all(of family: MetricFamily, name: [UInt8]) -> [FlatColumn] {
    let totals = ["_count", "_sum"].map { FlatColumn(name: name + $0.utf8, isCumulative: true) }
    switch family.kind {
    case .counter: return [FlatColumn(name: name + "_total".utf8, isCumulative: true)]
    case .gauge, .duration, .unknown: return [FlatColumn(name: name)]
    case .info: return [FlatColumn(name: name + "_info".utf8)]
    case .stateset:
      return family.layout.states.map { state in
        FlatColumn(name: name, label: label(family.name.text, state))
      }
    case .histogram:
      return (family.layout.bounds + [.infinity]).map { bound in
        FlatColumn(
          name: name + "_bucket".utf8, label: label("le", MetricNumber.text(bound)),
          isCumulative: true)
      } + totals
    case .summary:
      return family.layout.quantiles.map { quantile in
        FlatColumn(name: name, label: label("quantile", MetricNumber.text(quantile)))
      } + totals
    }
  }

  private static func label(_ name: String, _ value: String) -> [UInt8] {
    var text = Array((name + "=\"").utf8)
    for byte in value.utf8 { text.appendEscaped(byte) }
    return text + [UInt8(ascii: "\"")]
  }
}
