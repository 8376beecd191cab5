internal import MetricModel
internal import Statistics

extension ConformanceCheck {
  /// How labels lead to series.
  static let labels: [ConformanceCheck] = [
    ConformanceCheck("The same labels lead to the same series, however they are given") { run in
      let hits = try run.backend.metric(.counter, "hits", labels: ["method", "code"])
      try hits.withLabels("GET", "200").add(1)
      try hits.withLabels(["code": "200", "method": "GET"]).add(2)
      try hits.withPartialLabel("GET").withLabels("200").add(4)
      try hits.withPartialLabel("code", "200").withLabels("GET").add(8)
      try hits.withPartialLabel("code", "200").withPartialLabel("GET").withLabels().add(16)
      try hits.withLabels("GET", "404").add(32)
      try await run.expect([
        #"hits_total{code="200",method="GET"}"#: 31, #"hits_total{code="404",method="GET"}"#: 32,
      ])
    },
    ConformanceCheck("All labels must be given, and no others") { run in
      let hits = try run.backend.metric(.counter, "hits", labels: ["method", "code"])
      run.expectInvalid("one value of two") { () throws(MetricError) in
        try hits.withLabels("GET").add()
      }
      run.expectInvalid("three values of two") { () throws(MetricError) in
        try hits.withLabels("GET", "200", "x").add()
      }
      run.expectInvalid("another label") { () throws(MetricError) in
        try hits.withLabels(["method": "GET", "host": "a"]).add()
      }
      run.expectInvalid("a label given twice") { () throws(MetricError) in
        try hits.withPartialLabel("code", "1").withPartialLabel("code", "2").withLabels("GET").add()
      }
      run.expectInvalid("a label too many") { () throws(MetricError) in
        _ = try hits.withPartialLabel("a").withPartialLabel("b").withPartialLabel("c")
      }
    },
    ConformanceCheck("Label values may hold quotes, backslashes and any script") { run in
      let hits = try run.backend.metric(.counter, "hits", labels: ["path"])
      try hits.withLabels(#"a"b\c d=e é 日本"#).add(1)
      try await run.expect([#"hits_total{path="a\"b\\c d=e é 日本"}"#: 1])
    },
    ConformanceCheck("Names of metrics and labels keep to the rules of OpenMetrics") { run in
      let backend = run.backend
      run.expectInvalid("a name with a dot") { () throws(MetricError) in
        _ = try backend.metric(.counter, "http.requests")
      }
      run.expectInvalid("a label with a dot") { () throws(MetricError) in
        _ = try backend.metric(.counter, "hits", labels: ["http.code"])
      }
      run.expectInvalid("a label of OpenMetrics' own") { () throws(MetricError) in
        _ = try backend.metric(.histogram, "a", labels: ["le"], layout: .buckets([1]))
      }
      run.expectInvalid("a label named twice") { () throws(MetricError) in
        _ = try backend.metric(.counter, "hits", labels: ["code", "code"])
      }
    },
  ]
}
