internal import Foundation
internal import Testing

/// The examples in Docs/file-format.md.
enum FormatPage {
  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private static func lines() throws -> [Substring] {
    try String(contentsOfFile: root + "/Docs/file-format.md", encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The bytes of the hexdump that begins at an offset.
  static func bytes(at offset: Int) throws -> [UInt8] {
    let begin = String(offset, radix: 16) + ": "
    let lines = try lines()
    let first = try #require(lines.firstIndex { $0.hasPrefix("0000" + begin) })
    let dump = lines[first...].prefix { $0 != "```" }
    return dump.flatMap { line in
      line.split(separator: " ").dropFirst().compactMap { UInt8($0, radix: 16) }
    }
  }

  /// The table of keys and their hashes.
  static func hashes() throws -> [(key: String, hash: UInt32)] {
    try lines().filter { $0.hasPrefix("| `") && $0.contains("` | `0x") }.map { line in
      let parts = line.split(separator: "`")
      let hash = try #require(UInt32(parts[3].dropFirst(2), radix: 16))
      return (String(parts[1]), hash)
    }
  }
}
