internal import Foundation
internal import TestSupport
internal import Testing

/// What each path answers, asked by curl.
@Suite struct EndpointTests {
  @Test func `a scrape is what dump prints, in the text that was asked for`() async throws {
    let server = try await RunningServer(commands: RunningServer.everyKind)
    let dumped = try await server.run("dump", "--format", "prometheus").output
    let plain = try await server.ask("/metrics")
    #expect(plain.status == 200)
    #expect(plain.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(plain.fields["vary"] == "Accept, Accept-Encoding")
    #expect(plain.fields["content-length"] == String(dumped.utf8.count))
    #expect(plain.fields["date"]?.hasSuffix(" GMT") == true)
    #expect(plain.body == dumped)

    let open = try await server.ask("/metrics", "-H", "Accept: application/openmetrics-text")
    #expect(
      open.fields["content-type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
    #expect(open.body == (try await server.run("dump", "--created", "off").output))
    let compressed = try await server.ask(
      "/metrics", "--compressed", "-H", "Accept: application/openmetrics-text")
    #expect(compressed.fields["content-encoding"] == "gzip")
    #expect(compressed.body == open.body)
  }

  @Test func `created times are shown on demand, and a namespace is put before`() async throws {
    let server = try await RunningServer(
      ["--created", "on", "--namespace", "app"], commands: RunningServer.everyKind)
    let open = try await server.ask("/metrics", "-H", "Accept: application/openmetrics-text")
    #expect(open.body == (try await server.run("dump", "--namespace", "app").output))
    // What is read may be asked for.
    for query in ["/metrics?name[]=app_temperature", "/api/v1/metrics?selector=app_temp*"] {
      #expect(try await server.ask(query, "--globoff").body.contains("app_temp"), "\(query)")
    }
    #expect(open.body.contains("app_jobs_created{"))
  }

  @Test func `HEAD has the length and no body, and other methods are named`() async throws {
    let server = try await RunningServer(commands: RunningServer.everyKind)
    let whole = try await server.ask("/metrics")
    let head = try await server.ask("/metrics", "--head")
    #expect(head.status == 200)
    #expect(head.fields["content-length"] == whole.fields["content-length"])
    #expect(head.body == "")
    for path in ["/metrics", "/api/v1/metrics", "/", "/-/healthy"] {
      for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let refused = try await server.ask(path, "-X", method)
        #expect(refused.status == 405)
        #expect(refused.fields["allow"] == "GET, HEAD, OPTIONS")
      }
      let options = try await server.ask(path, "-X", "OPTIONS")
      #expect(options.status == 204)
      #expect(options.fields["allow"] == "GET, HEAD, OPTIONS")
    }
    let nothing = try await server.ask("/nothing")
    #expect(nothing.status == 404)
    #expect(nothing.body == "e_not_found: nothing is here (see /)\n")
    #expect(try await server.ask("/%zz").status == 400)
  }

  @Test(arguments: [
    ("jobs", ["jobs_total"]), ("jobs_total", ["jobs_total"]),
    ("wait_seconds_bucket", ["wait_seconds"]),
    ("wait_seconds_count", ["wait_seconds"]), ("build_info", ["build_info"]),
    ("temperature_total", []),
    ("no%20name", []), ("job", []),
  ])
  func `a scrape can be of some names only`(name: String, families: [String]) async throws {
    let server = try await RunningServer(commands: RunningServer.everyKind)
    let answer = try await server.ask("/metrics?name[]=\(name)")
    let types = answer.body.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
    #expect(types.map { String($0.split(separator: " ")[2]) } == families)
    let both = try await server.ask("/metrics?name%5B%5D=\(name)&name%5B%5D=temperature")
    #expect(both.body.contains("\ntemperature -5.5\n"))
  }

  @Test func `the JSON is what dump prints, of what is selected, up to a limit`() async throws {
    let server = try await RunningServer(commands: RunningServer.everyKind)
    func withoutTime(_ text: String) -> Substring { text.drop { $0 != "," } }
    let all = try await server.ask("/api/v1/metrics")
    #expect(all.fields["content-type"] == "application/json")
    #expect(all.fields["metricctl-series"] == "8")
    #expect(all.fields["metricctl-omitted"] == "0")
    let dumped = try await server.run("dump", "--format", "json").output
    #expect(withoutTime(all.body) == withoutTime(dumped))
    let chosen = try await server.ask(
      "/api/v1/metrics?selector=jobs%7Bqueue%3D%22web%22%7D&selector=temp*")
    let some = try await server.run(
      "dump", "--format", "json", #"jobs{queue="web"}"#, "temp*"
    ).output
    #expect(withoutTime(chosen.body) == withoutTime(some))
    let cut = try await server.ask("/api/v1/metrics?limit=2")
    #expect(cut.fields["metricctl-series"] == "8")
    #expect(cut.fields["metricctl-omitted"] == "6")
    #expect(cut.body.components(separatedBy: "{\"labels\":").count == 3)
    // No family is hidden by the series of another.
    let families = { (body: String) in body.components(separatedBy: "\"type\":").count }
    let less = try await server.ask("/api/v1/metrics?limit=7")
    #expect(less.fields["metricctl-omitted"] == "1")
    #expect(families(less.body) == families(all.body))
    for (query, fault) in [
      ("selector=%7B", "e_inval: selector '{': the closing brace is missing\n"),
      ("limit=-1", "e_inval: limit takes a number of series, 0 or more, not '-1'\n"),
    ] {
      let refused = try await server.ask("/api/v1/metrics?" + query)
      #expect(refused.status == 400)
      #expect(refused.body == fault)
    }
  }

  @Test func `what has not changed is not sent again`() async throws {
    let server = try await RunningServer(commands: [["incr", "n", "--declare", "counter"]])
    var tag: String?
    _ = try await Server.eventually {
      tag = try await server.ask("/api/v1/metrics").fields["etag"]
      return tag != nil
    }
    let known = try #require(tag)
    let same = try await server.ask("/api/v1/metrics", "-H", "If-None-Match: \(known)")
    #expect(same.status == 304)
    #expect(same.body == "")
    try await server.run("incr", "n")
    let other = try await server.ask("/api/v1/metrics", "-H", "If-None-Match: \(known)")
    #expect(other.status == 200)
    #expect(other.body.contains("\"value\":2,"))
  }

  @Test func `a duration goes on, though nothing was committed`() async throws {
    let server = try await RunningServer(commands: [["set", "up", "5", "--declare", "duration"]])
    var last = 0.0
    for _ in 0..<5 {
      try await Task.sleep(for: .milliseconds(50))
      let body = try await server.ask("/metrics").body
      let now = try #require(Double(body.split(separator: " ").last?.dropLast() ?? ""))
      #expect(now > last)
      last = now
    }
    #expect(last > 5.2)
    #expect(try await server.ask("/api/v1/metrics").fields["etag"] == nil)
  }

  @Test func `the server's own metrics come when asked for, where no name is taken`() async throws {
    let commands = [["set", "metricctl_scrape_seconds", "1", "--declare", "gauge"]]
    let server = try await RunningServer(["--self-metrics"], commands: commands)
    _ = try await server.ask("/metrics")
    _ = try await server.ask("/nothing")
    let text = try await server.ask("/metrics", "-H", "Accept: application/openmetrics-text").body
    #expect(text.contains("\nmetricctl_http_answers_total{code=\"200\",path=\"/metrics\"} 1\n"))
    #expect(text.contains("\nmetricctl_http_answers_total{code=\"404\",path=\"other\"} 1\n"))
    #expect(text.components(separatedBy: "# TYPE metricctl_scrape_seconds ").count == 2)
    #expect(text.hasSuffix("\n# EOF\n"))
    let compressed = try await server.ask("/metrics", "--compressed")
    #expect(compressed.body.contains("metricctl_server_up_seconds "))
    let taken = try await RunningServer(
      ["--self-metrics"],
      commands: [["set", "metricctl_http_answers_total", "1", "--declare", "gauge"]])
    _ = try await taken.ask("/metrics")
    let others = try await taken.ask("/metrics").body
    #expect(others.components(separatedBy: "metricctl_http_answers_total").count == 3)
    #expect(others.contains("metricctl_server_up_seconds "))
    let silent = try await RunningServer(commands: commands)
    #expect(try await silent.ask("/metrics").body.components(separatedBy: "metricctl_").count == 3)
  }

  @Test func `the page is one document that loads nothing`() async throws {
    let server = try await RunningServer()
    let page = try await server.ask("/")
    #expect(page.status == 200)
    #expect(page.fields["content-type"] == "text/html; charset=utf-8")
    let policy = try #require(page.fields["content-security-policy"])
    let nonce = try #require(policy.firstMatch(of: /script-src 'nonce-([a-z0-9]+)'/)?.output.1)
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(page.body.contains("<script nonce=\"\(nonce)\">"))
    #expect(!page.body.contains("{{"))
    let text = page.body.replacing("http://www.w3.org/2000/svg", with: "")
    #expect(!text.contains("http://") && !text.contains("https://"))
    #expect(try await server.ask("/").fields["content-security-policy"] != policy)
  }
}
