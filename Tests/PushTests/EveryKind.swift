internal import TestSupport
internal import Testing

extension Database {
  /// Metrics of every kind but durations, which do not stand still.
  static func ofEveryKind() async throws -> Database {
    let database = try Database()
    for words in [
      ["declare", "jobs", "counter", "Jobs done.", "queue=mail", "queue=web"],
      ["add", "jobs", "queue=mail", "17"], ["add", "jobs", "queue=web", "0.5"],
      ["set", "temperature", "-5.5", "--declare", "gauge"],
      ["set", "temperature", "room=hall", "21"],
      ["declare", "wait_seconds", "histogram", "--buckets", "0.5,2"],
      ["declare", "size_bytes", "summary", "--quantiles", "0.5,0.99"],
      ["declare", "build", "info"], ["set", "build", "version=1.2"],
      ["declare", "phase", "stateset", "--states", "up,down"], ["set", "phase", "up"],
      ["set", "odd", "3", "--declare", "unknown"],
    ] {
      let result = try await database.run(words)
      try #require(result.status == 0, "\(words): \(result.error)")
    }
    return database
  }

  /// One number under a name, with labels as `name=value`.
  struct Number: Equatable {
    let name: String
    let labels: [String]
    let value: String
  }

  /// Every number as systems have them that know nothing else: buckets, counts and sums each for
  /// itself.
  func numbers() async throws -> [Number] {
    let result = try await run("dump", "--format", "graphite")
    try #require(result.status == 0, "\(result.error)")
    return result.output.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      let parts = words[0].split(separator: ";").map(String.init)
      return Number(name: parts[0], labels: Array(parts[1...]), value: words[1])
    }
  }
}
