internal import HTTPTypes
internal import NIOCore

/// The page for people, which stands on its own and asks for the JSON.
///
/// Nothing from anywhere else is loaded, and only what bears the nonce of this answer runs.
enum Page {
  private static let parts = split()

  static func answer() -> Answer {
    var random = SystemRandomNumberGenerator()
    let nonce = (0..<2).map { _ in String(random.next(), radix: 36) }.joined()
    var answer = Answer(
      status: .ok, fields: [:], buffers: [ByteBuffer(string: parts.joined(separator: nonce))])
    answer.fields[.contentType] = "text/html; charset=utf-8"
    answer.fields[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; "
      + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
      + "frame-ancestors 'none'"
    if let referrer = HTTPField.Name("Referrer-Policy") { answer.fields[referrer] = "no-referrer" }
    answer.fields[.cacheControl] = "no-store"
    return answer
  }

  /// The files of the script, in the order in which they use each other.
  private static let scripts = [
    PackageResources.text_js, PackageResources.series_js, PackageResources.columns_js,
    PackageResources.details_js, PackageResources.row_js, PackageResources.family_js,
    PackageResources.list_js, PackageResources.inquiry_js, PackageResources.actions_js,
  ]

  /// The text of the page, cut where the nonce belongs.
  private static func split() -> [String] {
    let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
    // One scope, so that none of its names is one of the window's.
    let script = "(() => {\n'use strict';\n" + scripts.map(text).joined() + "})();\n"
    return text(PackageResources.page_html)
      .replacing("{{style}}", with: text(PackageResources.page_css))
      .replacing("{{script}}", with: script)
      .split(separator: "{{nonce}}", omittingEmptySubsequences: false).map(String.init)
  }
}
