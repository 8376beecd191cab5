/// What a receiver has done since it began, for metrics about itself.
///
/// Each line that was received is in exactly one of `taken`, `waiting`, `badLines`, `conflicts`,
/// `overLimit`, `events` and `serviceChecks`. Of a line of several values each counts as a line of its
/// own.
package struct StatsDCounts: Sendable, Equatable {
  /// Datagrams received.
  package var datagrams = 0
  /// Connections taken.
  package var connections = 0
  /// Connections given up for newer ones.
  package var droppedConnections = 0
  /// Lines received, empty ones left out.
  package var lines = 0
  /// Lines whose updates were committed.
  package var taken = 0
  /// Lines that could not be read, or that no metric could take.
  package var badLines = 0
  /// Lines that the database refused: mostly because the metric is declared with another type.
  package var conflicts = 0
  /// Lines dropped because of the limit of series, or of the memory for sets.
  package var overLimit = 0
  /// Events of DogStatsD, which are dropped.
  package var events = 0
  /// Service checks of DogStatsD, which are dropped.
  package var serviceChecks = 0
  /// Series that the receiver keeps.
  package var series = 0
  /// Datagrams that the kernel dropped, since the receiver was too slow.
  package var kernelDrops = 0
  /// Transactions committed.
  package var commits = 0
  /// Transactions that could not be committed; their updates were kept and tried again.
  package var failedCommits = 0

  /// Nothing done yet.
  package init() {}

  /// Lines whose updates wait for the next commit.
  package var waiting: Int {
    lines - taken - badLines - conflicts - overLimit - events - serviceChecks
  }
}
