internal import CLinux

extension File {
  /// Whether this file and another bear the same extended attributes, among them access control
  /// lists: flistxattr(2), fgetxattr(2).
  ///
  /// A file system without such attributes has none of them.
  package borrowing func hasSameAttributes(as other: borrowing File) -> Bool {
    let names = attributeNames()
    guard names.sorted() == other.attributeNames().sorted() else { return false }
    for name in names where attribute(name) != other.attribute(name) { return false }
    return true
  }

  private borrowing func attributeNames() -> [String] {
    let bytes = filled { flistxattr(descriptor, $0, $1) }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private borrowing func attribute(_ name: String) -> [UInt8] {
    filled { fgetxattr(descriptor, name, $0, $1) }
  }

  /// What a call of the sort that first tells the length puts into a buffer; empty on failure.
  private func filled(_ call: (UnsafeMutablePointer<CChar>?, Int) -> Int) -> [UInt8] {
    let length = call(nil, 0)
    guard length > 0 else { return [] }
    var bytes = [CChar](repeating: 0, count: length)
    let got = bytes.withUnsafeMutableBufferPointer { call($0.baseAddress, $0.count) }
    return bytes.prefix(max(0, got)).map { UInt8(bitPattern: $0) }
  }
}
