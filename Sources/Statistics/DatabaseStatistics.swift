internal import MetricModel
public import MetricOperations
public import MetricStore

/// Metrics kept in metricctl's database, which other programs share.
///
/// Each commit is one transaction: uncorked, one for each update; corked, one for all that was
/// gathered. The database is made when the first metric is declared. Where a metric was taken away
/// by another program, or the whole file, it is declared anew.
public final class DatabaseStatistics: StatisticsBackend {
  /// The file, and how it is opened.
  public let database: Database
  /// The metrics declared, and what is gathered.
  public let metricRegistry = MetricRegistry()

  /// A backend on a database, which is not opened yet.
  public init(_ database: Database) { self.database = database }

  /// Carries operations out in one transaction, all or none.
  public func commit(_ operations: [Operation]) throws(CommitFailure) {
    do throws(MetricError) {
      do throws(MetricError) {
        try database.apply(operations)
      } catch .notFound(.metric(_)) {
        try database.apply(declarations(for: operations) + operations)
      }
    } catch { throw CommitFailure(error) }
  }

  /// What declares the metrics that operations are about, as far as this program has declared them.
  private func declarations(for operations: [Operation]) -> [Operation] {
    var seen: Set<MetricName> = []
    return operations.compactMap { operation in
      let name = operation.series.name
      guard seen.insert(name).inserted else { return nil }
      let known =
        metricRegistry.family(name)
        ?? name.removing(suffix: "_total").flatMap(metricRegistry.family)
      return known.map { .declare($0) }
    }
  }
}
