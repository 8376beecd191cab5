internal import MetricModel

/// The families whose lines were read, in the order in which they began.
struct FinishedFamilies {
  private var families: [FamilyReading] = []
  /// Where each stands among them, by its name in the text.
  private var places: [String: Int] = [:]
  private var lastIndex: Int?

  var indices: Range<Int> { families.indices }

  subscript(index: Int) -> FamilyReading {
    get { families[index] }
    _modify { yield &families[index] }
  }

  /// The family that was finished last; nil when it was left out.
  var last: FamilyReading? {
    lastIndex.flatMap { families[$0].isFaulty ? nil : families[$0] }
  }

  /// The family of a name of which lines were read before.
  func index(of name: String) -> Int? { places[name] }

  /// The family, read before, that a sample of this name belongs to.
  func owner(ofSample name: [UInt8]) -> Int? {
    let text = String(decoding: name, as: UTF8.self)
    if let index = places[text] { return index }
    for suffix in MetricKind.allSampleSuffixes where text.utf8.count > suffix.utf8.count {
      guard text.hasSuffix(suffix), let index = places[String(text.dropLast(suffix.utf8.count))],
        families[index].mayOwn(suffix: suffix)
      else { continue }
      return index
    }
    return nil
  }

  /// Lends a family to be gone on with; `put` gives it back.
  mutating func take(_ index: Int) -> FamilyReading {
    var family = FamilyReading.none(families[index].dialect)
    swap(&family, &families[index])
    return family
  }

  /// Keeps a family, or gives back one that was lent.
  mutating func put(_ family: consuming FamilyReading) {
    if let index = family.index {
      families[index] = family
      lastIndex = index
      return
    }
    family.index = families.count
    lastIndex = families.count
    places[family.nameText] = families.count
    families.append(family)
  }
}
