package import MetricModel
internal import Exposition
internal import SystemCalls

/// What was last sent of each counter to one target, in a file of text beside the database.
///
/// ```
/// # metricctl push: what was sent to statsd://localhost:8125
/// # VALUE CREATED SERIES, created in nanoseconds since 1970
/// 17 1700000000000000000 http_requests_total{code="200"}
/// ```
/// The file is `PATH-pushed-` and a hash of the target's name. It is locked from the moment at which
/// it is opened, so that two processes that push to one target take turns, and replaced in one step.
package final class PushMemory {
  /// What is known of one counter.
  struct Entry: Equatable {
    var value: Double
    var created: Timestamp
  }

  private var entries: [[UInt8]: Entry]
  private let before: [[UInt8]: Entry]
  private var seen: Set<[UInt8]> = []
  private let file: ReplacedFile?
  private let target: String

  /// Opens and locks the memory of a target beside a database.
  package static func open(
    for target: String, beside database: String
  ) throws(MetricError) -> PushMemory {
    let path = path(for: target, beside: database)
    let owner = FileStatus(ofPath: database)
    let file = try ReplacedFile(at: path, mode: owner?.mode ?? 0o640, beside: database)
    if let owner { file.offer(toThoseOf: owner) }
    return PushMemory(target, try read(path, beside: database), file)
  }

  /// What is remembered, to look at only.
  package static func look(
    for target: String, beside database: String
  ) throws(MetricError) -> PushMemory {
    PushMemory(
      target, try read(path(for: target, beside: database), beside: database), nil)
  }

  private init(_ target: String, _ entries: [[UInt8]: Entry], _ file: ReplacedFile?) {
    self.target = target
    self.entries = entries
    before = entries
    self.file = file
  }

  /// How much of a counter was not sent yet; nil when nothing is to be sent.
  ///
  /// A counter that is not known, or began anew since, counts whole. One that has not moved is sent
  /// only once, for the server to know it.
  func difference(_ key: [UInt8], _ now: Entry) -> Double? {
    guard let old = entries[key], old.created == now.created, old.value <= now.value else {
      return now.value
    }
    let difference = now.value - old.value
    return difference > 0 ? difference : nil
  }

  /// Notes that a counter is there, so that it is not forgotten.
  func see(_ key: [UInt8]) { seen.insert(key) }

  /// Notes what was sent of a counter.
  func confirm(_ key: [UInt8], _ entry: Entry) { entries[key] = entry }

  /// Forgets what was confirmed since the memory was opened.
  func revert() { entries = before }

  /// Puts the memory on disk; with `forgetting`, without the counters that were not seen.
  package func save(forgetting: Bool) throws(MetricError) {
    guard let file else { return }
    var text = Array(Self.head(target).utf8)
    for key in entries.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let entry = entries[key], !forgetting || seen.contains(key) else { continue }
      MetricNumber.append(entry.value, to: &text)
      text.append(UInt8(ascii: " "))
      MetricNumber.append(integer: entry.created.nanoseconds, to: &text)
      text.append(UInt8(ascii: " "))
      text += key + [UInt8(ascii: "\n")]
    }
    try file.write(text)
    try file.finish()
  }

  private static func head(_ target: String) -> String {
    "# metricctl push: what was sent to \(target)\n"
      + "# VALUE CREATED SERIES, created in nanoseconds since 1970\n"
  }
}

extension PushMemory {
  /// Where the memory of a target stands.
  package static func path(for target: String, beside database: String) -> String {
    // FNV-1a: short, and the same everywhere and always.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in target.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return database + "-pushed-" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func read(
    _ path: String, beside database: String
  ) throws(MetricError) -> [[UInt8]: Entry] {
    var entries: [[UInt8]: Entry] = [:]
    guard FileStatus(ofPath: path) != nil else { return entries }
    let file = try File.open(path, for: .reading)
    let status = try file.status()
    try FileTrust.check(status, at: path, beside: database)
    let bytes = try file.read(status.size, at: 0)
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      if line.first == UInt8(ascii: "#") { continue }
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard parts.count == 3,
        let value = try? MetricNumber.parse(String(decoding: parts[0], as: UTF8.self)),
        let created = Int64(String(decoding: parts[1], as: UTF8.self))
      else {
        throw .invalid(
          .configuration(file: path, line: number + 1, "expected VALUE CREATED SERIES"))
      }
      entries[Array(parts[2])] = Entry(value: value, created: Timestamp(nanoseconds: created))
    }
    return entries
  }
}
