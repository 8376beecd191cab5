internal import MetricModel

/// The labels under which a Prometheus push gateway keeps what is sent: the job and any others.
///
/// As a path: `/job/NAME{/LABEL/VALUE}`. A value that is empty or holds a `/` cannot stand there and
/// is given as `LABEL@base64/VALUE`; so are `.` and `..`, which servers take out of a path.
/// Source: Pushgateway, "API"; RFC 3986, section 5.2.4.
struct PushgatewayGroup: Equatable, Sendable {
  /// The names and values, the job first.
  let labels: [(name: String, value: String)]

  static func == (left: PushgatewayGroup, right: PushgatewayGroup) -> Bool {
    left.path == right.path
  }

  /// Reads a path, or says what is wrong with it.
  static func read(path: String) -> Result<PushgatewayGroup, PushFault> {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if parts.last == "", parts.count % 2 == 1 { parts.removeLast() }
    guard parts.first == "job" || parts.first == "job@base64" else {
      return .failure("the path must begin with /job/NAME")
    }
    var labels: [(name: String, value: String)] = []
    while let word = parts.popFirst() {
      guard let part = parts.popFirst() else { return .failure("'\(word)' has no value behind it") }
      switch label(String(word), String(part)) {
      case .success(let label):
        if labels.contains(where: { $0.name == label.name }) {
          return .failure("label '\(label.name)' is given twice")
        }
        labels.append(label)
      case .failure(let fault): return .failure(fault)
      }
    }
    guard let job = labels.first, !job.value.isEmpty else {
      return .failure("the path must begin with /job/NAME")
    }
    return .success(PushgatewayGroup(labels: labels))
  }

  private static func label(
    _ word: String, _ part: String
  ) -> Result<(name: String, value: String), PushFault> {
    let isBase64 = word.hasSuffix("@base64")
    let name = isBase64 ? String(word.dropLast(7)) : word
    guard (try? LabelSet([(name, "x")])) != nil else {
      return .failure("'\(name)' is not a label name")
    }
    let value = PercentText.decoded(part).flatMap { isBase64 ? Base64Text.decoded($0) : $0 }
    guard let value else { return .failure("'\(part)' is not well encoded") }
    return .success((name, value))
  }

  /// The path to which it is sent.
  var path: String {
    labels.map { name, value in
      if value.isEmpty { return "/\(name)@base64/=" }
      if value.utf8.contains(UInt8(ascii: "/")) || value == "." || value == ".." {
        return "/\(name)@base64/" + Base64Text.encodedForURL(value)
      }
      return "/\(name)/" + PercentText.encoded(value)
    }.joined()
  }
}
