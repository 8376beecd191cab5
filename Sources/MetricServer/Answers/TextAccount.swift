internal import Synchronization

/// How many bytes of text are held, by the cache and by answers on their way to slow clients.
///
/// A text lives until its last reader has it. Many slow readers of different moments of a large
/// database would otherwise hold as many copies of it.
final class TextAccount: Sendable {
  private let smallest: Int
  private let held = Atomic(0)

  /// An account that takes so many bytes at least, however small the texts are.
  init(smallest: Int = 512 << 20) { self.smallest = smallest }

  func add(_ bytes: Int) { held.add(bytes, ordering: .relaxed) }
  func remove(_ bytes: Int) { held.subtract(bytes, ordering: .relaxed) }

  /// Whether another text, of about so many bytes, would be too much.
  func isFull(for bytes: Int) -> Bool {
    held.load(ordering: .relaxed) > max(smallest, 4 * bytes)
  }
}
