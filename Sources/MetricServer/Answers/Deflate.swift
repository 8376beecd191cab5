internal import CZlib
internal import NIOCore

/// A part of a compressed answer: text as DEFLATE blocks that end at a byte and refer to nothing
/// before them.
///
/// Parts made at different times, or by different threads, join into one gzip stream:
///
/// ```
/// header(10) part... 03 00 crc32(4) length(4)
/// ```
/// `03 00` is an empty last block; the checksum of the whole is combined from those of the parts.
/// Source: RFC 1951, RFC 1952, zlib's manual on Z_FULL_FLUSH and crc32_combine.
struct DeflatedPart: Sendable {
  let bytes: ByteBuffer
  /// Of the text.
  let checksum: UInt
  /// Bytes of the text.
  let length: Int
}

/// Compresses parts, at the speed that a scrape wants.
final class Deflater {
  /// zlib keeps a pointer to it, so that it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  /// Level 1: a scrape waits for it, and metrics compress well at any level.
  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = raw_deflate_begin(stream, 1) == Z_OK
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Nil when zlib has no memory.
  func part(_ text: ByteBuffer) -> DeflatedPart? {
    guard isReady, deflateReset(stream) == Z_OK else { return nil }
    let capacity = Int(deflateBound(stream, UInt(text.readableBytes))) + 16
    var output = ByteBufferAllocator().buffer(capacity: capacity)
    var checksum: UInt = 0
    var result = Z_OK
    output.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { target in
      text.withUnsafeReadableBytes { source in
        let input = source.bindMemory(to: UInt8.self)
        checksum = crc32(0, input.baseAddress, UInt32(input.count))
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(target.count)
        result = deflate(stream, Z_FULL_FLUSH)
        return target.count - Int(stream.pointee.avail_out)
      }
    }
    guard result == Z_OK, stream.pointee.avail_in == 0 else { return nil }
    // Most of what was set aside is not needed, and would be kept with the text.
    let bytes = ByteBufferAllocator().buffer(buffer: output)
    return DeflatedPart(bytes: bytes, checksum: checksum, length: text.readableBytes)
  }
}

/// A gzip stream of parts.
enum GzipStream {
  /// The buffers of the whole stream, in order.
  static func buffers(_ parts: [DeflatedPart]) -> [ByteBuffer] {
    var checksum: UInt = 0
    var length = 0
    for part in parts {
      checksum = crc32_combine(checksum, part.checksum, part.length)
      length += part.length
    }
    var trailer = ByteBuffer()
    trailer.writeBytes([0x03, 0x00] as [UInt8])
    trailer.writeInteger(UInt32(truncatingIfNeeded: checksum), endianness: .little)
    trailer.writeInteger(UInt32(truncatingIfNeeded: length), endianness: .little)
    // Method deflate, no name, no time, fastest, Unix.
    let header = ByteBuffer(bytes: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 3] as [UInt8])
    return [header] + parts.map(\.bytes) + [trailer]
  }
}
