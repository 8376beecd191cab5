internal import CLinux
internal import Glibc

/// Room for some datagrams that are received with one call, and those received last: recvmmsg(2).
///
/// The memory is used again for each call, and only as much of it as datagrams filled is ever
/// touched.
package final class DatagramBatch {
  /// How many datagrams fit.
  static let capacity = 64
  /// More than UDP can carry; what is longer is cut.
  private static let longest = 65_536
  /// From one datagram to the next: not a power of two, or all beginnings would have to share a few
  /// lines of the processor's cache.
  private static let stride = longest + 64

  /// How many datagrams were received last.
  package private(set) var count = 0
  private let bytes: UnsafeMutableRawBufferPointer
  private let parts: UnsafeMutablePointer<iovec>
  private let headers: UnsafeMutablePointer<datagram>

  init() {
    bytes = .allocate(byteCount: Self.capacity * Self.stride, alignment: 64)
    parts = .allocate(capacity: Self.capacity)
    headers = .allocate(capacity: Self.capacity)
    for index in 0..<Self.capacity {
      let start = bytes.baseAddress! + index * Self.stride
      (parts + index).initialize(to: iovec(iov_base: start, iov_len: Self.longest))
      var header = datagram()
      header.header.msg_iov = parts + index
      header.header.msg_iovlen = 1
      (headers + index).initialize(to: header)
    }
  }

  deinit {
    bytes.deallocate()
    parts.deallocate()
    headers.deallocate()
  }

  /// The bytes of a datagram, until the next are received.
  package subscript(index: Int) -> UnsafeRawBufferPointer {
    let start = index * Self.stride
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(headers[index].length)])
  }

  /// Whether a datagram was longer than there was room for, so that its end is missing.
  package func isCut(_ index: Int) -> Bool {
    headers[index].header.msg_flags & CInt(MSG_TRUNC) != 0
  }

  /// Receives what is there, without waiting; 0 or the number of the error.
  func receive(from descriptor: CInt) -> CInt {
    let result = retrying {
      receive_datagrams(descriptor, headers, CUnsignedInt(Self.capacity))
    }
    count = max(0, Int(result))
    return result < 0 ? errno : 0
  }
}
