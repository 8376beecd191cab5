internal import MetricModel

/// A family that can be kept, as a text has it.
struct KeptFamily {
  var family: MetricFamily
  var series: SeriesTable
  /// The number of its first line.
  var line: Int
}

// What the families come to once the whole text is known.
extension ExpositionParser {
  /// The families that can be kept, sorted by name.
  mutating func finish() -> [KeptFamily] {
    readFamiliesAgain()
    keepNamesOfCounters()
    assignCreatedTimes()
    leaveOutCollisions()
    var kept: [KeptFamily] = []
    for index in finished.indices {
      let family = finished.take(index)
      guard family.isKept else { continue }
      let made = family.made
      kept.append(
        KeptFamily(
          family: made, series: family.hasSamples ? family.table : SeriesTable(for: made),
          line: family.line))
    }
    kept.sort { $0.family.name < $1.family.name }
    return kept
  }

  /// Prometheus text may have counter `a_total` beside metric `a`, and counters without `_total`.
  private mutating func keepNamesOfCounters() {
    guard dialect == .prometheus else { return }
    for index in finished.indices where finished[index].kind == .counter {
      let family = finished[index]
      guard family.counterForm != .total else { continue }
      let base = family.baseName.text
      if base == family.nameText || finished.index(of: base) != nil {
        finished[index].isNamedAsSample = true
      }
    }
  }

  /// Of two families that would print samples of one name the later is left out.
  private mutating func leaveOutCollisions() {
    var places: [MetricName: Int] = [:]
    for index in finished.indices where finished[index].hasName {
      let family = finished[index].made
      if let rule = collision(of: family, with: places) {
        blame(text.fault(rule, at: finished[index].place), of: index)
      } else {
        places[family.name] = index
      }
    }
  }

  private func collision(
    of family: MetricFamily, with places: [MetricName: Int]
  ) -> ExpositionRule? {
    if let other = places[family.name] { return rule(family.name, other, sample: family.name) }
    for rival in family.rivals {
      guard let other = places[rival.name],
        rival.isMet(bySuffixes: finished[other].made.sampleSuffixes)
      else { continue }
      return rule(family.name, other, sample: max(family.name, rival.name))
    }
    return nil
  }

  private func rule(_ name: MetricName, _ other: Int, sample: MetricName) -> ExpositionRule {
    .collision(
      name.text, with: finished[other].made.name.text, sample: sample.text,
      line: finished[other].line)
  }

  /// Leaves a family out that was finished.
  mutating func blame(_ fault: ExpositionFault, of index: Int) {
    family = finished.take(index)
    blame(fault)
    finished.put(family)
    family = .none(dialect)
  }
}

extension FamilyReading {
  /// Whether its name is one that others must not have.
  fileprivate var hasName: Bool { !isFaulty && !holdsCreatedTimes }

  /// Whether it can be kept: without series nothing says the buckets, quantiles or states.
  fileprivate var isKept: Bool { hasName && (layout != nil || !kind.hasLayout) }

  /// The family that it makes.
  var made: MetricFamily {
    let sample = MetricName(trusted: nameText + (counterForm == .total ? "_total" : ""))
    return MetricFamily(
      trustedName: isNamedAsSample ? sample : baseName, kind: kind, help: help, unit: unit,
      layout: layout ?? .plain, isNamedAsSample: isNamedAsSample,
      isLoose: isLoose, created: .notGiven)
  }
}
