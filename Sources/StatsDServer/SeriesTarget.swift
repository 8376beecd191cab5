internal import MetricModel
internal import MetricOperations

/// The series of the database that lines of one name, type and tags go to.
///
/// Names of metrics and labels are made to fit: each byte but ASCII letters, digits and `_` becomes
/// `_`, and a name that begins with a digit gets a `_` in front. (A metric's name may also have `:`,
/// but in a line of StatsD that ends the name.) Label values stay as they are. A tag without a value,
/// which only marks, gets the value `true`; a label with an empty value is the same as none.
final class SeriesTarget: Sendable {
  /// What makes it another series than the next, within the receiver.
  struct Identity: Hashable, Sendable {
    let name: String
    let labels: LabelSet
    let role: SeriesRole
  }

  let identity: Identity
  let reference: SeriesReference
  /// What to declare where the metric is missing.
  let declaration: Declaration

  var role: SeriesRole { identity.role }

  /// Makes the series of a line from its name, type and tags.
  init(_ line: StatsDLine) throws(StatsDFault) {
    let type = line.type
    declaration = type.declaration
    let labels = try Self.labels(line.tags)
    do throws(MetricError) {
      let name = try MetricName(Self.name(line.name, type))
      reference = SeriesReference(name: name, labels: labels)
      identity = Identity(
        name: MetricFamily.canonicalName(name, kind: declaration.kind).text, labels: labels,
        role: type.role)
    } catch { throw .rule(error) }
  }

  private static func name(_ bytes: UnsafeRawBufferPointer, _ type: StatsDType) -> String {
    let name = cleaned(bytes)
    return type == .timing && !name.hasSuffix("_seconds") ? name + "_seconds" : name
  }

  private static func cleaned(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    if let first = bytes.first, isNameByte(first), !isNameStart(first) {
      text.append(UInt8(ascii: "_"))
    }
    for byte in bytes { text.append(isNameByte(byte) ? byte : UInt8(ascii: "_")) }
    return String(decoding: text, as: UTF8.self)
  }

  private static func labels(_ tags: UnsafeRawBufferPointer) throws(StatsDFault) -> LabelSet {
    var labels: [(name: String, value: String)] = []
    for tag in tags.split(separator: UInt8(ascii: ",")) {
      let colon = tag.firstIndex(of: UInt8(ascii: ":"))
      let name = cleaned(tag[..<(colon ?? tag.endIndex)])
      guard !name.isEmpty else { throw .tagName }
      guard name != "le", name != "quantile" else { throw .rule(.invalid(.reservedLabel(name))) }
      let value = colon.map { tag[($0 + 1)...] }
      guard let text = value.map({ String(validating: $0, as: UTF8.self) }) ?? "true" else {
        throw .notUTF8
      }
      labels.append((name, text))
    }
    do throws(MetricError) { return try LabelSet(labels) } catch { throw .rule(error) }
  }
}
