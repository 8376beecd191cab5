internal import Exposition
internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

/// Any text at all: never a crash, an error that names a place in it, and what is taken can be
/// written and read again.
///
/// METRICCTL_FUZZ_ROUNDS sets how many texts are tried.
@Suite struct ReaderFuzzTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["METRICCTL_FUZZ_ROUNDS"].flatMap(Int.init) ?? 3_000

  @Test(arguments: ExpositionDialect.allCases)
  func `texts that were right once are refused well or round-trip`(
    dialect: ExpositionDialect
  ) throws {
    var random = SeededGenerator(for: "mutations of \(dialect.rawValue) text")
    var taken = 0
    for _ in 0..<Self.rounds {
      let snapshot = try RandomMetrics.snapshot(
        &random, forPrometheus: dialect == .prometheus)
      let format: ExpositionFormat = dialect == .openmetrics ? .openmetrics : .prometheus
      var text = try format.bytes(of: snapshot, options: ExpositionOptions(showsCreated: true))
      for _ in 0..<Int.random(in: 0...3, using: &random) { TextMutation.apply(to: &text, &random) }
      if try check(text, dialect) { taken += 1 }
    }
    #expect(taken > 0)
  }

  @Test(arguments: ExpositionDialect.allCases)
  func `lines of likely words are refused well or round-trip`(dialect: ExpositionDialect) throws {
    var random = SeededGenerator(for: "\(dialect.rawValue) text of likely words")
    for _ in 0..<Self.rounds {
      _ = try check(TextMutation.lines(&random, dialect), dialect)
    }
  }

  /// Whether the text was taken; a fault of the reader is an issue.
  private func check(_ text: [UInt8], _ dialect: ExpositionDialect) throws -> Bool {
    let shown = String(decoding: text, as: UTF8.self)
    let snapshot: MetricSnapshot
    do throws(MetricError) {
      snapshot = try ExpositionReader.read(text, from: "text", as: dialect)
    } catch {
      checkPlace(of: error, in: text, shown)
      return false
    }
    // What OpenMetrics has no form for comes back from Prometheus text only.
    let isLoose = snapshot.families.contains { $0.family.isLoose || $0.family.isNamedAsSample }
    let format: ExpositionFormat = isLoose ? .prometheus : .openmetrics
    let written = try format.bytes(
      of: snapshot, options: ExpositionOptions(showsCreated: hasAllCreated(snapshot)))
    do throws(MetricError) {
      let again = try ExpositionReader.read(
        written, from: "text", as: isLoose ? .prometheus : .openmetrics)
      let twice = try format.bytes(
        of: again, options: ExpositionOptions(showsCreated: hasAllCreated(snapshot)))
      #expect(twice == written, "\(shown.debugDescription)")
      if isLoose {
        let text = try ExpositionFormat.openmetrics.bytes(
          of: snapshot, options: ExpositionOptions(showsCreated: false))
        _ = try ExpositionReader.read(text, from: "text", as: .openmetrics)
      }
    } catch { Issue.record("\(shown.debugDescription): \(error)") }
    return true
  }

  private func hasAllCreated(_ snapshot: MetricSnapshot) -> Bool {
    snapshot.families.allSatisfy { family, series in
      !family.kind.hasCreated
        || (0..<series.count).allSatisfy { series.created($0) != .notGiven }
    }
  }

  private func checkPlace(of error: MetricError, in text: [UInt8], _ shown: String) {
    guard case .invalid(.exposition(source: _, let line, let column, _)) = error else {
      Issue.record("\(shown.debugDescription): \(error)")
      return
    }
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let isThere =
      (1...lines.count).contains(line) && (1...lines[line - 1].count + 1).contains(column)
    #expect(isThere, "\(shown.debugDescription): \(error)")
    let isPlain = error.description.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control
    }
    #expect(isPlain, "\(shown.debugDescription): \(error)")
  }
}
