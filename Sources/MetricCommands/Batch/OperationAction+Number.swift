internal import MetricOperations

/// The number in an action, which lines of a batch may differ in alone.
extension Operation.Action {
  /// The number that it was given.
  var number: Double? {
    switch self {
    case .add(let number), .set(let number, onlyIfNew: _), .observe(let number): number
    default: nil
    }
  }

  /// The same with another number.
  func with(_ number: Double) -> Operation.Action {
    switch self {
    case .add: .add(number)
    case .set(_, let onlyIfNew): .set(number, onlyIfNew: onlyIfNew)
    case .observe: .observe(number)
    default: self
    }
  }
}
