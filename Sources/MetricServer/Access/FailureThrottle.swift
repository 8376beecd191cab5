internal import SystemCalls

/// Slows down those who guess passwords: an address that has failed several times waits.
///
/// Each address has an allowance of failures, which comes back one a second. The addresses kept are
/// bounded; those beyond share one allowance, so that having many does not help.
struct FailureThrottle {
  private static let allowance = 10.0
  private static let capacity = 4_096
  private static let nanosecondsEach = 1e9

  private struct Account {
    var left = FailureThrottle.allowance
    var updated: Int64
  }

  private var accounts: [String: Account] = [:]

  /// Seconds that an address has to wait before it may try again; 0 when it may.
  mutating func wait(for address: String, at now: Int64) -> Double {
    guard let account = accounts[key(address)] else { return 0 }
    return max(0, 1 - refilled(account, at: now).left)
  }

  /// Takes note of a wrong password.
  mutating func fail(_ address: String, at now: Int64) {
    if accounts.count >= Self.capacity { forgetFull(at: now) }
    let key = key(address)
    var account = refilled(accounts[key] ?? Account(updated: now), at: now)
    account.left = max(0, account.left - 1)
    accounts[key] = account
  }

  private func key(_ address: String) -> String {
    accounts[address] != nil || accounts.count < Self.capacity ? address : ""
  }

  private func refilled(_ account: Account, at now: Int64) -> Account {
    let seconds = Double(now - account.updated) / Self.nanosecondsEach
    return Account(left: min(Self.allowance, account.left + seconds), updated: now)
  }

  private mutating func forgetFull(at now: Int64) {
    for (key, account) in accounts where refilled(account, at: now).left >= Self.allowance {
      accounts[key] = nil
    }
  }
}
