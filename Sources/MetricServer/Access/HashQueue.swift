/// Passwords that wait to be hashed, each with those who wait for what comes of it.
///
/// It is bounded, and nobody can fill it for others: addresses have their turns, and where there is no
/// room the address with most in it gives up its last. So a newcomer waits for one password of each other
/// address at most. A password that many show at a time is hashed once.
struct HashQueue<Asker: Sendable>: Sendable {
  /// A password to be hashed.
  struct Entry: Sendable {
    let credentials: BasicCredentials
    let digest: CredentialDigest
    /// Whose turn it takes.
    let address: String
    /// Whose allowance of failures it may cost.
    let account: FailureThrottle.Key
    var askers: [Asker]
  }

  /// At a quarter of a second each, of cost 12, the last one has its turn within a scraper's timeout.
  static var limit: Int { 16 }

  private var waiting: [Entry] = []
  private var running: Entry?
  /// When an address that has passwords waiting had its last turn.
  private var turns: [String: Int] = [:]
  private var clock = 0

  /// How many passwords wait or are being hashed.
  var count: Int { waiting.count + (running == nil ? 0 : 1) }

  /// Has one more wait for a password that is here already; false when it is not.
  mutating func join(_ digest: CredentialDigest, _ asker: Asker) -> Bool {
    if running?.digest == digest {
      running?.askers.append(asker)
      return true
    }
    guard let index = waiting.firstIndex(where: { $0.digest == digest }) else { return false }
    waiting[index].askers.append(asker)
    return true
  }

  /// Takes a password in, and returns the one that there is no room for, which may be the same.
  mutating func add(_ entry: Entry) -> Entry? {
    guard waiting.count >= Self.limit else {
      waiting.append(entry)
      return nil
    }
    let counts = Dictionary(grouping: waiting, by: \.address).mapValues(\.count)
    guard let most = counts.max(by: { $0.value < $1.value }),
      most.value > counts[entry.address, default: 0] + 1,
      let last = waiting.lastIndex(where: { $0.address == most.key })
    else { return entry }
    let displaced = waiting.remove(at: last)
    waiting.append(entry)
    return displaced
  }

  /// The password to be hashed now: the oldest of the address whose last turn is longest ago.
  mutating func next() -> Entry? {
    let last = { [turns] (entry: Entry) in turns[entry.address, default: 0] }
    guard let index = waiting.indices.min(by: { last(waiting[$0]) < last(waiting[$1]) }) else {
      return nil
    }
    let entry = waiting.remove(at: index)
    clock += 1
    turns[entry.address] = clock
    running = entry
    return entry
  }

  /// Takes out the one that was hashed, with all who have come to wait for it.
  mutating func finish() -> Entry? {
    defer {
      running = nil
      let present = Set(waiting.map(\.address))
      turns = turns.filter { present.contains($0.key) }
    }
    return running
  }
}
