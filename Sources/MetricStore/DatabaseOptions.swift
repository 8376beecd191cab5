/// How sure an update is when it is acknowledged.
public enum Durability: String, CaseIterable, Sendable {
  /// On disk: it survives a power loss.
  case full
  /// In the kernel, for an update of one existing series: it survives a killed process. Changes of
  /// structure are on disk all the same, since half of one would cost the whole file.
  case relaxed
}

/// How a database is opened.
public struct DatabaseOptions: Sendable {
  /// How long to wait for other processes' locks; 0 does not wait.
  public var lockTimeoutSeconds: Double
  /// How sure an update is when it is acknowledged.
  public var durability: Durability
  /// The permission bits of a database that is made.
  public var mode: UInt32

  /// The defaults of the command line.
  public init(
    lockTimeoutSeconds: Double = 5, durability: Durability = .full, mode: UInt32 = 0o640
  ) {
    self.lockTimeoutSeconds = lockTimeoutSeconds
    self.durability = durability
    self.mode = mode
  }
}
