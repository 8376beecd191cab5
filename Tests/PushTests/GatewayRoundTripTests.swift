internal import Foundation
internal import TestSupport
internal import Testing

/// What metricctl pushes to a push gateway, and imports from there.
@Suite struct GatewayRoundTripTests {
  @Test func `every number that was pushed comes back as it was`() async throws {
    let gateway = try await Pushgateway()
    let source = try await Database.ofEveryKind()
    for number in ["0.25", "1", "3", "8.125"] {
      try await source.run("observe", "wait_seconds", number)
      try await source.run("observe", "wait_seconds", "code=200", number)
      try await source.run("observe", "size_bytes", number)
    }
    let place = "localhost:\(gateway.port)"
    #expect(try await source.run("push", "pushgateway://\(place)/job/night/host/a") == .silent)
    let target = try Database()
    let text = target.folder.file("metrics.txt")
    try await Web.get("http://\(place)/metrics").write(
      toFile: text, atomically: true, encoding: .utf8)
    let imported = try await target.run("import", text)
    #expect(imported.status == 0 && imported.error == "", "\(imported.error)")
    let expected = try await source.numbers().map { number in
      Database.Number(
        name: number.name, labels: (number.labels + ["host=a", "job=night"]).sorted(),
        value: number.value)
    }
    let found = try await target.numbers().map { number in
      Database.Number(
        name: number.name, labels: number.labels.sorted(), value: number.value)
    }
    // The gateway shows its own metrics too, and when each group was pushed.
    .filter { $0.labels.contains("job=night") && !$0.name.hasPrefix("push_") }
    for number in expected { #expect(found.contains(number), "\(number)") }
    #expect(found.count == expected.count)
  }
}
