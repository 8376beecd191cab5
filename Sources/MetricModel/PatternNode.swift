/// A regular expression as it was written: the tree that `PatternReader` makes.
indirect enum PatternNode: Equatable, Sendable {
  /// One scalar out of a set; a literal is a set of one.
  case scalar(ScalarClass)
  /// One after the other; none of them is the empty text.
  case sequence([PatternNode])
  /// Any one of them.
  case choice([PatternNode])
  /// So many times; a nil maximum is any number.
  case repeated(PatternNode, minimum: Int, maximum: Int?)
  /// A place that takes no text.
  case place(PatternPlace)
}

/// A condition on the place between two scalars.
enum PatternPlace: Equatable, Sendable {
  case start
  case end
  case wordBoundary
  case noWordBoundary
}

/// What is wrong with a pattern: the prose of an `invalid(.selector(...))`.
struct PatternFault: Error {
  var explanation: String
  init(_ explanation: String) { self.explanation = explanation }
}
