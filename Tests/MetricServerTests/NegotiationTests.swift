internal import Exposition
internal import Testing

@testable internal import MetricServer

/// Which text a client gets, by what it accepts.
@Suite struct NegotiationTests {
  private static let prometheus2 =
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
  private static let prometheus3 =
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
    + "application/openmetrics-text;version=0.0.1;q=0.5,"
    + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
  private static let open1 = "application/openmetrics-text; version=1.0.0; charset=utf-8"
  private static let open0 = "application/openmetrics-text; version=0.0.1; charset=utf-8"
  private static let text1 = "text/plain; version=1.0.0; charset=utf-8"
  private static let text0 = "text/plain; version=0.0.4; charset=utf-8"

  @Test(arguments: [
    ("", text0), ("*/*", text0), ("text/html,application/xhtml+xml,*/*;q=0.8", text0),
    (prometheus2, open1), (prometheus3, open1 + "; escaping=underscores"),
    ("application/openmetrics-text", open1),
    ("APPLICATION/OpenMetrics-Text ; Version=\"1.0.0\"", open1),
    ("application/openmetrics-text;version=0.0.1", open0),
    ("application/openmetrics-text;version=2.0.0", text0),
    ("application/openmetrics-text;q=0,text/plain;q=0.1", text0),
    ("application/openmetrics-text;version=1.0.0;q=0.2,text/plain;version=0.0.4;q=0.3", text0),
    ("text/plain;version=1.0.0", text1),
    (
      "text/plain;version=1.0.0;escaping=values,text/plain;version=0.0.4;q=0.9",
      text1 + "; escaping=underscores"
    ),
    ("text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0", open1),
    ("text/plain", text0), ("text/*;q=0.5", text0), ("application/json", text0),
    ("application/openmetrics-text;q=1.5", text0), ("application/openmetrics-text;q=x", text0),
    (
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
        + "application/openmetrics-text;version=0.0.1;q=0.4", open0
    ),
    (",;,q=1;;;=,\"", text0),
  ])
  func `the text that a client likes best is chosen`(accept: String, contentType: String) {
    #expect(Negotiation(accept: accept).contentType == contentType)
  }

  @Test(arguments: [
    ("gzip", true), ("gzip, deflate, br", true), ("deflate", false), ("", false),
    ("identity;q=1, *;q=0", false), ("*", true), ("gzip;q=0", false), ("gzip;q=0.001", true),
    ("*;q=1, gzip;q=0", false), ("x-gzip", true), ("GZIP", true),
  ])
  func `it is compressed for those who accept that`(header: String, isAccepted: Bool) {
    #expect(Negotiation.acceptsGzip(header) == isAccepted)
  }

  @Test func `a list is cut at commas outside quotes, and its weights are read`() {
    let list = WeightedList(#"a/b; x="1,2;\"3" ;q=0.25 , C/d;Q=1.000, e;q=2, f;q=0.1234"#)
    #expect(
      list.entries == [
        WeightedList.Entry(value: "a/b", parameters: ["x": "1,2;\"3"], weight: 0.25),
        WeightedList.Entry(value: "c/d", parameters: [:], weight: 1),
      ])
  }
}
