/// What a receiver has done since it began, for metrics about itself.
///
/// Each line that was received is in exactly one of `taken`, `waiting`, `badLines`, `conflicts`,
/// `overLimit` and `ignored`.
package struct StatsDCounts: Sendable, Equatable {
  /// Datagrams received.
  package var datagrams = 0
  /// Lines in them, empty ones left out.
  package var lines = 0
  /// Lines whose updates were committed.
  package var taken = 0
  /// Lines that could not be read, or that no metric could take.
  package var badLines = 0
  /// Lines that the database refused: mostly because the metric is declared with another type.
  package var conflicts = 0
  /// Lines dropped because of the limit of series, or of the memory for sets.
  package var overLimit = 0
  /// Events and service checks, which are not metrics.
  package var ignored = 0
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
  package var waiting: Int { lines - taken - badLines - conflicts - overLimit - ignored }
}
