internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import TestSupport
internal import Testing

/// What a plain reading of the protocol makes of lines: numbers by the name of a sample.
private struct Model {
  var samples: [String: Double] = [:]
  var series: Set<String> = []
  /// How many values there were, each of which counts as a line.
  var lines = 0

  mutating func take(
    _ name: String, _ labels: String, _ type: String, _ values: [Int], sign: String, rate: Double
  ) {
    let text = labels.isEmpty ? "" : "{\(labels)}"
    lines += values.count
    series.insert(type == "ms" ? "\(name)_seconds\(text)" : name + text)
    for value in values {
      let number = Double(value)
      switch type {
      case "c": samples[name + text, default: 0] += number / rate
      case "g" where sign.isEmpty: samples[name + text] = number
      case "g": samples[name + text, default: 0] += sign == "-" ? -number : number
      case "ms":
        samples["\(name)_seconds_count\(text)", default: 0] += 1 / rate
        samples["\(name)_seconds_sum\(text)", default: 0] += number / 1_000 / rate
      default:
        samples["\(name)_count\(text)", default: 0] += 1 / rate
        samples["\(name)_sum\(text)", default: 0] += number / rate
      }
    }
  }
}

@Suite("Random StatsD datagrams")
struct RandomTests {
  /// A line, which the model takes as well.
  private func line(_ model: inout Model, _ random: inout SeededGenerator) -> String {
    let type = random.pick(["c", "c", "g", "ms", "h", "d"])
    let number = Int.random(in: 0..<20, using: &random)
    let name = "\(type == "d" ? "h" : type).\(number % 5)"
    let clean = "\(type == "d" ? "h" : type)_\(number % 5)"
    let tags = [["b:2", "a:1"], ["a:1", "b:2"], ["a:1"], []][number / 5]
    let labels = tags.sorted().map { $0.prefix(1) + "=\"" + $0.suffix(1) + "\"" }
    let rate = random.pick([1.0, 1, 0.5, 0.25])
    let sign = type == "g" ? random.pick(["", "+", "-"]) : ""
    // Eighths of seconds, so that every sum of them is exact.
    let values = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Int.random(in: 0..<1_000, using: &random) * (type == "ms" ? 125 : 1)
    }
    let isGauge = type == "g"
    model.take(
      clean, labels.joined(separator: ","), type, values, sign: sign, rate: isGauge ? 1 : rate)
    let section = "|\(type)" + (rate < 1 ? "|@\(rate)" : "")
    // Packed as DogStatsD does, or as the original server has it.
    let separator = random.pick([":", section + ":"])
    var text =
      "\(name):" + values.map { sign + String($0) }.joined(separator: separator) + section
    if !tags.isEmpty { text += "|#" + tags.joined(separator: ",") }
    return text
  }

  @Test("Whatever is sent, the database holds what a plain reading of the lines comes to")
  func model() throws {
    var random = SeededGenerator(for: "StatsD model")
    let receiving = try Receiving(
      unixgram: true, options: StatsDOptions(flushIntervalSeconds: 0.005))
    try receiving.receiver.start()
    var model = Model()
    for _ in 0..<3_000 {
      let datagram = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        line(&model, &random)
      }
      try receiving.send([Array(datagram.joined(separator: random.pick(["\n", "\r\n"])).utf8)])
    }
    try receiving.receiver.stop()
    #expect(receiving.counts.taken == model.lines)
    #expect(receiving.log.isEmpty)
    for (sample, number) in model.samples {
      #expect(
        try receiving.database.text(of: SeriesReference(parsing: sample))
          == MetricNumber.text(number), "\(sample)")
    }
    let families = try receiving.database.snapshot().families
    #expect(families.reduce(0) { $0 + $1.series.count } == model.series.count)
  }
}
