internal import MetricModel
internal import MetricStore

/// What the words of settings may be.
extension Settings {
  static func seconds(_ entry: SettingsLayer.Entry) throws(MetricError) -> Double {
    try number(entry, expected: "a number of seconds, 0 or more")
  }

  static func count(_ entry: SettingsLayer.Entry) throws(MetricError) -> Double {
    try number(entry, expected: "a number, 0 or more")
  }

  private static func number(
    _ entry: SettingsLayer.Entry, expected: String
  ) throws(MetricError) -> Double {
    guard let number = try? MetricNumber.parse(entry.text), number >= 0, number.isFinite else {
      throw entry.error(expected: expected)
    }
    return number
  }

  static func durability(_ entry: SettingsLayer.Entry) throws(MetricError) -> Durability {
    guard let durability = Durability(rawValue: entry.text) else {
      throw entry.error(expected: "full or relaxed")
    }
    return durability
  }

  static func mode(_ entry: SettingsLayer.Entry) throws(MetricError) -> UInt32 {
    let isOctal = entry.text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0)
    }
    guard isOctal, let mode = UInt32(entry.text, radix: 8), mode <= 0o777, mode & 0o600 == 0o600
    else {
      throw entry.error(expected: "an octal mode such as 0640, for its owner to read and write")
    }
    return mode
  }

  static func namespace(_ entry: SettingsLayer.Entry) throws(MetricError) -> MetricName {
    // A stateset's name is also the name of a label, which has no colon.
    guard let name = try? MetricName(entry.text), !entry.text.utf8.contains(UInt8(ascii: ":"))
    else { throw entry.error(expected: "the beginning of a metric name, without ':'") }
    return name
  }

  static func flag(_ entry: SettingsLayer.Entry?) throws(MetricError) -> Bool {
    guard let entry else { return false }
    switch entry.text.lowercased() {
    case "1", "true", "yes", "on", "t": return true
    case "0", "false", "no", "off", "nil": return false
    default: throw entry.error(expected: "1 or 0")
    }
  }
}
