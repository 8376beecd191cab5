internal import MetricOperations

/// Which step of a program the lines of an entry are summed into, as long as nothing but whole numbers
/// above 0 has been added: these may be added in any order, and all at once.
///
/// Sums are at most 2^52, and exact. Whether a sum would be lost is seen when it is added to the series;
/// it may fit where one of its lines alone would not. A series that holds a fraction is rounded once
/// for a sum, and not once a line.
struct BatchSums {
  private struct Sum {
    /// The entry's first step.
    var step: Int
    /// What a line adds that brings no number of its own.
    var delta: Double
  }

  private static let largest = 4_503_599_627_370_496.0
  private var sums: [Sum] = []
  private var isOn: Bool

  /// Sums from the first line on, or never.
  init(isOn: Bool) { self.isOn = isOn }

  /// Takes note of the program's next entry, whose first step is this one.
  mutating func append(_ entry: BatchProgram.Entry, at step: Int) {
    guard isOn else { return }
    guard case .add(let delta) = entry.operation.action, !entry.prints, Self.isWhole(delta) else {
      isOn = false
      return
    }
    sums.append(Sum(step: step, delta: delta))
  }

  /// What a step becomes when a line of an entry is added to it; nil when the line needs one of its
  /// own.
  ///
  /// The number is the line's own, or NaN.
  mutating func add(
    _ number: Double, to entry: Int, steps: [BatchProgram.Step]
  ) -> (step: Int, sum: Double)? {
    guard isOn else { return nil }
    let known = sums[entry]
    let before = steps[known.step].number
    let delta = number.isNaN ? known.delta : number
    let sum = (before.isNaN ? known.delta : before) + delta
    guard Self.isWhole(delta), sum <= Self.largest else {
      isOn = false
      return nil
    }
    return (known.step, sum)
  }

  private static func isWhole(_ number: Double) -> Bool {
    number > 0 && number <= largest && number == number.rounded()
  }
}
