package import MetricModel
internal import Glibc

/// Bytes that come one after the other: standard input, a file, a pipe.
package struct InputStream: ~Copyable {
  private let descriptor: CInt
  /// The file's name; nil for standard input.
  package let path: String?

  /// Standard input.
  package init() {
    descriptor = STDIN_FILENO
    path = nil
  }

  /// Opens a file, or a FIFO when its other end is opened too, following links: open(2).
  package init(opening path: String) throws(MetricError) {
    let opened = retrying { open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard opened >= 0 else { throw .failure(.open, errno: errno, path: path) }
    descriptor = try awayFromStandardStreams(opened, path)
    self.path = path
  }

  deinit { if path != nil { close(descriptor) } }

  /// Whether a person types the bytes.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How many bytes there are in all, where that is known.
  package var length: Int? {
    var raw = stat()
    guard fstat(descriptor, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else { return nil }
    return raw.st_size
  }

  /// What the bytes come from: fstat(2).
  package func status() throws(MetricError) -> FileStatus {
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else {
      throw .failure(.stat, errno: errno, path: path ?? "standard input")
    }
    return FileStatus(raw)
  }

  /// What waiting for bytes ended with.
  package enum Arrival: Equatable, Sendable {
    case bytes
    /// There will be no more.
    case end
    /// The process was asked to stop.
    case stop(StopSignals.Signal)
  }

  /// Appends the bytes that are there, waiting for the first, at most so many: read(2).
  ///
  /// With `signals` the wait ends also when one of them comes.
  package borrowing func read(
    atMost count: Int, into bytes: inout [UInt8], unless signals: StopSignals? = nil
  ) throws(MetricError) -> Arrival {
    while true {
      if let signal = wait(unless: signals) { return .stop(signal) }
      let (got, number) = append(count, to: &bytes)
      if got > 0 { return .bytes }
      if got == 0 { return .end }
      guard number == EAGAIN else {
        throw .failure(.read, errno: number, path: path ?? "standard input")
      }
    }
  }

  /// Appends what has come by now, without waiting; true when there was something.
  package borrowing func readArrived(
    atMost count: Int, into bytes: inout [UInt8]
  ) -> Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, 0) == 1 else { return false }
    return append(count, to: &bytes).got > 0
  }

  private borrowing func append(
    _ count: Int, to bytes: inout [UInt8]
  ) -> (got: Int, errno: Int32) {
    let old = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    let got = bytes.withUnsafeMutableBytes { buffer in
      retrying { Glibc.read(descriptor, buffer.baseAddress! + old, count) }
    }
    let number = errno
    bytes.removeLast(count - max(0, got))
    return (got, number)
  }

  /// Waits until there is something to read, or the end, or a signal that is asked for.
  private borrowing func wait(unless signals: StopSignals?) -> StopSignals.Signal? {
    var wanted = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    if let signals { wanted.append(signals.polled) }
    while poll(&wanted, nfds_t(wanted.count), -1) < 0, errno == EINTR {}
    return signals?.taken()
  }
}
