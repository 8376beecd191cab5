internal import Glibc

/// Batches and streams as updates that may be cut off anywhere.
extension UpdateCase {
  /// Batches that are one transaction: in place, with new series, with all that there is.
  static let batches: [UpdateCase] = [
    batch(
      "a batch of updates in place",
      "incr requests code=200\nadd requests code=404 5\nset load 3\nincr requests code=200"),
    batch(
      "a batch with new series",
      "incr requests code=200\nincr requests code=500\nset load cpu=1 7\nincr requests code=500"),
    batch(
      "a batch that declares, resets and deletes",
      """
      declare jobs gauge Jobs queue=a
      set jobs queue=b 5
      reset requests --all
      delete requests code=404
      incr requests code=301
      delete load --all
      """),
    batch(
      "a batch of 70 new series",
      (1...70).map { "incr requests n=\($0)" }.joined(separator: "\n")),
    stream(
      "a corked stream in place",
      "cork\nincr requests code=200\nadd requests code=404 5\nset load 3\nuncork"),
    stream(
      "a corked stream with new series",
      "cork\nincr requests code=200\nincr requests code=500\nuncork"),
    stream("a line of a stream", "incr requests code=200\nflush", linesOfAFault: 2),
  ]

  /// A batch or stream that makes the database.
  static let creatingBatches: [UpdateCase] = [
    UpdateCase(
      "a batch in a new database", ["batch", file("declare a counter A x=1\nincr a x=1")]
    ) { _ in },
    UpdateCase(
      "a stream in a new database",
      ["batch", "--stream", file("cork\ndeclare a counter A x=1\nincr a x=1\nuncork")]
    ) { _ in },
  ]

  private static func batch(_ name: String, _ lines: String) -> UpdateCase {
    UpdateCase(name, ["batch", file(lines)], prepare: prepareSmall)
  }

  private static func stream(
    _ name: String, _ lines: String, linesOfAFault: Int = 1
  ) -> UpdateCase {
    var update = UpdateCase(
      name, ["batch", "--stream", "-q", file(lines)], prepare: prepareSmall)
    update.linesOfAFault = linesOfAFault
    return update
  }

  /// Lines in a file of their own, apart from the folder whose calls are counted.
  static func file(_ lines: String) -> String {
    let path = BatchFiles.folder.file("lines-\(BatchFiles.name(lines))")
    write(Array(lines.utf8), to: path)
    return path
  }
}

/// The files that batches are read from; they go when the process ends.
private enum BatchFiles {
  static let folder: Scratch = {
    atexit { removeTree(BatchFiles.scratch.path) }
    return scratch
  }()

  private static let scratch = Scratch()

  /// A name for a text: the same for the same text.
  static func name(_ text: String) -> String {
    String(text.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }, radix: 36)
  }
}
