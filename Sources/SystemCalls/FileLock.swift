package import MetricModel
internal import CLinux
internal import Glibc

extension File {
  /// How a lock is held.
  package enum LockMode: Sendable {
    case shared
    case exclusive

    package var isExclusive: Bool {
      switch self {
      case .shared: false
      case .exclusive: true
      }
    }
  }

  /// Takes the file's lock, the one that libgdbm takes too, and says whether it was had in time.
  ///
  /// Waiters first pass a turnstile, a byte lock far beyond the end of the file: a writer that
  /// waits holds it alone, so that readers who come later queue behind the writer instead of
  /// overtaking it for ever. flock(2), and fcntl(2) with OFD_SETLKW.
  package borrowing func lock(
    _ mode: LockMode, until deadline: Deadline
  ) throws(MetricError) -> Bool {
    guard try passTurnstile(mode, until: deadline) else { return false }
    defer { leaveTurnstile() }
    let operation = mode.isExclusive ? LOCK_EX : LOCK_SH
    return try wait(until: deadline) { blocking in
      flock(descriptor, blocking ? operation : operation | LOCK_NB)
    }
  }

  /// Gives the lock back: flock(2) with LOCK_UN.
  package borrowing func unlock() { flock(descriptor, LOCK_UN) }

  private borrowing func passTurnstile(
    _ mode: LockMode, until deadline: Deadline
  ) throws(MetricError) -> Bool {
    let type = mode.isExclusive ? F_WRLCK : F_RDLCK
    return try wait(until: deadline) { blocking in
      var range = byteRange(type)
      return fcntl(descriptor, blocking ? OFD_SETLKW : OFD_SETLK, &range)
    }
  }

  private borrowing func leaveTurnstile() {
    var range = byteRange(F_UNLCK)
    _ = fcntl(descriptor, OFD_SETLK, &range)
  }

  /// Tries a lock call at once, then blocked, broken off by a timer until the deadline.
  private borrowing func wait(
    until deadline: Deadline, _ call: (_ blocking: Bool) -> CInt
  ) throws(MetricError) -> Bool {
    if call(false) == 0 { return true }
    guard isBusy(errno) else { throw .failure(.lock, errno: errno, path: path) }
    guard !deadline.hasPassed else { return false }
    let timer = try InterruptTimer(path: path)
    defer { timer.stop() }
    while !deadline.hasPassed {
      if call(true) == 0 { return true }
      guard errno == EINTR else { throw .failure(.lock, errno: errno, path: path) }
    }
    return false
  }

  private func isBusy(_ number: CInt) -> Bool {
    number == EWOULDBLOCK || number == EACCES || number == EINTR
  }
}

extension File {
  /// Marks the whole file as held by this process until it is closed; false when another holds it.
  package borrowing func claim() throws(MetricError) -> Bool {
    var range = byteRange(F_WRLCK, start: 0)
    if fcntl(descriptor, OFD_SETLK, &range) == 0 { return true }
    guard isBusy(errno) else { throw .failure(.lock, errno: errno, path: path) }
    return false
  }

  /// Whether some process has claimed the file, asked without taking anything: OFD_GETLK.
  package borrowing func isClaimed() throws(MetricError) -> Bool {
    var range = byteRange(F_RDLCK, start: 0)
    try check(fcntl(descriptor, OFD_GETLK, &range), .lock)
    return range.l_type != Int16(F_UNLCK)
  }
}

/// One byte for fcntl(2): the turnstile's place unless told otherwise.
private func byteRange(_ type: CInt, start: Int = 1 << 62) -> flock {
  var range = flock()
  range.l_type = Int16(type)
  range.l_whence = Int16(SEEK_SET)
  range.l_start = start
  range.l_len = 1
  return range
}
