internal import MetricModel

/// A URL taken apart: `SCHEME://[USER[:PASSWORD]@]HOST[:PORT][/PATH][?NAME=VALUE&...]`.
///
/// Source: RFC 3986, without what no target needs. User, password and host are decoded, the path is
/// not.
struct TargetURL {
  let scheme: String
  var user: String?
  var password: String?
  var host = ""
  var port: UInt16?
  var path = ""
  var query: [(name: String, value: String)] = []

  init(_ text: String) throws(PushFault) {
    guard let colon = text.firstRange(of: "://") else { throw "it has no '://'" }
    scheme = text[..<colon.lowerBound].lowercased()
    let rest = text[colon.upperBound...]
    guard !rest.utf8.contains(UInt8(ascii: "#")) else { throw "it has a '#' (write %23)" }
    let question = rest.firstIndex(of: "?") ?? rest.endIndex
    let slash = rest[..<question].firstIndex(of: "/") ?? question
    path = String(rest[slash..<question])
    try readAuthority(rest[..<slash])
    if question < rest.endIndex { try readQuery(rest[rest.index(after: question)...]) }
  }

  private mutating func readAuthority(_ text: Substring) throws(PushFault) {
    var place = text
    if let at = text.lastIndex(of: "@") {
      let parts = text[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = PercentText.decoded(parts[0])
      password = parts.count > 1 ? PercentText.decoded(parts[1]) : nil
      guard user != nil, (password != nil) == (parts.count > 1) else {
        throw "its user or password is not well encoded"
      }
      place = text[text.index(after: at)...]
    }
    if place.first == "[" {
      guard let end = place.firstIndex(of: "]") else { throw "its '[' has no ']'" }
      host = String(place[place.index(after: place.startIndex)..<end])
      place = place[place.index(after: end)...]
    } else {
      host = String(place.prefix { $0 != ":" })
      place = place.dropFirst(host.count)
    }
    host = PercentText.decoded(host) ?? ""
    guard !place.isEmpty else { return }
    guard place.first == ":", let number = UInt16(place.dropFirst()), number > 0 else {
      throw "its port is not a number from 1 to 65535"
    }
    port = number
  }

  private mutating func readQuery(_ text: Substring) throws(PushFault) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = PercentText.decoded(parts[1]) else {
        throw "'\(pair)' is not name=value"
      }
      query.append((String(parts[0]), value))
    }
  }

  /// A URL as a message may show it: without its password, even when it cannot be taken apart.
  static func withoutPassword(_ text: String) -> String {
    guard let start = text.firstRange(of: "://")?.upperBound else { return text }
    let authority = text[start...].prefix { $0 != "/" && $0 != "?" }
    var end = authority.lastIndex(of: "@")
    if end == nil, authority.contains(":") {
      // A password may hold a slash that should have been written %2F.
      let port = authority.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
      let isPort = authority.first == "[" || UInt16(port) != nil
      let job = isPort ? text[start...].firstRange(of: "/job")?.lowerBound : nil
      end = text[start..<(job ?? text.endIndex)].lastIndex(of: "@")
    }
    guard let end, let colon = text[start..<end].firstIndex(of: ":") else { return text }
    return text[..<colon] + ":***" + text[end...]
  }
}

/// Messages that may quote what a user typed, in whatever place.
package enum URLPasswords {
  /// The message with the password of every URL in it made unreadable.
  ///
  /// A URL reaches to the next blank or quote.
  package static func hidden(in message: String) -> String {
    guard message.contains("://") else { return message }
    var result = ""
    var word = ""
    for character in message {
      if character == " " || character == "'" {
        result += TargetURL.withoutPassword(word) + String(character)
        word = ""
      } else {
        word.append(character)
      }
    }
    return result + TargetURL.withoutPassword(word)
  }
}
