/// Why a database cannot be used.
///
/// `e_dbfailure`.
public enum DatabaseFault: Error, Equatable, Sendable {
  /// Another process held the lock for that many seconds.
  case locked(seconds: Double)
  /// There is no file of that name.
  case missing
  /// The file cannot be opened, with the reason's error number.
  case cannotOpen(errno: Int32)
  /// It may be read but not written, with the reason's error number.
  case readOnly(errno: Int32)
  /// The name leads to something else than a regular file.
  case notAFile(String)
  /// The file has several names, and an interrupted update could be undone under one of them only.
  case linked(names: Int)
  /// It is not a metricctl database.
  case notOurs(String)
  /// It was written by a newer metricctl.
  case newer(version: Int)
  /// Its bytes contradict each other; what and where.
  case damaged(String)
  /// The file belongs to a user who may not write the one beside which it stands, so that it is not
  /// believed.
  case foreign(owner: UInt32, beside: String)
  /// An interrupted update must be undone first, and this process may not write.
  case unrecovered(errno: Int32)

  func explanation(path: String, _ form: RemedyForm) -> String {
    switch self {
    case .locked(let seconds):
      "database '\(path)' is locked by another process "
        + "(waited \(shortened(seconds)) s; --lock-timeout SECONDS waits longer)"
    case .missing: "database '\(path)' does not exist (\(form.words("declare")) makes it)"
    case .cannotOpen(let errno): "cannot open database '\(path)': \(systemMessage(errno))"
    case .readOnly(let errno):
      "database '\(path)' cannot be written: \(systemMessage(errno))"
    case .notAFile(let kind): "'\(path)' is \(kind), not a database file (name one with -d)"
    case .linked(let names):
      "database '\(path)' has \(names) names, and an interrupted update could be undone under one "
        + "only (remove the other hard links; copy it with cp instead)"
    case .notOurs(let reason):
      "'\(path)' is not a metricctl database: \(reason) (left untouched; name another with -d)"
    case .newer(let version):
      "database '\(path)' has format \(version), made by a newer metricctl (upgrade this one)"
    case .damaged(let detail):
      "database '\(path)' is damaged: \(detail) (metricctl check shows all; restore a copy)"
    case .unrecovered(let errno):
      "database '\(path)' holds an interrupted update that this user may not undo: "
        + "\(systemMessage(errno)) (run any metricctl command as root or as the owner of "
        + "'\(path)-journal')"
    case .foreign(let owner, let other):
      "'\(path)' belongs to user \(owner), who may not write '\(shown(other))', and is not believed "
        + "(look at it; root or its owner can remove it)"
    }
  }

  private func shortened(_ seconds: Double) -> String {
    seconds == seconds.rounded() && abs(seconds) < 1e9 ? "\(Int(seconds))" : "\(seconds)"
  }
}
