public import Statistics

/// What every statistics backend must do, as checks that need no test framework.
///
/// ```swift
/// let failures = await StatisticsConformance {
///   let backend = MyBackend()
///   return ConformanceSubject(backend) { try backend.openMetricsText() }
/// }.run()
/// ```
/// A backend passes when no failure comes back.
public struct StatisticsConformance: Sendable {
  /// What a backend may be unable to show by its nature.
  public enum Ability: Sendable, CaseIterable {
    /// How many observations fell into each bucket of a histogram.
    case buckets
    /// That a counter, histogram or summary began anew.
    case resets
  }

  private let abilities: Set<Ability>
  private let makeSubject: @Sendable () async throws -> ConformanceSubject

  /// Checks for what a closure makes: a backend without metrics, a new one for each check.
  public init(
    abilities: Set<Ability> = Set(Ability.allCases),
    _ makeSubject: @escaping @Sendable () async throws -> ConformanceSubject
  ) {
    self.abilities = abilities
    self.makeSubject = makeSubject
  }

  /// The names of all checks that `run()` carries out.
  public var checkNames: [String] { checks.map(\.name) }

  private var checks: [ConformanceCheck] {
    ConformanceCheck.all.filter { $0.needs.isSubset(of: abilities) }
  }

  /// Carries out all checks, one after the other, and returns what failed.
  public func run() async -> [ConformanceFailure] {
    var failures: [ConformanceFailure] = []
    for check in checks {
      var messages: [String] = []
      do {
        var run = CheckRun(
          subject: try await makeSubject(), showsBuckets: abilities.contains(.buckets))
        try await check.body(&run)
        messages = run.messages
      } catch {
        messages.append("threw: \(error)")
      }
      failures += messages.map { ConformanceFailure(check: check.name, message: $0) }
    }
    return failures
  }
}

/// A backend under test, and how to read back what it was given.
public struct ConformanceSubject: Sendable {
  /// The backend, without any metrics.
  public let backend: any StatisticsBackend
  /// All samples that the backend, or what is behind it, shows now.
  ///
  /// They are named as in OpenMetrics, labels sorted: `hits_total{code="200"}`, `wait_count`,
  /// `wait_bucket{le="0.1"}`.
  public let samples: @Sendable () async throws -> [String: Double]

  /// A subject whose samples are read one by one.
  public init(
    _ backend: any StatisticsBackend,
    samples: @escaping @Sendable () async throws -> [String: Double]
  ) {
    self.backend = backend
    self.samples = samples
  }

  /// A subject that shows itself as OpenMetrics text.
  public init(
    _ backend: any StatisticsBackend,
    openMetrics text: @escaping @Sendable () async throws -> [UInt8]
  ) {
    self.init(backend) { try Self.samples(ofOpenMetrics: await text()) }
  }

  /// The samples of a text: each line is a name, one space, and a number.
  static func samples(ofOpenMetrics text: [UInt8]) throws -> [String: Double] {
    var samples: [String: Double] = [:]
    for line in text.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      guard let space = line.lastIndex(of: UInt8(ascii: " ")) else { continue }
      let number = String(decoding: line[(space + 1)...], as: UTF8.self)
      samples[String(decoding: line[..<space], as: UTF8.self)] = Double(number)
    }
    return samples
  }
}

/// A check that a backend did not pass, and why.
public struct ConformanceFailure: Equatable, Sendable, CustomStringConvertible {
  /// The check's name, a sentence.
  public let check: String
  /// What was seen, and what should have been.
  public let message: String

  /// The check and what was seen.
  public var description: String { "\(check): \(message)" }
}
