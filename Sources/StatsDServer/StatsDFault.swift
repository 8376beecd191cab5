internal import MetricModel

/// Why a line is not taken.
enum StatsDFault: Error {
  case tooLong(limit: Int)
  case cut
  case noName
  case noValue
  case noType
  case type
  case number
  case negative
  case rate
  case repeatedSection
  case tagName
  case notUTF8
  case sumTooLarge
  /// A name or label breaks a rule of metrics.
  case rule(MetricError)
  /// There is no room for another series.
  case tooManySeries(limit: Int)
  /// There is no room for another value of a set.
  case setsTooLarge(limit: Int)

  /// Whether a limit was reached, and the line itself is right.
  var isLimit: Bool {
    switch self {
    case .tooManySeries, .setsTooLarge: true
    default: false
    }
  }
}

extension StatsDFault: CustomStringConvertible {
  /// The reason in words.
  var description: String {
    switch self {
    case .tooLong(let limit): "it is longer than \(limit) bytes"
    case .cut: "the datagram was cut off in it"
    case .noName: "the name is missing"
    case .noValue: "the value is missing (name:value|type)"
    case .noType: "the type is missing (name:value|type)"
    case .type: "the type is none of c, g, ms, h, d and s"
    case .number: "the value is not a finite number"
    case .negative: "the value is below 0"
    case .rate: "the sample rate is not above 0 and at most 1"
    case .repeatedSection: "there are two sample rates or lists of tags"
    case .tagName: "a tag has no name"
    case .notUTF8: "a tag is not UTF-8"
    case .sumTooLarge: "the sum would be past what a double counts exactly"
    case .rule(let error): error.description
    case .tooManySeries(let limit): "there are \(limit) series already (--max-series)"
    case .setsTooLarge(let limit): "the values of sets take more than \(limit) bytes"
    }
  }
}
