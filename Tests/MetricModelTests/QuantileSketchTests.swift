internal import Glibc
internal import MetricModel
internal import TestSupport
internal import Testing

@Suite("Quantile sketch")
struct QuantileSketchTests {
  private static let shares = [0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1]

  @Test("Every quantile is within the error that the sketch names, whatever the numbers")
  func errorBound() {
    var random = SeededGenerator(for: "sketch errors")
    for spread in [1.0, 10, 100, 300] {
      let numbers = (0..<3000).map { _ in
        Bool.random(using: &random)
          ? 0.1 : pow10(Double.random(in: -spread...min(spread, 308), using: &random))
      }
      expectWithinBound(sketch(of: numbers), numbers)
    }
  }

  @Test("Merged sketches answer as one that saw all numbers, in any order of merging")
  func merging() {
    var random = SeededGenerator(for: "sketch merges")
    for _ in 0..<50 {
      let all = (0..<4).map { _ in
        let scale = pow10(Double.random(in: -9...9, using: &random))
        return (0..<Int.random(in: 0...200, using: &random)).map { _ in
          Double.random(in: 0...scale, using: &random)
        }
      }
      var merged = QuantileSketch()
      for part in all.shuffled(using: &random) { merged.merge(sketch(of: part)) }
      let numbers = all.flatMap(\.self)
      #expect(merged.count == UInt64(numbers.count))
      if !numbers.isEmpty { expectWithinBound(merged, numbers) }
    }
  }

  @Test("The documented errors hold")
  func documentedErrors() {
    for (largest, error) in [(250.0, 0.011), (62_000, 0.022), (3.9e9, 0.044)] {
      var sketch = QuantileSketch()
      for exponent in 0...1000 { sketch.insert(pow(largest, Double(exponent) / 1000)) }
      #expect(sketch.relativeError <= error)
    }
  }

  @Test("The largest and the smallest of all doubles fit beside each other")
  func extremes() {
    let numbers = [
      Double.leastNonzeroMagnitude, .leastNormalMagnitude, 1, .greatestFiniteMagnitude,
    ]
    var sketch = QuantileSketch()
    for number in numbers { sketch.insert(number) }
    #expect(sketch.count == 4)
    #expect(sketch.quantile(1).isFinite)
    #expect(sketch.quantile(0) < 1 && sketch.quantile(1) > 1e250)
  }

  @Test("Zeros are zeros, and nothing has no quantiles")
  func zeros() {
    var sketch = QuantileSketch()
    #expect(sketch.quantile(0.5).isNaN)
    sketch.insert(0)
    sketch.insert(-0.0)
    sketch.insert(8)
    #expect(Self.shares.map(sketch.quantile).prefix(4) == [0, 0, 0, 0])
    #expect(abs(sketch.quantile(1) - 8) <= 8 * sketch.relativeError * (1 + 1e-9))
  }

  private func sketch(of numbers: [Double]) -> QuantileSketch {
    var sketch = QuantileSketch()
    for number in numbers { sketch.insert(number) }
    return sketch
  }

  private func expectWithinBound(_ sketch: QuantileSketch, _ numbers: [Double]) {
    let sorted = numbers.sorted()
    for share in Self.shares {
      let rank = max(1, (share * Double(sorted.count)).rounded(.up))
      let exact = sorted[Int(rank) - 1]
      let slack = exact * sketch.relativeError * (1 + 1e-9)
      #expect(abs(sketch.quantile(share) - exact) <= slack, "\(share) of \(numbers.count)")
    }
  }

  private func pow10(_ exponent: Double) -> Double { pow(10, exponent) }
}
