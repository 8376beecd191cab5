internal import Exposition
internal import Foundation
internal import MetricModel
internal import MetricStore
internal import TestSupport
internal import Testing

/// A database of its own for one test, and metricctl to run on it.
///
/// Nothing of the machine it runs on is read: no configuration file, no home.
struct Workspace: Sendable {
  let folder: TemporaryDirectory
  let database: String
  /// What every run gets, beside what it is given itself.
  var environment: [String: String]

  /// Runs a test on a new database, which must be sound when the test is over, or not be there.
  static func use(_ body: (Workspace) async throws -> Void) async throws {
    let workspace = try Workspace()
    try await body(workspace)
    if FileManager.default.fileExists(atPath: workspace.database) { try workspace.verify() }
  }

  init() throws {
    folder = try TemporaryDirectory()
    database = folder.file("metrics.db")
    environment = ["METRICCTL_DATABASE": database, "METRICCTL_CONFIG": "/dev/null"]
  }

  /// Runs metricctl in the workspace's folder; with `way` the parser has all words, or the fast path those it takes.
  func run(
    _ words: [String], way: Way = .fast, environment extra: [String: String] = [:]
  ) async throws -> CommandResult {
    try await Command.run(
      "/usr/bin/env", ["-C", folder.path, Command.metricctl] + words,
      environment: environment.merging(way.environment) { $1 }.merging(extra) { $1 })
  }

  /// The same with the words one by one.
  @discardableResult
  func run(_ words: String..., way: Way = .fast) async throws -> CommandResult {
    try await run(words, way: way)
  }

  /// Runs a script of the shell, in which `metricctl` is the one to test.
  func shell(
    _ script: String, way: Way = .fast, environment extra: [String: String] = [:]
  ) async throws -> CommandResult {
    var variables = environment.merging(way.environment) { $1 }.merging(extra) { $1 }
    variables["METRICCTL"] = Command.metricctl
    variables["FOLDER"] = folder.path
    return try await Command.run(
      "/bin/sh", ["-c", "metricctl() { \"$METRICCTL\" \"$@\"; }; cd \"$FOLDER\"; " + script],
      environment: variables)
  }

  /// Everything that the database shows but times: families, texts, values.
  func contents() throws -> String {
    let snapshot = try Database(at: database).snapshot()
    let text = try ExpositionFormat.openmetrics.bytes(
      of: snapshot, options: ExpositionOptions(showsCreated: false))
    let families = snapshot.families.map {
      "\($0.family.name) \($0.family.kind) \($0.family.unit) \($0.family.help) \($0.series.count)"
    }
    return families.joined(separator: "\n") + "\n" + String(decoding: text, as: UTF8.self)
  }

  /// Asserts that the database is sound and that no file was left beside it.
  func verify() throws {
    #expect(try Database(at: database).check().faults == [])
    let allowed = [database, database + "-address"].map { ($0 as NSString).lastPathComponent }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("metrics.db") && !allowed.contains($0) }
    #expect(left == [])
  }
}

/// The two ways to read a command line.
enum Way: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// As users have it: the fast path, and the argument parser for what that does not take.
  case fast
  /// All words to the argument parser.
  case parser

  var environment: [String: String] { self == .fast ? [:] : ["METRICCTL_FAST_PATH": "0"] }
  var testDescription: String { rawValue }
}
