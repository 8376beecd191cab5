internal import Foundation
internal import TestSupport
internal import Testing

/// What metricctl pushes to a push gateway, and imports from there.
@Suite struct GatewayRoundTripTests {
  /// The beginnings of the names that the gateway's own metrics have.
  private static let own = ["go_", "process_", "promhttp_", "push_", "pushgateway_"]

  /// The lines of a text that are not of the gateway's own metrics.
  private func pushed(_ text: String) -> String {
    text.split(separator: "\n").filter { line in
      let words = line.split(separator: " ")
      let name = words.first == "#" && words.count > 2 ? words[2] : words.first ?? ""
      return !Self.own.contains { name.hasPrefix($0) }
    }.map { $0 + "\n" }.joined()
  }

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
    try pushed(try await Web.get("http://\(place)/metrics")).write(
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
    for number in expected { #expect(found.contains(number), "\(number)") }
    #expect(found.count == expected.count)
  }
}
