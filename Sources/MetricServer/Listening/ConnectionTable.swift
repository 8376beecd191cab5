internal import NIOCore
internal import Synchronization

/// The connections of a server, so that no client can hold it with connections that do nothing.
///
/// One more than the limit takes the place of the one that has been without a request for longest;
/// where all have one, it is closed itself.
final class ConnectionTable: Sendable {
  fileprivate struct State: Sendable {
    var count = 0
    var clock = 0
    var idle: [ObjectIdentifier: (since: Int, channel: any Channel)] = [:]
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// Takes a new connection in; false when there is no room for it.
  func open(_ channel: any Channel) -> Bool {
    let (isIn, evicted): (Bool, (any Channel)?) = state.withLock { state in
      if state.count >= limit {
        guard let oldest = state.idle.min(by: { $0.value.since < $1.value.since }) else {
          return (false, nil)
        }
        state.idle[oldest.key] = nil
        state.count += 1
        state.park(channel)
        return (true, oldest.value.channel)
      }
      state.count += 1
      state.park(channel)
      return (true, nil)
    }
    evicted?.close(promise: nil)
    return isIn
  }

  /// A connection that was taken in is closed.
  func close(_ channel: any Channel) {
    state.withLock { state in
      state.count -= 1
      state.idle[ObjectIdentifier(channel)] = nil
    }
  }

  /// A connection waits for a request, or has one.
  func mark(_ channel: any Channel, isIdle: Bool) {
    state.withLock { state in
      if isIdle { state.park(channel) } else { state.idle[ObjectIdentifier(channel)] = nil }
    }
  }
}

extension ConnectionTable.State {
  fileprivate mutating func park(_ channel: any Channel) {
    clock += 1
    idle[ObjectIdentifier(channel)] = (clock, channel)
  }
}
