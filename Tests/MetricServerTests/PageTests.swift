internal import Foundation
internal import TestSupport
internal import Testing

/// The page in Chromium, looked at by Browser/check_page.py.
@Suite struct PageTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where the pictures of the page are left: .build/page, unless METRICCTL_PAGE_PICTURES says.
  private static let pictures =
    ProcessInfo.processInfo.environment["METRICCTL_PAGE_PICTURES"]
    ?? root.appendingPathComponent(".build/page").path

  @Test func `the page shows every kind, follows changes and outlives its server`() async throws {
    let folder = try TemporaryDirectory()
    let result = try await Python.run(
      "Tests/MetricServerTests/Browser/check_page.py",
      [Command.metricctl, folder.file("m.db"), Self.pictures],
      environment: ["HOME": folder.path, "PYTHONDONTWRITEBYTECODE": "1"])
    #expect(result.status == 0, "\(result.output)\n\(result.error.suffix(4_000))")
    #expect(result.output.contains("ok     The page says that the server is gone"))
  }
}
