internal import Glibc

/// What error numbers mean, for those who must tell them apart without naming them.
package enum SystemErrors {
  /// The file, or a folder on the way to it, is not there.
  package static func isMissing(_ number: Int32) -> Bool { number == ENOENT || number == ENOTDIR }

  /// Permissions or a read-only file system forbid it.
  package static func isRefusal(_ number: Int32) -> Bool {
    number == EACCES || number == EPERM || number == EROFS || number == ETXTBSY
  }

  /// Something stands at the name already.
  package static func isTaken(_ number: Int32) -> Bool { number == EEXIST }

  /// The reader of a pipe or socket went away.
  package static func isClosedPipe(_ number: Int32) -> Bool { number == EPIPE }

  /// Another process holds it.
  package static var busy: Int32 { EBUSY }

  /// It would be larger than a file of its sort can be.
  package static var tooLarge: Int32 { EFBIG }

  /// There is no memory left.
  package static var noMemory: Int32 { ENOMEM }

  /// Something has taken the name meanwhile.
  package static var exists: Int32 { EEXIST }
}

/// What the C library wrote into a buffer, up to the zero behind it.
func textOf(_ buffer: [CChar]) -> String {
  String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
