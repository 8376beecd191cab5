/// The words of `batch`.
struct BatchWords {
  /// Where the lines are; nil for standard input.
  let file: String?
}
