internal import CGDBM
internal import CSeek
internal import Glibc
internal import MetricModel

/// The one door to libgdbm: it changes the structure of a file that our own lock protects.
///
/// The library is told not to lock (we hold the lock that it would take, on the same open file),
/// not to map (a truncated file would mean SIGBUS), and is given a duplicate of the descriptor,
/// which it closes. Every record is copied in and out in one function. After every call its result
/// and its two error states are looked at: on a full disk gdbm_store(3) may return 0. Every call that
/// may write is made through `within`: an end of file that is not found would cost the file (CSeek).
struct GDBMWriter: ~Copyable {
  private let handle: GDBM_FILE
  private let path: String

  /// Opens the file behind a descriptor, which is closed with it: gdbm_fd_open(3).
  ///
  /// An empty file is made an empty table.
  init(adopting descriptor: CInt, path: String) throws(MetricError) {
    let flags = GDBM_WRITER | GDBM_NOLOCK | GDBM_NOMMAP | GDBM_CLOERROR | GDBM_BSEXACT
    let handle = within { gdbm_fd_open(descriptor, path, CInt(TableHeader.blockSize), flags, nil) }
    guard let handle else {
      throw Self.fault(CGDBM.last_gdbm_error(), errno: Glibc.errno, path: path)
    }
    self.handle = handle
    self.path = path
  }

  deinit { _ = within { gdbm_close(handle) } }

  /// Stores a record, in place of the one of that key if there is one: gdbm_store(3).
  func store(_ value: [UInt8], key: [UInt8]) throws(MetricError) {
    let result = withDatum(key) { key in
      withDatum(value) { value in within { gdbm_store(handle, key, value, GDBM_REPLACE) } }
    }
    try check(result)
  }

  /// Takes a record away: gdbm_delete(3).
  func delete(key: [UInt8]) throws(MetricError) {
    try check(withDatum(key) { key in within { gdbm_delete(handle, key) } })
  }

  /// Waits until all is on disk: gdbm_sync(3).
  func synchronize() throws(MetricError) {
    try check(within { gdbm_sync(handle) })
  }

  private func check(_ result: CInt) throws(MetricError) {
    let code = gdbm_last_errno(handle)
    guard result == 0, code == GDBM_NO_ERROR, gdbm_needs_recovery(handle) == 0 else {
      throw Self.fault(Int32(code), errno: gdbm_last_syserr(handle), path: path)
    }
  }

  private static func fault(_ code: CInt, errno: CInt, path: String) -> MetricError {
    if gdbm_check_syserr(code) != 0, errno != 0 {
      return .failure(.write, errno: errno, path: path)
    }
    let text = gdbm_strerror(code).map { String(cString: $0) } ?? "error \(code)"
    return .database(.damaged("libgdbm says: \(text)"), path: path)
  }
}

/// Makes a call of libgdbm's.
private func within<Result>(_ call: () -> Result) -> Result {
  seek_within_gdbm(1)
  defer { seek_within_gdbm(0) }
  return call()
}

/// Lends bytes to libgdbm, which does not keep or change them.
private func withDatum(_ bytes: [UInt8], _ body: (datum) -> CInt) -> CInt {
  var bytes = bytes
  return bytes.withUnsafeMutableBytes { buffer in
    body(
      datum(
        dptr: buffer.baseAddress?.assumingMemoryBound(to: CChar.self), dsize: CInt(buffer.count))
    )
  }
}
