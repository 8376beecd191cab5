internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct StatsDEncoderTests {
  private func line(
    _ name: String, labels: String = "", _ value: StatsDValue, _ style: LabelStyle = .dotted
  ) throws -> String? {
    var text: [UInt8] = []
    let labels = try LabelSet(parsing: labels).canonical[...]
    let isSent = StatsDEncoder(labels: style).append(
      name: Array(name.utf8), labels: labels, value, to: &text)
    return isSent ? String(decoding: text, as: UTF8.self) : nil
  }

  @Test func `each kind of value has its letters`() throws {
    #expect(try line("a_total", .counter(3)) == "a_total:3|c")
    #expect(try line("a", .gauge(2.5)) == "a:2.5|g")
    #expect(try line("a", .gaugeDelta(2)) == "a:+2|g")
    #expect(try line("a", .gaugeDelta(-2)) == "a:-2|g")
    #expect(try line("a", .gaugeDelta(-0.0)) == "a:+0|g")
    #expect(try line("a", .milliseconds(320)) == "a:320|ms")
    #expect(try line("a", .histogram(0.25)) == "a:0.25|h")
  }

  @Test func `a gauge below zero is first set to zero`() throws {
    #expect(try line("t", labels: "room=hall", .gauge(-5)) == "t.room.hall:0|g\nt.room.hall:-5|g")
    #expect(
      try line("t", labels: "room=hall", .gauge(-5), .tags)
        == "t:0|g|#room:hall\nt:-5|g|#room:hall")
    #expect(try line("t", .gauge(-0.0)) == "t:0|g")
  }

  @Test func `labels are parts of the name or tags`() throws {
    let labels = #"method=GET,code=200"#
    #expect(try line("http", labels: labels, .counter(1)) == "http.code.200.method.GET:1|c")
    #expect(try line("http", labels: labels, .counter(1), .tags) == "http:1|c|#code:200,method:GET")
  }

  @Test func `what the protocol or a server would take for its own becomes an underscore`() throws {
    #expect(try line("a:b|c@d#e\nf.g", .gauge(1)) == "a_b_c_d_e_f.g:1|g")
    let labels = #"path="/a.b:c|d@e#f,g\"h\\i\nj k é""#
    #expect(try line("p", labels: labels, .gauge(1)) == "p.path._a_b_c_d_e_f_g_h_i_j_k_é:1|g")
    #expect(
      try line("p", labels: labels, .gauge(1), .tags) == #"p:1|g|#path:/a.b:c_d@e#f_g"h\i_j k é"#)
  }

  @Test func `what is no finite number is not sent`() throws {
    for number in [Double.nan, .infinity, -.infinity] {
      for value in [StatsDValue.counter(number), .gauge(number), .gaugeDelta(number)] {
        #expect(try line("a", value) == nil)
      }
    }
  }
}
