package import MetricModel
internal import Glibc

/// Standard output and standard error, written without buffering of their own.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all bytes: write(2).
  ///
  /// A reader that went away (EPIPE) is `failure` with that number: SIGPIPE, which would end the
  /// process with a status that scripts take for an error, is ignored from the first write on.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(MetricError) {
    signal(SIGPIPE, SIG_IGN)
    var done = 0
    while done < bytes.count {
      let count = retrying {
        Glibc.write(rawValue, bytes.baseAddress! + done, bytes.count - done)
      }
      if count < 0, errno == EAGAIN {
        waitUntilWritable()
        continue
      }
      guard count >= 0 else {
        throw .failure(.write, errno: errno, path: "standard \(self)")
      }
      done += count
    }
  }

  /// Writes a text and a newline.
  package func writeLine(_ text: String) throws(MetricError) {
    var failure: MetricError?
    Array((text + "\n").utf8).withUnsafeBytes { bytes in
      do throws(MetricError) { try write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Whether a short text can be written now, without waiting for a reader: poll(2).
  package var isWritable: Bool {
    var wanted = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    return poll(&wanted, 1, 0) == 1 && wanted.revents & Int16(POLLOUT) != 0
  }

  private func waitUntilWritable() {
    var wanted = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    _ = poll(&wanted, 1, -1)
  }
}
