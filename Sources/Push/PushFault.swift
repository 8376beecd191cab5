/// What is wrong with a URL, in words.
struct PushFault: Error, ExpressibleByStringInterpolation {
  let text: String

  init(stringLiteral text: String) { self.text = text }
}
