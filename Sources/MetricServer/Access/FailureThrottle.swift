internal import SystemCalls

/// Slows down those who guess passwords: an address that has failed several times waits.
///
/// Each address has an allowance of failures, which comes back one a second; a password that is being
/// hashed counts as a failure until it is known. The addresses kept are bounded; those beyond share
/// one allowance, so that having many does not help.
struct FailureThrottle {
  private static let allowance = 10.0
  private static let capacity = 4_096
  private static let nanosecondsEach = 1e9

  /// Whose allowance it is: an address' own, or the one that many share.
  struct Key: Hashable {
    fileprivate let address: String
  }

  private struct Account {
    var left = FailureThrottle.allowance
    /// How many passwords are being hashed.
    var underWay = 0
    var updated: Int64
  }

  private var accounts: [Key: Account] = [:]

  /// Seconds that an address has to wait before it may try again; 0 when it may.
  mutating func wait(for address: String, at now: Int64) -> Double {
    guard let account = accounts[key(address)] else { return 0 }
    let current = refilled(account, at: now)
    return max(0, 1 + Double(current.underWay) - current.left)
  }

  /// Takes note of a password that is going to be hashed, for `end`.
  mutating func begin(_ address: String, at now: Int64) -> Key {
    if accounts.count >= Self.capacity { forgetFull(at: now) }
    let key = key(address)
    accounts[key, default: Account(updated: now)].underWay += 1
    return key
  }

  /// Takes note of what came of it.
  mutating func end(_ key: Key, hasFailed: Bool, at now: Int64) {
    guard let account = accounts[key] else { return }
    var current = refilled(account, at: now)
    current.underWay -= 1
    if hasFailed { current.left = max(0, current.left - 1) }
    accounts[key] = current
  }

  private func key(_ address: String) -> Key {
    let own = Key(address: address)
    return accounts[own] != nil || accounts.count < Self.capacity ? own : Key(address: "")
  }

  private func refilled(_ account: Account, at now: Int64) -> Account {
    var current = account
    let seconds = Double(now - account.updated) / Self.nanosecondsEach
    current.left = min(Self.allowance, account.left + seconds)
    current.updated = now
    return current
  }

  private mutating func forgetFull(at now: Int64) {
    for (key, account) in accounts
    where account.underWay == 0 && refilled(account, at: now).left >= Self.allowance {
      accounts[key] = nil
    }
  }
}
