internal import MetricModel
internal import MetricOperations

/// The series of the database that lines of one name, type and tags go to.
///
/// Names of metrics and labels are made to fit: each byte but ASCII letters, digits and `_` becomes
/// `_`, and a name that begins with a digit gets a `_` in front. (A metric's name may also have `:`,
/// but in a line of StatsD that ends the name.) Of the `_` at the beginning of a label's name one
/// stays, since `__` is reserved. Label values stay as they are. A tag without a value, which only
/// marks, gets the value `true`; a label with an empty value is the same as none. Of two tags for one
/// label the last stands: client libraries put the tags of a call behind those of all. `le` and
/// `quantile` are labels like others, except where the metric has them of its own: there the database
/// refuses them.
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
      let (name, value) = try label(tag)
      if let known = labels.firstIndex(where: { $0.name == name }) {
        labels[known].value = value
      } else {
        labels.append((name, value))
      }
      // No more, or looking through them would take longer and longer.
      guard labels.count <= LabelSet.maximumCount else { break }
    }
    do throws(MetricError) { return try LabelSet(labels) } catch { throw .rule(error) }
  }

  /// The label that a tag stands for; some clients put a `#` before each.
  private static func label(
    _ tag: Slice<UnsafeRawBufferPointer>
  ) throws(StatsDFault) -> (name: String, value: String) {
    let text = tag.first == UInt8(ascii: "#") ? tag.dropFirst() : tag
    let colon = text.firstIndex(of: UInt8(ascii: ":"))
    let name = labelName(text[..<(colon ?? text.endIndex)])
    guard !name.isEmpty else { throw .tagName(StatsDFault.text(tag)) }
    guard let colon else { return (name, "true") }
    guard let value = String(validating: text[(colon + 1)...], as: UTF8.self) else {
      throw .tagValue(StatsDFault.text(tag))
    }
    return (name, value)
  }

  private static func labelName(_ bytes: some Collection<UInt8>) -> String {
    let name = cleaned(bytes)
    let reserved = name.utf8.prefix { $0 == UInt8(ascii: "_") }.count - 1
    return reserved > 0 ? String(name.dropFirst(reserved)) : name
  }
}
