internal import Exposition
internal import TestSupport
internal import Testing

@Suite struct DatagramPackerTests {
  private func pack(_ pieces: [String], limit: Int) -> [String] {
    var packer = DatagramPacker(limit: limit)
    var datagrams: [[UInt8]] = []
    for piece in pieces {
      if let datagram = packer.add(Array(piece.utf8)) { datagrams.append(datagram) }
    }
    if let datagram = packer.finish() { datagrams.append(datagram) }
    return datagrams.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `as many lines as fit share a datagram`() {
    #expect(pack(["a:1|c", "b:2|c", "c:3|c"], limit: 11) == ["a:1|c\nb:2|c", "c:3|c"])
    #expect(pack(["a:1|c", "b:2|c", "c:3|c"], limit: 10) == ["a:1|c", "b:2|c", "c:3|c"])
    #expect(pack([], limit: 10) == [])
    #expect(pack([""], limit: 10) == [])
  }

  @Test func `what is added at once is not parted`() {
    #expect(
      pack(["a:1|c", "x:0|g\nx:-5|g", "b:2|c"], limit: 13)
        == ["a:1|c", "x:0|g\nx:-5|g", "b:2|c"])
    #expect(pack(["a:1|c", "x:0|g\nx:-5|g", "b:2|c"], limit: 8).contains("x:0|g\nx:-5|g"))
  }

  @Test func `any pieces come out whole, in order, and as tight as the limit lets them`() {
    var random = SeededGenerator(for: "DatagramPacker")
    for _ in 0..<200 {
      let limit = Int.random(in: 1...60, using: &random)
      let pieces = (0..<Int.random(in: 0...40, using: &random)).map { index in
        "\(index)" + String(repeating: "x", count: Int.random(in: 0...20, using: &random))
      }
      let datagrams = pack(pieces, limit: limit)
      #expect(datagrams.joined(separator: "\n") == pieces.joined(separator: "\n"))
      for (datagram, next) in zip(datagrams, datagrams.dropFirst()) {
        let first = next.split(separator: "\n")[0]
        #expect(datagram.utf8.count <= limit || !datagram.contains("\n"))
        #expect(datagram.utf8.count + 1 + first.utf8.count > limit)
      }
    }
  }
}
