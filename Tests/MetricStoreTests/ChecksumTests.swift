internal import CLinux
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Checksums and hashes")
struct ChecksumTests {
  @Test("CRC-32C gives the values of RFC 3720, appendix B.4")
  func knownAnswers() {
    let answers: [([UInt8], UInt32)] = [
      ([], 0),
      (Array("123456789".utf8), 0xe306_9283),
      ([UInt8](repeating: 0, count: 32), 0x8a91_36aa),
      ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
      (Array(0..<32), 0x46dd_794e),
      (Array((0..<32).reversed()), 0x113f_db5c),
    ]
    for (bytes, answer) in answers { #expect(crc32c(0, bytes, bytes.count) == answer) }
  }

  @Test("The processor's instruction and the table of nibbles agree on bytes of any length")
  func twoWays() {
    var random = SeededGenerator(for: "two ways to a checksum")
    guard crc32c_has_hardware() != 0 else { return }
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let start = UInt32.random(in: 0...UInt32.max, using: &random)
      #expect(crc32c_hardware(start, bytes, length) == crc32c_nibbles(start, bytes, length))
    }
  }

  @Test("A checksum may be taken in parts")
  func parts() {
    let bytes = Array("the quick brown fox".utf8)
    for cut in 0...bytes.count {
      let first = crc32c(0, bytes, cut)
      let rest = Array(bytes[cut...])
      #expect(crc32c(first, rest, rest.count) == crc32c(0, bytes, bytes.count))
    }
  }

  @Test("libgdbm hashes keys of any bytes and lengths as we do: it finds them in our buckets")
  func hashes() throws {
    var random = SeededGenerator(for: "hashes of keys")
    let folder = try TemporaryDirectory()
    let path = folder.file("keys.gdbm")
    let file = try File.open(path, for: .creating(mode: 0o600))
    let keys = (1..<120).map { length in
      (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    let writer = try GDBMWriter(adopting: try file.duplicate(), path: path)
    for key in keys { try writer.store([1, 2, 3], key: key) }
    try writer.synchronize()
    let table = try TableFile(try File.open(path, for: .reading))
    for key in keys {
      let location = try #require(try table.find(key))
      #expect(location.keyLength == key.count && location.valueLength == 3)
    }
    #expect(try table.find(Array("missing".utf8)) == nil)
  }
}
