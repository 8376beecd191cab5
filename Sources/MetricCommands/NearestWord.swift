/// The word that a mistyped one was probably meant to be.
enum NearestWord {
  /// How many slips still make a word like another.
  static let mostSlips = 2

  /// The candidate that is fewest slips away, when they are few for its length.
  static func to(_ word: String, among candidates: [String]) -> String? {
    let measured = candidates.map { (word: $0, slips: slips(from: word, to: $0)) }
    guard let best = measured.min(by: { $0.slips < $1.slips }), best.slips <= mostSlips,
      best.slips * 2 < best.word.unicodeScalars.count
    else { return nil }
    return best.word
  }

  /// How many letters were left out, added, changed or swapped with their neighbour.
  ///
  /// Source: optimal string alignment, a restriction of Damerau-Levenshtein.
  static func slips(from left: String, to right: String) -> Int {
    let (left, right) = (Array(left.unicodeScalars.prefix(64)), Array(right.unicodeScalars))
    var older: [Int] = []
    var old = Array(0...right.count)
    for row in left.indices {
      var new = [row + 1]
      for column in right.indices {
        let isSame = left[row] == right[column]
        var cost = min(old[column + 1] + 1, new[column] + 1, old[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, older[column - 1] + 1)
        }
        new.append(cost)
      }
      (older, old) = (old, new)
    }
    return old[right.count]
  }
}
