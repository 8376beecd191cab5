internal import Testing

@testable internal import MetricServer

@Suite struct HashQueueTests {
  private static let salt = CredentialDigest.makeSalt()
  private var throttle = FailureThrottle()

  private mutating func entry(_ password: String, _ address: String) -> HashQueue<String>.Entry {
    let credentials = BasicCredentials(user: "me", password: password)
    return HashQueue.Entry(
      credentials: credentials, digest: CredentialDigest(credentials, salt: Self.salt),
      address: address, account: throttle.begin(address, at: 0), askers: [password])
  }

  /// The passwords of a queue, in the order in which they are hashed.
  private func order(_ queue: HashQueue<String>) -> [String] {
    var (rest, passwords) = (queue, [String]())
    while let entry = rest.next() {
      passwords.append(entry.credentials.password)
      _ = rest.finish()
    }
    return passwords
  }

  @Test mutating func `addresses have their turns, and each its passwords in their order`() {
    var queue = HashQueue<String>()
    for (password, address) in [
      ("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("b2", "b"), ("c1", "c"),
    ] { #expect(queue.add(entry(password, address)) == nil) }
    #expect(order(queue) == ["a1", "b1", "c1", "a2", "b2", "a3"])
    #expect(queue.next()?.askers == ["a1"])
    _ = queue.add(entry("d1", "d"))
    _ = queue.finish()
    #expect(order(queue) == ["b1", "c1", "d1", "a2", "b2", "a3"])
  }

  @Test mutating func `where there is no room, the address with most gives up its last`() {
    var queue = HashQueue<String>()
    let limit = HashQueue<String>.limit
    for number in 1..<limit { #expect(queue.add(entry("a\(number)", "a")) == nil) }
    #expect(queue.add(entry("b1", "b")) == nil)
    #expect(queue.add(entry("a\(limit)", "a"))?.askers == ["a\(limit)"])
    #expect(queue.add(entry("c1", "c"))?.askers == ["a\(limit - 1)"])
    #expect(queue.count == limit)
    #expect(Array(order(queue).prefix(4)) == ["a1", "b1", "c1", "a2"])
    var full = HashQueue<String>()
    for number in 0..<limit { #expect(full.add(entry("p", "host\(number)")) == nil) }
    #expect(full.add(entry("q", "other"))?.askers == ["q"])
  }

  @Test mutating func `those who show the same password wait for one hash`() throws {
    var queue = HashQueue<String>()
    let (first, second) = (entry("p", "a"), entry("q", "a"))
    func joins(_ entry: HashQueue<String>.Entry, _ asker: String) -> Bool {
      queue.join(entry.digest, asker)
    }
    #expect(!joins(first, "one"))
    _ = queue.add(first)
    _ = queue.add(second)
    #expect(joins(first, "two"))
    _ = queue.next()
    #expect(joins(first, "three"))
    #expect(joins(second, "four"))
    #expect(queue.finish()?.askers == ["p", "two", "three"])
    #expect(!joins(first, "five"))
    #expect(queue.next()?.askers == ["q", "four"])
  }
}
