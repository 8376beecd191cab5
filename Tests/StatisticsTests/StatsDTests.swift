internal import MetricModel
internal import MetricOperations
internal import Statistics
internal import TestSupport
internal import Testing

@Suite struct StatsDTests {
  @Test("Each update is a datagram: counters as deltas, gauges as they are")
  func lines() throws {
    let listener = try StatsDListener.udp()
    let backend = StatsDStatistics(to: listener.server)
    let hits = try backend.metric(.counter, "hits", labels: ["code"]).withLabels("200")
    try hits.add(2)
    try hits.set(10)
    try hits.reset()
    try hits.add(1)
    let level = try backend.metric(.gauge, "level").withLabels()
    try level.set(3)
    try level.set(-5)
    try level.add(1)
    try backend.metric(.histogram, "wait", unit: "seconds").withLabels().sample(0.25)
    try backend.metric(.summary, "size").withLabels().sample(512)
    try backend.metric(.info, "build", labels: ["v"]).withLabels("1").setInfo()
    try backend.metric(.stateset, "phase", layout: .states(["a", "b"])).withLabels().set(state: "b")
    #expect(
      listener.datagrams == [
        "hits_total.code.200:2|c", "hits_total.code.200:8|c", "hits_total.code.200:1|c",
        "level:3|g", "level:0|g\nlevel:-5|g", "level:0|g\nlevel:-4|g",
        "wait_seconds:250|ms", "size:512|h", "build_info.v.1:1|g",
        "phase.phase.a:0|g\nphase.phase.b:1|g",
      ])
  }

  @Test("Corked updates are packed into datagrams up to the size given, none cut")
  func packing() throws {
    let listener = try StatsDListener.udp()
    let backend = StatsDStatistics(
      to: listener.server, options: StatsDOptions(maximumDatagramBytes: 64))
    let level = try backend.metric(.gauge, "level", labels: ["n"])
    let wait = try backend.metric(.histogram, "wait", layout: .buckets([1])).withLabels()
    try backend.corked { () throws(MetricError) in
      for number in 0..<20 { try level.withLabels("\(number)").set(-1) }
      for number in 0..<20 { try wait.sample(Double(number)) }
    }
    let datagrams = listener.datagrams
    #expect(datagrams.allSatisfy { $0.utf8.count <= 64 })
    // As full as they can be: no datagram's first message would have fitted into the one before.
    for (one, next) in zip(datagrams, datagrams.dropFirst()) {
      let first = next.split(separator: "\n").prefix(next.hasPrefix("level") ? 2 : 1)
      #expect(one.utf8.count + 1 + first.joined(separator: "\n").utf8.count > 64)
    }
    let lines = datagrams.flatMap { $0.split(separator: "\n").map(String.init) }
    #expect(
      lines
        == (0..<20).flatMap { ["level.n.\($0):0|g", "level.n.\($0):-1|g"] }
        + (0..<20).map { "wait:\($0)|h" })
    for datagram in datagrams where datagram.hasPrefix("level") {
      #expect(datagram.split(separator: "\n").first?.hasSuffix(":0|g") == true, "a pair was parted")
    }
  }

  @Test("A number that StatsD cannot carry is refused, and changes nothing")
  func notCarried() throws {
    let listener = try StatsDListener.udp()
    let backend = StatsDStatistics(to: listener.server)
    let level = try backend.metric(.gauge, "level").withLabels()
    try level.set(1)
    #expect(
      error { () throws(MetricError) in try level.set(.infinity) }
        == .invalid(.notCarried(try MetricName("level"), .infinity)))
    try level.add(1)
    #expect(listener.datagrams == ["level:1|g", "level:2|g"])
  }

  @Test("With a server that is away nothing is lost; one that came back on its path is found")
  func restart() throws {
    let folder = try TemporaryDirectory()
    let first = try StatsDListener.unix(in: folder)
    let backend = StatsDStatistics(
      to: first.server, options: StatsDOptions(maximumDatagramBytes: 24))
    let hits = try backend.metric(.counter, "hits", labels: ["n"])
    try hits.withLabels("0").add(1)
    #expect(first.datagrams == ["hits_total.n.0:1|c"])
    first.stop()
    backend.cork()
    for number in 1..<4 { try hits.withLabels("\(number)").add(1) }
    #expect(
      error { () throws(MetricError) in try backend.uncork() }
        == .failure(.connect, errno: 111, path: folder.file("statsd.socket")))
    let second = try StatsDListener.unix(in: folder)
    try hits.withLabels("0").add(1)
    #expect(
      second.datagrams == [
        "hits_total.n.1:1|c", "hits_total.n.2:1|c", "hits_total.n.3:1|c", "hits_total.n.0:1|c",
      ])
  }
}
