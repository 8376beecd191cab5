internal import MetricModel
public import MetricOperations
public import MetricStore
internal import Synchronization
internal import SystemCalls

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
  /// Keeps the file open between commits, and the lock for each of them only.
  private let session: Lock<DatabaseSession>

  /// A backend on a database, which is not opened yet.
  public init(_ database: Database) {
    self.database = database
    session = Lock(DatabaseSession(database))
  }

  /// Carries operations out in one transaction, all or none.
  public func commit(_ operations: [Operation]) throws(CommitFailure) {
    do throws(MetricError) {
      try session.withLock { session throws(MetricError) in
        do throws(MetricError) {
          try Self.apply(operations, in: &session)
        } catch .notFound(.metric(_)) {
          try Self.apply(declarations(for: operations) + operations, in: &session)
        }
      }
    } catch { throw CommitFailure(error) }
  }

  private static func apply(
    _ operations: [Operation], in session: inout DatabaseSession
  ) throws(MetricError) {
    guard let first = operations.first else { return }
    let creating = operations.contains {
      if case .declare = $0.action { true } else { false }
    }
    do throws(MetricError) {
      try session.update(creating: creating) { transaction throws(MetricError) in
        for operation in operations { try transaction.apply(operation) }
      }
    } catch .database(.missing, _) { throw .notFound(.metric(first.series.name)) }
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
