/// One call as the seam wrote it down.
struct LoggedCall: Sendable {
  var number: Int
  var name: String
  /// Names below the folder; "." is the folder itself.
  var path: String
  var other: String
  var inode: UInt
  var offset: Int
  var size: Int
  var result: Int
  var bytes: [UInt8]

  /// A line of the seam's log (see Seam/state.c); nil when it is not one.
  init?(line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 10, let number = Int(fields[0]), let inode = UInt(fields[4]),
      let offset = Int(fields[5]), let size = Int(fields[6]), let result = Int(fields[7])
    else { return nil }
    (self.number, name, path, other) = (
      number, String(fields[1]), String(fields[2]), String(fields[3])
    )
    (self.inode, self.offset, self.size, self.result) = (inode, offset, size, result)
    bytes = fields[9] == "-" ? [] : hexadecimal(fields[9])
  }

  /// Whether the call moves bytes into a file.
  var isWrite: Bool { name == "write" }

  /// Whether the call waits for the disk.
  var isSync: Bool { name == "fsync" || name == "fdatasync" }

  /// Whether the bytes of a write lie in more than one page of 4 KiB.
  var spansPages: Bool { offset / 4096 != (offset + max(size, 1) - 1) / 4096 }

  /// Whether the call may leave the disk other than it was.
  var changes: Bool {
    !["open", "read", "seek", "flock", "lock", "unlock", "close", "fchmod"].contains(name)
      && result >= 0
  }

  /// Short words for a failure's report.
  var summary: String {
    "\(name) \(path)" + (other == "-" ? "" : " to \(other)")
      + (isWrite ? " [\(offset), +\(size)]" : "")
  }
}

/// The calls of one run of a program, in order.
struct CallTrace: Sendable {
  var calls: [LoggedCall]

  /// Reads a log; empty when there is none.
  init(log: String) {
    let text = String(decoding: contents(log) ?? [], as: UTF8.self)
    calls = text.split(separator: "\n").compactMap { LoggedCall(line: $0) }
  }

  /// The calls that a command of metricctl makes on a copy of some files, unharmed.
  init(of command: [String], on files: FolderContents, place: String = "") {
    let (scratch, logs) = (Scratch(), Scratch())
    files.restore(to: scratch.path)
    let log = logs.file("log")
    var environment = Seam.environment(folder: scratch.path, log: log)
    environment["METRICCTL_DATABASE"] = scratch.file(place.isEmpty ? "m.db" : place + "/m.db")
    _ = Metricctl.run(command, in: scratch.path, environment: environment)
    self.init(log: log)
  }
}

private func hexadecimal(_ text: Substring) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count / 2)
  var high: UInt8?
  for character in text.utf8 {
    let nibble = character < 58 ? character - 48 : character - 87
    if let first = high {
      result.append(first << 4 | nibble)
      high = nil
    } else {
      high = nibble
    }
  }
  return result
}
