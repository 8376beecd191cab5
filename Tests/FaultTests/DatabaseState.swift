/// What a plain metricctl finds in a folder.
enum DatabaseState: Equatable, Sendable, CustomStringConvertible {
  /// There is no database.
  case missing
  /// The dump of a database that can be read.
  case holding(String)
  /// The words of a refusal.
  case refused(String)

  /// Reads the database with a plain `metricctl dump`, which first undoes what was interrupted.
  init(folder: String) {
    let dump = Metricctl.run(
      ["dump", "--created", "off", "--format", "openmetrics"], in: folder)
    if dump.ending == .exited(0) && dump.error.isEmpty {
      self = .holding(dump.output)
    } else if dump.ending == .exited(3) && dump.error.contains("does not exist") {
      self = .missing
    } else {
      self = .refused("dump: \(dump.ending): \(dump.error)")
    }
  }

  var description: String {
    switch self {
    case .missing: "no database"
    case .holding(let text): "a database holding\n\(text)"
    case .refused(let words): words
    }
  }

  /// What `metricctl check` has against the database; nil when it is sound.
  static func complaint(folder: String) -> String? {
    let check = Metricctl.run(["check"], in: folder)
    return check.ending == .exited(0)
      ? nil : "check: \(check.ending): \(check.output)\(check.error)"
  }
}

/// The files of a folder at one moment.
struct FolderContents: Hashable, Sendable {
  var files: [String: [UInt8]]

  /// Files that are yet to be written.
  init(files: [String: [UInt8]]) { self.files = files }

  /// Reads all files of a folder.
  init(of folder: String) {
    files = Dictionary(
      uniqueKeysWithValues: names(in: folder).map { ($0, contents("\(folder)/\($0)") ?? []) })
  }

  /// Writes the files into an empty folder.
  func restore(to folder: String) {
    for (name, bytes) in files { write(bytes, to: "\(folder)/\(name)") }
  }
}
