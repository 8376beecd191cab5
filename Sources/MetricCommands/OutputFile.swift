internal import MetricModel
internal import SystemCalls

/// A file that is replaced in one step: written beside its name, brought to disk, then renamed.
///
/// Readers, such as node_exporter's textfile collector, see the old text or the new, never a part.
/// The draft is `FILE-new`, which no collector takes for its own; it is locked while it is written,
/// so that two writers take turns, and one that a killed writer left is taken over.
final class OutputFile {
  private let path: String
  private let file: File
  private var length = 0
  private var isFinished = false

  /// Opens the draft.
  ///
  /// What stands at the path must be a file or nothing.
  static func open(_ path: String) throws(MetricError) -> OutputFile {
    guard !path.isEmpty, !path.hasSuffix("/") else {
      throw .invalid(.option("--output", value: path, expected: "the path of a file"))
    }
    if let status = FileStatus(ofPath: path), !status.isRegular {
      throw .invalid(
        .option("--output", value: path, expected: "a file (this is \(status.kindName))"))
    }
    let draft = path + "-new"
    while true {
      let file = try File.open(draft, for: .creating(mode: 0o644))
      guard try file.lock(.exclusive, until: Deadline(secondsFromNow: 60)) else {
        throw .failure(.lock, errno: SystemErrors.busy, path: draft)
      }
      if try file.status().isSameFile(as: FileStatus(ofPath: draft)) {
        try file.truncate(to: 0)
        return OutputFile(path, file)
      }
    }
  }

  private init(_ path: String, _ file: consuming File) {
    self.path = path
    self.file = file
  }

  deinit { if !isFinished { try? Folder.unlink(file.path) } }

  /// Appends to the draft.
  func write(_ piece: UnsafeRawBufferPointer) throws(MetricError) {
    try file.write(Array(piece), at: length)
    length += piece.count
  }

  /// Puts the finished file in its place, on disk.
  func finish() throws(MetricError) {
    try file.synchronize()
    try Folder.rename(file.path, to: path)
    isFinished = true
    try Folder.synchronize(parentOf: path)
  }
}
