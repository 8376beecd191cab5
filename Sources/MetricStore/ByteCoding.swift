/// Little-endian numbers in byte arrays, as GDBM on Linux and this project's records hold them.
extension [UInt8] {
  /// The number at an offset.
  ///
  /// The caller has made sure that the array is long enough.
  func integer<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type = Number.self)
    -> Number
  {
    withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
  }

  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  mutating func store<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    withUnsafeMutableBytes {
      $0.storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The number at an offset.
  ///
  /// The caller has made sure that there are enough bytes.
  func integer<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type = Number.self)
    -> Number
  {
    Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }
}

/// A run of bytes in a file.
struct Extent: Equatable, Comparable {
  var offset: Int
  var length: Int

  /// The offset just past the run; numbers from a damaged file may be anything.
  var end: Int {
    let (end, overflow) = offset.addingReportingOverflow(length)
    return overflow ? .max : end
  }

  func overlaps(_ other: Extent) -> Bool { offset < other.end && other.offset < end }

  /// What two runs have in common, or nil.
  func intersection(_ other: Extent) -> Extent? {
    let start = Swift.max(offset, other.offset)
    let length = Swift.min(end, other.end) - start
    return length > 0 ? Extent(offset: start, length: length) : nil
  }

  static func < (left: Extent, right: Extent) -> Bool { left.offset < right.offset }
}
