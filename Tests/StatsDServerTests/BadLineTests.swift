internal import MetricModel
internal import SystemCalls
internal import Testing

@testable internal import StatsDServer

@Suite("Bad lines")
struct BadLineTests {
  @Test(
    "A bad line is counted, told of with its reason, and does not hold up its neighbours",
    arguments: [
      ("hits", "the value is missing (name:value|type)"),
      ("hits|c", "the value is missing (name:value|type)"),
      ("hits:|c", "the value is missing (name:value|type)"),
      (":1|c", "the name is missing"),
      ("hits:1", "the type is missing (name:value|type)"),
      ("hits:1|", "the type is missing (name:value|type)"),
      ("hits:1||@0.5", "the type is missing (name:value|type)"),
      ("hits:1|kv", "the type 'kv' is none of c, g, ms, h, d and s"),
      ("hits:1|m", "the type 'm' is none of c, g, ms, h, d and s"),
      ("hits:x|c", "the value 'x' is not a finite number"),
      ("hits::|c", "the value is missing (name:value|type)"),
      ("hits:0x10|c", "the value '0x10' is not a finite number"),
      ("hits:NaN|c", "the value 'NaN' is not a finite number"),
      ("hits:+Inf|g", "the value '+Inf' is not a finite number"),
      ("hits:1e999|g", "the value '1e999' is not a finite number"),
      ("hits:--1|g", "the value '--1' is not a finite number"),
      ("hits: 1|c", "the value ' 1' is not a finite number"),
      ("hits:-1|c", "the value '-1' is below 0"),
      ("hits:-2.5|ms", "the value '-2.5' is below 0"),
      ("hits:1|c|@0", "the sample rate '0' is not above 0 and at most 1"),
      ("hits:1|c|@1.5", "the sample rate '1.5' is not above 0 and at most 1"),
      ("hits:1|c|@-0.5", "the sample rate '-0.5' is not above 0 and at most 1"),
      ("hits:1|c|@bar", "the sample rate 'bar' is not above 0 and at most 1"),
      ("hits:1|c|@", "the sample rate '' is not above 0 and at most 1"),
      ("hits:1|c|@0.5|@0.5", "there are two sample rates or lists of tags"),
      ("hits:1|c|#a:b|#c:d", "there are two sample rates or lists of tags"),
      ("hits:1|c|#:b", "the tag ':b' has no name"),
      (
        "hits:1e308|c|@0.1",
        "with the value '1e+308' the sum would be past what a double counts exactly"
      ),
      (
        "hits:1e308|h|@0.1",
        "with the value '1e+308' the sum would be past what a double counts exactly"
      ),
    ])
  func reasons(_ line: String, _ reason: String) throws {
    let receiving = try Receiving()
    try receiving.send("before:1|c\n\(line)\nafter:1|c")
    #expect(
      try receiving.received() == """
        # TYPE after counter
        # HELP after Received by StatsD.
        after_total 1
        # TYPE before counter
        # HELP before Received by StatsD.
        before_total 1
        # EOF

        """)
    #expect(receiving.log == ["warning: StatsD line '\(line)' is dropped: \(reason)"])
    #expect(receiving.counts.badLines == 1)
    #expect(receiving.counts.taken == 2)
  }

  @Test("A tag that is not UTF-8 is refused, and no control character reaches the log")
  func bytes() throws {
    let receiving = try Receiving()
    try receiving.send([Array("hits:1|c|#a:".utf8) + [0xff], Array("\u{1b}[31m\u{7}:x|c".utf8)])
    try receiving.receiver.start()
    try receiving.receiver.stop()
    #expect(
      receiving.log == [
        "warning: StatsD line 'hits:1|c|#a:\u{fffd}' is dropped: the tag 'a:\u{fffd}' is not UTF-8",
        "warning: StatsD line '\\u{1b}[31m\\u{7}:x|c' is dropped: the value 'x' is not a finite number",
      ])
  }

  @Test("Five messages go at once and then one a second, which says how many were left out")
  func limiter() {
    var limiter = LogLimiter()
    let second: Int64 = 1_000_000_000
    let early = (0..<20).map { limiter.admits(at: $0 * second / 8) }
    #expect(early == (0..<20).map { $0 < 5 || $0 == 8 || $0 == 16 })
    #expect(limiter.leftOut == 13)
    let (first, next) = (limiter.remark(), limiter.remark())
    #expect(first == " (13 messages of this kind were left out before)")
    #expect(next == "")
    let late = (0..<20).map { _ in limiter.admits(at: 60 * second) }
    #expect(late == (0..<20).map { $0 < 5 })
    var slow = LogLimiter(secondsEach: 60)
    #expect((0..<7).map { slow.admits(at: $0 * 30 * second) } == Array(repeating: true, count: 7))
    #expect((0..<3).map { _ in slow.admits(at: 180 * second) } == [true, false, false])
  }
}
