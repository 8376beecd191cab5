internal import MetricModel
internal import SystemCalls

extension Database {
  /// Names that metrics are declared under, as many as are found in so many seconds.
  ///
  /// This is for what is said of a mistake, and does not fail: of a database that cannot be read, or
  /// not in that time, it is what was found by then.
  package func namesFound(within seconds: Double) -> [String] {
    var options = options
    options.lockTimeoutSeconds = min(options.lockTimeoutSeconds, seconds)
    let deadline = Deadline(secondsFromNow: seconds)
    var names: [String] = []
    // Whatever ends the search early, names have been found.
    try? Database(at: path, options: options).findNames(before: deadline, into: &names)
    return names
  }

  /// Larger databases are not searched: to find the places of their records alone takes long.
  private static let mostSearched = 1 << 28

  private func findNames(
    before deadline: Deadline, into names: inout [String]
  ) throws(MetricError) {
    let database = try openForReading()
    guard database.table.header.fileSize <= Self.mostSearched else { return }
    var count = 0
    try RecordScan.run(on: database.table) { (key, _) throws(MetricError) in
      count += 1
      if count & 63 == 0, deadline.hasPassed {
        throw .database(.locked(seconds: options.lockTimeoutSeconds), path: path)
      }
      guard key.last != UInt8(ascii: "}") else { return }
      let text = String(decoding: key, as: UTF8.self)
      if (try? MetricName(text)) != nil { names.append(text) }
    }
  }
}
