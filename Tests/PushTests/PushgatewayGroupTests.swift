internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import Push

@Suite struct PushgatewayGroupTests {
  @Test(arguments: [
    ("/job/x", "/job/x"), ("/job/x/", "/job/x"), ("/job/a%2Fb", "/job@base64/YS9i"),
    ("/job/x/path@base64/L3Zhci90bXA", "/job/x/path@base64/L3Zhci90bXA"),
    ("/job/x/a/", "/job/x/a@base64/="), ("/job/x/a@base64/=", "/job/x/a@base64/="),
    ("/job/./a/%2E%2e/b/...", "/job@base64/Lg/a@base64/Li4/b/..."), ("/job/.x", "/job/.x"),
    ("/job/a%20b/c/%C3%A9", "/job/a%20b/c/%C3%A9"), ("/job@base64/eA==", "/job/x"),
  ])
  func `a value that cannot stand in a path is encoded`(path: String, sent: String) throws {
    #expect(try PushgatewayGroup.read(path: path).get().path == sent)
  }

  /// Source of the values: RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{3}\u{7f}~?", "A39+Pw=="),
  ])
  func `base64 is that of the standard`(text: String, encoded: String) {
    #expect(Base64Text.encoded(text) == encoded)
    #expect(Base64Text.decoded(encoded) == text)
    #expect(Base64Text.decoded(Base64Text.encodedForURL(text)) == text)
  }

  @Test func `any text survives both encodings`() {
    var random = SeededGenerator(for: "URL encodings")
    for _ in 0..<500 {
      let text = random.hostileText()
      #expect(Base64Text.decoded(Base64Text.encodedForURL(text)) == text)
      #expect(PercentText.decoded(PercentText.encoded(text)) == text)
    }
  }
}
