internal import Exposition
internal import Foundation
internal import MetricModel
internal import MetricStore
internal import TestSupport

/// A database in a folder of its own; relaxed, since no test here cuts the power.
struct TemporaryDatabase: Sendable {
  private let folder: TemporaryDirectory
  let database: Database

  init(lockTimeoutSeconds: Double = 30) throws {
    folder = try TemporaryDirectory()
    database = Database(
      at: folder.file("metrics.db"),
      options: DatabaseOptions(lockTimeoutSeconds: lockTimeoutSeconds, durability: .relaxed))
  }

  var path: String { database.path }

  /// What `metricctl dump` would print, after the database was found sound.
  func openMetrics(created: Bool = false) throws(MetricError) -> [UInt8] {
    let faults = try database.check().faults
    guard faults.isEmpty else {
      throw .database(.damaged(faults.joined(separator: "; ")), path: database.path)
    }
    var options = ExpositionOptions()
    options.showsCreated = created
    return try ExpositionFormat.openmetrics.bytes(of: database.snapshot(), options: options)
  }

  /// Takes the file away, as another program might.
  func removeFile() throws { try FileManager.default.removeItem(atPath: database.path) }

  /// The same as text.
  func text() throws(MetricError) -> String { String(decoding: try openMetrics(), as: UTF8.self) }
}
