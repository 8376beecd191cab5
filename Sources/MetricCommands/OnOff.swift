internal import MetricModel

/// Options that take `on` or `off`.
enum OnOff {
  static func parse(_ word: String, of option: String) throws(MetricError) -> Bool {
    switch word {
    case "on": return true
    case "off": return false
    default: throw .invalid(.option(option, value: word, expected: "on or off"))
    }
  }
}
