internal import Foundation
internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import TestSupport
internal import Testing

@Suite("Mutated StatsD datagrams")
struct FuzzTests {
  private static let seeds = [
    "hits:1|c", "hits:1|c|@0.5|#code:200,path:/a", "hits:1:2:3|c",
    "hits:1|c:2|c|@0.5:3|c|#a:b,#c:d",
    "level:+1|g\nlevel:-2.5|g",
    "wait:12.5|ms|@0.1", "size:1e3|h|#a:b", "size:3|d|T1656581400|c:abc", "users:ann|s",
    "load:-1|h", "taken:1|g", "_sc|agent|0|#a:b", "_e{5,4}:title|text", "a:1|c\nb:2|g\nc:3|ms\n",
  ]
  private static let pieces: [[UInt8]] =
    [
      ":", "|", "#", "@", ",", "\n", "\r\n", "+", "-", ".", "e", "1", "9007199254740993", "\0", "c",
      "ms", "g", "_", "NaN", "1e308", "|#", "|@", "le:1", "\u{1b}[2J", "é",
    ].map { Array($0.utf8) } + [[0xff], [0xc3], [0x80]]

  private func mutated(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(random.pick(Self.seeds).utf8)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.insert(contentsOf: random.pick(Self.pieces), at: place)
      case 1: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
      case 2: bytes.removeSubrange(place..<min(place + 3, bytes.count))
      default: bytes += Array(random.pick(Self.seeds).utf8)
      }
    }
    return bytes
  }

  /// The lines of a datagram that are not empty.
  private func lines(_ datagram: [UInt8]) -> Int {
    datagram.split(separator: UInt8(ascii: "\n"))
      .count { !$0.elementsEqual([UInt8(ascii: "\r")]) }
  }

  @Test("No datagram does harm, and each line is taken, bad, a conflict, over a limit or ignored")
  func mutations() throws {
    let given = ProcessInfo.processInfo.environment["METRICCTL_FUZZ_ROUNDS"].flatMap(Int.init)
    var random = SeededGenerator(for: "StatsD mutations")
    let receiving = try Receiving(
      unixgram: true,
      options: StatsDOptions(flushIntervalSeconds: 0.01, maxSeries: 300, maxSetBytes: 500),
      declaring: ["declare taken counter", "declare load histogram Load --buckets -1,10"])
    try receiving.receiver.start()
    var (datagrams, total) = (0, 0)
    for _ in 0..<(given ?? 4_000) {
      let datagram = mutated(&random)
      datagrams += 1
      total += lines(datagram)
      try receiving.send([datagram])
    }
    try receiving.receiver.stop()
    let counts = receiving.counts
    #expect(counts.datagrams == datagrams)
    // Each value of a line of several counts as one.
    #expect(counts.lines > total)
    #expect(counts.waiting == 0)
    let parts = [
      counts.taken, counts.badLines, counts.conflicts, counts.overLimit, counts.events,
      counts.serviceChecks,
    ]
    #expect(parts.allSatisfy { $0 > 0 }, "\(counts)")
    #expect(counts.failedCommits == 0)
    #expect(try receiving.database.check().faults.isEmpty)
    let plain = receiving.log.allSatisfy { line in
      line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
    }
    #expect(plain, "a control character is logged")
  }
}
