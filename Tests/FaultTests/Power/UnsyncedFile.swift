/// A file as a disk may hold it after a power loss: what was there at its last sync, and what any
/// 4 KiB page and the size have been since.
struct UnsyncedFile: Sendable {
  static let pageSize = 4096

  /// A page or the size as it was after a moment of the trace.
  struct Version<Value: Sendable>: Sendable {
    var moment: Int
    var value: Value
  }

  /// The newest bytes, as the running system sees them.
  private(set) var bytes: [UInt8]
  /// What each page touched since the last sync was then, and after each touch.
  private(set) var pages: [Int: [Version<[UInt8]>]] = [:]
  /// What the size was at the last sync, and after each change.
  private(set) var sizes: [Version<Int>]

  /// A file that is on the disk with these bytes.
  init(durable bytes: [UInt8]) {
    self.bytes = bytes
    sizes = [Version(moment: 0, value: bytes.count)]
  }

  /// Writes at an offset, growing the file where needed.
  mutating func write(_ new: [UInt8], at offset: Int, moment: Int) {
    guard !new.isEmpty else { return }
    let end = offset + new.count
    let touched = offset / Self.pageSize...(end - 1) / Self.pageSize
    remember(touched)
    if end > bytes.count { resize(end, moment: moment) }
    bytes.replaceSubrange(offset..<end, with: new)
    record(touched, moment: moment)
  }

  /// Cuts or lengthens the file.
  mutating func truncate(to size: Int, moment: Int) {
    let first = min(size, bytes.count) / Self.pageSize
    let last = max(0, bytes.count - 1) / Self.pageSize
    let touched = size < bytes.count ? first...max(first, last) : first...first
    remember(touched)
    resize(size, moment: moment)
    record(touched, moment: moment)
  }

  /// What is there now is on the disk for good.
  mutating func sync() { self = UnsyncedFile(durable: bytes) }

  /// The bytes for a choice of a version of each page and of the size.
  func bytes(size: Int, choosing: (Int) -> Int) -> [UInt8] {
    var result = Array(bytes.prefix(size))
    result += [UInt8](repeating: 0, count: size - result.count)
    for (page, versions) in pages {
      let start = page * Self.pageSize
      guard start < size else { continue }
      let chosen = versions[choosing(page)].value
      let end = min(size, start + Self.pageSize)
      result.replaceSubrange(start..<end, with: chosen.prefix(end - start))
    }
    return result
  }

  /// Keeps what a page was at the last sync, before its first touch.
  private mutating func remember(_ touched: ClosedRange<Int>) {
    for page in touched where pages[page] == nil {
      pages[page] = [Version(moment: 0, value: content(of: page))]
    }
  }

  private mutating func record(_ touched: ClosedRange<Int>, moment: Int) {
    for page in touched {
      let version = Version(moment: moment, value: content(of: page))
      pages[page, default: []].append(version)
    }
  }

  private mutating func resize(_ size: Int, moment: Int) {
    if size < bytes.count { bytes.removeLast(bytes.count - size) }
    bytes += [UInt8](repeating: 0, count: size - bytes.count)
    if sizes.last?.value != size { sizes.append(Version(moment: moment, value: size)) }
  }

  /// A page's bytes, with zeros after the end of the file.
  private func content(of page: Int) -> [UInt8] {
    let start = page * Self.pageSize
    let part = start < bytes.count ? bytes[start..<min(start + Self.pageSize, bytes.count)] : []
    return part + [UInt8](repeating: 0, count: Self.pageSize - part.count)
  }
}
