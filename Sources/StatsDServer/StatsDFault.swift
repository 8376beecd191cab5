internal import MetricModel

/// Why a line, or one value of it, is not taken; what was wrong is named as it came.
enum StatsDFault: Error {
  case tooLong(limit: Int)
  case cut
  case noName
  case noValue
  case noType
  case type(String)
  case number(String)
  case negative(String)
  case rate(String)
  case repeatedSection
  case tagName(String)
  case tagValue(String)
  case sumTooLarge(String)
  /// A name or label breaks a rule of metrics.
  case rule(MetricError)
  /// An event of DogStatsD.
  case event
  /// A service check of DogStatsD.
  case serviceCheck
  /// There is no room for another series.
  case tooManySeries(limit: Int)
  /// There is no room for another value of a set.
  case setsTooLarge(limit: Int)

  /// What faults are counted by, and told of within one limit.
  enum Outcome: CaseIterable {
    case bad, overLimit, event, serviceCheck
  }

  /// Where a line with this fault is counted.
  var outcome: Outcome {
    switch self {
    case .tooManySeries, .setsTooLarge: .overLimit
    case .event: .event
    case .serviceCheck: .serviceCheck
    default: .bad
    }
  }
}

extension StatsDFault: CustomStringConvertible {
  /// The reason in words.
  var description: String {
    switch self {
    case .tooLong(let limit): "it is longer than \(limit) bytes"
    case .cut: "it was cut off before its end"
    case .noName: "the name is missing"
    case .noValue: "the value is missing (name:value|type)"
    case .noType: "the type is missing (name:value|type)"
    case .type(let text): "the type \(quoted(text)) is none of c, g, ms, h, d and s"
    case .number(let text): "the value \(quoted(text)) is not a finite number"
    case .negative(let text): "the value \(quoted(text)) is below 0"
    case .rate(let text): "the sample rate \(quoted(text)) is not above 0 and at most 1"
    case .repeatedSection: "there are two sample rates or lists of tags"
    case .tagName(let text): "the tag \(quoted(text)) has no name"
    case .tagValue(let text): "the tag \(quoted(text)) is not UTF-8"
    case .sumTooLarge(let text):
      "with the value \(quoted(text)) the sum would be past what a double counts exactly"
    case .rule(let error): error.description
    case .event: "it is an event, which is no metric"
    case .serviceCheck: "it is a service check, which is no metric"
    case .tooManySeries(let limit): "there are \(limit) series already (--max-series)"
    case .setsTooLarge(let limit): "the values of sets take more than \(limit) bytes"
    }
  }

  private func quoted(_ text: String) -> String { "'\(shown(text, atMost: 50))'" }

  /// The beginning of a part of a line, for a message.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.prefix(200), as: UTF8.self)
  }
}
