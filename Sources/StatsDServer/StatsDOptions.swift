package import SystemCalls

/// How StatsD is received.
package struct StatsDOptions: Sendable {
  /// The seconds between two commits.
  package var flushIntervalSeconds: Double
  /// The most different series that the receiver may keep; lines for more are dropped.
  package var maxSeries: Int
  /// The longest line, in bytes; a longer one is a bad line.
  package var maxLineBytes: Int
  /// Who may use a socket in the file system.
  package var socketAccess = SocketAccess()
  /// How many connections an address may have; one more takes the place of another.
  package var maxConnections: Int
  /// The seconds in which the distinct values of a set are counted; a flush interval that is longer
  /// goes before.
  package var setIntervalSeconds: Double
  /// How much memory the distinct values of sets may take in such an interval, in bytes.
  package var maxSetBytes: Int

  /// The defaults of `metricctl serve`.
  package init(
    flushIntervalSeconds: Double = 1, maxSeries: Int = 100_000, maxLineBytes: Int = 8_192,
    maxConnections: Int = 1_000, setIntervalSeconds: Double = 60, maxSetBytes: Int = 64 << 20
  ) {
    self.flushIntervalSeconds = flushIntervalSeconds
    self.maxSeries = maxSeries
    self.maxLineBytes = maxLineBytes
    self.maxConnections = maxConnections
    self.setIntervalSeconds = setIntervalSeconds
    self.maxSetBytes = maxSetBytes
  }
}

/// How much a message of the receiver matters.
package enum StatsDLogLevel: Sendable {
  case info, warning, error
}

/// Where the receiver's messages go.
package typealias StatsDLog = @Sendable (StatsDLogLevel, String) -> Void
