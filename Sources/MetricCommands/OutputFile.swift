internal import MetricModel
internal import SystemCalls

/// The file of `--output`: replaced in one step, as `ReplacedFile` does it.
///
/// Readers, such as node_exporter's textfile collector, see the old text or the new, never a part,
/// and none takes the draft, `FILE-new`, for its own.
struct OutputFile {
  private let file: ReplacedFile

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
    return OutputFile(file: try ReplacedFile(at: path, mode: 0o644))
  }

  /// Appends to the draft.
  func write(_ piece: UnsafeRawBufferPointer) throws(MetricError) { try file.write(Array(piece)) }

  /// Puts the finished file in its place, on disk.
  func finish() throws(MetricError) { try file.finish() }
}
