internal import NIOCore
internal import Synchronization

/// The connections of a server, so that no client can hold it with connections that do nothing, or
/// with answers that it does not read.
///
/// One more than the limit takes the place of the one that has been without a request for longest.
/// Where all have one, the client with most connections gives up the one that is busy for longest,
/// unless the newcomer has as many: then that is closed itself.
final class ConnectionTable: Sendable {
  fileprivate struct Entry: Sendable {
    let channel: any Channel
    /// Whose it is, as far as the network tells.
    let owner: String
    /// When it became idle or busy, in events.
    var since: Int
    var isIdle = true
  }

  fileprivate struct State: Sendable {
    var clock = 0
    var entries: [ObjectIdentifier: Entry] = [:]
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
        guard let key = state.oldestIdle ?? state.oldest(ofMoreThan: entry.owner) else {
          return (false, nil)
        }
        evicted = state.entries.removeValue(forKey: key)?.channel
      }
      state.entries[ObjectIdentifier(channel)] = entry
      state.mark(ObjectIdentifier(channel), isIdle: true)
      return (true, evicted)
    }
    evicted?.close(promise: nil)
    return isIn
  }

  /// A connection that was taken in is closed.
  func close(_ channel: any Channel) {
    state.withLock { $0.entries[ObjectIdentifier(channel)] = nil }
  }

  /// A connection waits for a request, or has one.
  func mark(_ channel: any Channel, isIdle: Bool) {
    state.withLock { $0.mark(ObjectIdentifier(channel), isIdle: isIdle) }
  }
}

extension ConnectionTable.State {
  fileprivate mutating func mark(_ key: ObjectIdentifier, isIdle: Bool) {
    clock += 1
    entries[key]?.since = clock
    entries[key]?.isIdle = isIdle
  }

  fileprivate var oldestIdle: ObjectIdentifier? {
    entries.lazy.filter { $0.value.isIdle }.min { $0.value.since < $1.value.since }?.key
  }

  /// The connection that has been busy for longest of the owner who has most; nil when a newcomer's
  /// owner would then have as many.
  fileprivate func oldest(ofMoreThan owner: String) -> ObjectIdentifier? {
    var counts: [String: Int] = [:]
    for entry in entries.values { counts[entry.owner, default: 0] += 1 }
    guard let most = counts.max(by: { $0.value < $1.value }),
      most.value > counts[owner, default: 0] + 1
    else { return nil }
    return entries.lazy.filter { $0.value.owner == most.key }
      .min { $0.value.since < $1.value.since }?.key
  }
}
