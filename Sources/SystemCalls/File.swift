package import MetricModel
internal import CLinux
internal import Glibc

/// An open file: the descriptor, closed when the value goes, and the path for messages.
///
/// This target is the only door to the operating system. Every call here repeats itself when a
/// signal interrupts it, and reports a refusal as `failure` with the call's name and the path.
package struct File: ~Copyable, Sendable {
  package let descriptor: CInt
  package let path: String

  /// Takes over a descriptor.
  package init(adopting descriptor: CInt, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// What a file is opened for.
  package enum Access: Sendable {
    case reading
    /// A link at the end is followed: for files that users arrange, not for databases.
    case readingThroughLinks
    case readingAndWriting
    /// Made when missing, with this mode whatever the umask says.
    case creating(mode: UInt32)
    /// Made, with this mode whatever the umask says; nothing may stand there, not even a link.
    case new(mode: UInt32)
  }

  /// Opens a path without following a link at its end, without waiting for a FIFO's other end, and
  /// closed in programs started from here: open(2) with O_NOFOLLOW, O_NONBLOCK and O_CLOEXEC.
  package static func open(_ path: String, for access: Access) throws(MetricError) -> File {
    let common = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
    let descriptor: CInt
    switch access {
    case .reading: descriptor = retrying { Glibc.open(path, O_RDONLY | common) }
    case .readingThroughLinks:
      descriptor = retrying { Glibc.open(path, O_RDONLY | common & ~O_NOFOLLOW) }
    case .readingAndWriting: descriptor = retrying { Glibc.open(path, O_RDWR | common) }
    case .creating: descriptor = retrying { Glibc.open(path, O_RDWR | O_CREAT | common, 0o600) }
    case .new:
      descriptor = retrying { Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | common, 0o600) }
    }
    guard descriptor >= 0 else { throw .failure(.open, errno: errno, path: path) }
    do throws(MetricError) {
      let file = File(adopting: try awayFromStandardStreams(descriptor, path), path: path)
      switch access {
      case .creating(let mode), .new(let mode): try file.changeMode(to: mode)
      default: break
      }
      return file
    } catch {
      if case .new = access { unlink(path) }
      throw error
    }
  }

  /// Sets the permission bits: fchmod(2).
  package borrowing func changeMode(to mode: UInt32) throws(MetricError) {
    try check(fchmod(descriptor, mode), .changeMode)
  }

  /// Gives the file to the owner and group of another, or only to the group, where this process
  /// may; says nothing where it may not: fchown(2).
  package borrowing func offer(toThoseOf other: FileStatus) {
    if fchown(descriptor, other.owner, other.group) != 0 {
      _ = fchown(descriptor, .max, other.group)
    }
  }

  /// Fills a buffer from an offset and returns how many bytes there were: pread(2).
  package borrowing func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(MetricError) -> Int {
    var done = 0
    while done < buffer.count {
      let count = retrying {
        pread(descriptor, buffer.baseAddress! + done, buffer.count - done, offset + done)
      }
      guard count >= 0 else { throw .failure(.read, errno: errno, path: path) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The bytes from an offset on; fewer than asked for at the end of the file.
  package borrowing func read(_ count: Int, at offset: Int) throws(MetricError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var failure: MetricError?
    var length = 0
    bytes.withUnsafeMutableBytes { buffer in
      do throws(MetricError) { length = try read(into: buffer, at: offset) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    if length < count { bytes.removeLast(count - length) }
    return bytes
  }

  /// All of a file that is meant to be small, as a user's settings are; nil when it is larger than
  /// 1 MiB.
  ///
  /// One byte more than there should be is asked for, so that a pipe or a folder, whose size is
  /// nothing to go by, is refused and not taken for an empty file.
  package static func contents(ofSmall path: String) throws(MetricError) -> [UInt8]? {
    let largest = 1 << 20
    let file = try open(path, for: .readingThroughLinks)
    let bytes = try file.read(min(file.status().size, largest) + 1, at: 0)
    return bytes.count <= largest ? bytes : nil
  }

  /// Writes all bytes at an offset: pwrite(2).
  package borrowing func write(_ bytes: [UInt8], at offset: Int) throws(MetricError) {
    try bytes.withUnsafeBufferPointer { bytes throws(MetricError) in
      try write(UnsafeRawBufferPointer(bytes), at: offset)
    }
  }

  /// The same for bytes that are only lent.
  package borrowing func write(
    _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) throws(MetricError) {
    var done = 0
    while done < bytes.count {
      let count = retrying {
        pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, offset + done)
      }
      guard count >= 0 else { throw .failure(.write, errno: errno, path: path) }
      done += count
    }
  }

  /// Waits until data and metadata are on disk: fsync(2).
  package borrowing func synchronize() throws(MetricError) {
    try check(retrying { fsync(descriptor) }, .synchronize)
  }

  /// Waits until the data, and what finding it needs, are on disk: fdatasync(2).
  package borrowing func synchronizeData() throws(MetricError) {
    try check(retrying { fdatasync(descriptor) }, .synchronize)
  }

  /// Cuts or extends the file: ftruncate(2).
  package borrowing func truncate(to size: Int) throws(MetricError) {
    try check(retrying { ftruncate(descriptor, size) }, .truncate)
  }

  /// What the open file is: fstat(2).
  package borrowing func status() throws(MetricError) -> FileStatus {
    var raw = stat()
    try check(fstat(descriptor, &raw), .stat)
    return FileStatus(raw)
  }

  /// A second descriptor of the same open file, for a callee that closes what it is given.
  package borrowing func duplicate() throws(MetricError) -> CInt {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw .failure(.open, errno: errno, path: path) }
    guard lseek(copy, 0, SEEK_SET) == 0 else {
      let number = errno
      close(copy)
      throw .failure(.seek, errno: number, path: path)
    }
    return copy
  }

  /// The same open file once more, with its lock: what is locked or unlocked through one is so for
  /// both.
  package borrowing func another() throws(MetricError) -> File {
    File(adopting: try duplicate(), path: path)
  }

  borrowing func check(_ result: CInt, _ call: SystemCall) throws(MetricError) {
    guard result == 0 else { throw .failure(call, errno: errno, path: path) }
  }
}

/// A descriptor that is none of the standard ones, of a file that was opened while one of those was
/// closed: what is meant for standard output must never be written into a database.
func awayFromStandardStreams(
  _ descriptor: CInt, _ path: String
) throws(MetricError) -> CInt {
  guard descriptor <= STDERR_FILENO else { return descriptor }
  let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
  let number = errno
  close(descriptor)
  guard moved >= 0 else { throw .failure(.open, errno: number, path: path) }
  return moved
}

/// Repeats a call for as long as a signal interrupts it.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
