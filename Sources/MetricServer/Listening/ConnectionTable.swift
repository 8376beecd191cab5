internal import NIOCore
internal import Synchronization

/// The connections of a server, so that no client can hold it with connections that do nothing, or
/// with answers that it does not read.
///
/// One more than the limit takes the place of one without a request: of the client with most
/// connections, of these one that was never answered, of these the one that has been idle for
/// longest. So a client that opens thousands closes its own, and a scraper keeps the one that it comes
/// back on. Where all have a request, the client with most gives up the one that is busy for
/// longest, unless the newcomer has as many: then that is closed itself.
final class ConnectionTable: Sendable {
  fileprivate struct Entry: Sendable {
    let channel: any Channel
    /// Whose it is, as far as the network tells.
    let owner: String
    /// When it became idle or busy, in events.
    var since: Int
    var isIdle = true
    /// Whether it had a request before.
    var wasAnswered = false
  }

  fileprivate struct State: Sendable {
    var clock = 0
    var entries: [ObjectIdentifier: Entry] = [:]
    /// How many connections an owner has.
    var counts: [String: Int] = [:]
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// Takes a new connection in; false when there is no room for it.
  func open(_ channel: any Channel) -> Bool {
    let entry = Entry(channel: channel, owner: Client(of: channel).throttleKey, since: 0)
    let (isIn, evicted): (Bool, (any Channel)?) = state.withLock { state in
      var evicted: (any Channel)?
      if state.entries.count >= limit {
        guard let key = state.idle(for: entry.owner) ?? state.oldest(ofMoreThan: entry.owner) else {
          return (false, nil)
        }
        evicted = state.remove(key)?.channel
      }
      state.entries[ObjectIdentifier(channel)] = entry
      state.counts[entry.owner, default: 0] += 1
      state.mark(ObjectIdentifier(channel), isIdle: true)
      return (true, evicted)
    }
    evicted?.close(promise: nil)
    return isIn
  }

  /// A connection that was taken in is closed.
  func close(_ channel: any Channel) {
    state.withLock { _ = $0.remove(ObjectIdentifier(channel)) }
  }

  /// A connection waits for a request, or has one.
  func mark(_ channel: any Channel, isIdle: Bool) {
    state.withLock { $0.mark(ObjectIdentifier(channel), isIdle: isIdle) }
  }
}

extension ConnectionTable.State {
  fileprivate mutating func mark(_ key: ObjectIdentifier, isIdle: Bool) {
    clock += 1
    guard var entry = entries[key] else { return }
    entry.since = clock
    entry.wasAnswered = entry.wasAnswered || isIdle && !entry.isIdle
    entry.isIdle = isIdle
    entries[key] = entry
  }

  fileprivate mutating func remove(_ key: ObjectIdentifier) -> ConnectionTable.Entry? {
    guard let entry = entries.removeValue(forKey: key) else { return nil }
    let count = counts[entry.owner, default: 1] - 1
    counts[entry.owner] = count == 0 ? nil : count
    return entry
  }

  /// The connection without a request that makes room for a newcomer, who counts as there already.
  fileprivate func idle(for newcomer: String) -> ObjectIdentifier? {
    let rank = { (entry: ConnectionTable.Entry) in
      let count = counts[entry.owner, default: 0] + (entry.owner == newcomer ? 1 : 0)
      return (-count, entry.wasAnswered ? 1 : 0, entry.since)
    }
    return entries.lazy.filter { $0.value.isIdle }.min { rank($0.value) < rank($1.value) }?.key
  }

  /// The connection that has been busy for longest of the owner who has most; nil when a newcomer's
  /// owner would then have as many.
  fileprivate func oldest(ofMoreThan owner: String) -> ObjectIdentifier? {
    guard let most = counts.max(by: { $0.value < $1.value }),
      most.value > counts[owner, default: 0] + 1
    else { return nil }
    return entries.lazy.filter { $0.value.owner == most.key }
      .min { $0.value.since < $1.value.since }?.key
  }
}
