internal import Dispatch
internal import Synchronization
internal import Testing

/// What went wrong on several threads, reported by the test that owns them.
final class Findings: Sendable {
  private let texts = Mutex<[String]>([])

  /// Notes one failure, with all that is needed to repeat it.
  func add(_ text: String) { texts.withLock { $0.append(text) } }

  /// Notes a failure unless the condition holds.
  func expect(_ condition: Bool, _ text: @autoclosure () -> String) {
    if !condition { add(text()) }
  }

  /// How many failures there are.
  var count: Int { texts.withLock { $0.count } }

  /// Turns the failures into issues of the running test: the first few whole, the rest counted.
  func report(sourceLocation: SourceLocation = #_sourceLocation) {
    let all = texts.withLock { $0 }
    for text in all.prefix(12) {
      Issue.record(Comment(rawValue: text), sourceLocation: sourceLocation)
    }
    if all.count > 12 {
      Issue.record("and \(all.count - 12) more like these", sourceLocation: sourceLocation)
    }
  }
}

/// How often each kind of thing happened, counted on several threads.
final class Tally: Sendable, CustomStringConvertible {
  private let counts = Mutex<[String: Int]>([:])

  /// Counts one more.
  func count(_ kind: String) { counts.withLock { $0[kind, default: 0] += 1 } }

  var description: String {
    counts.withLock { $0 }.sorted { $0.key < $1.key }.map { "\($0.value) x \($0.key)" }
      .joined(separator: ", ")
  }
}

/// Does a piece of blocking work for every item on all cores, without holding up other tests.
func onAllCores<Item: Sendable>(
  _ items: [Item], _ work: @escaping @Sendable (Int, Item) -> Void
) async {
  await withCheckedContinuation { continuation in
    DispatchQueue.global().async {
      DispatchQueue.concurrentPerform(iterations: items.count) { work($0, items[$0]) }
      continuation.resume()
    }
  }
}
