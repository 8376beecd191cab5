internal import Exposition
internal import MetricModel
internal import MetricStore
internal import NIOCore
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricServer

/// Texts of which only what has changed is written anew.
@Suite struct LiveTextsTests {
  /// Lines of batch(1) that make a database with sections that begin and end within families.
  private static let setup: String = {
    var lines: [String] = []
    for number in 0..<2_500 { lines.append("add big n=\(number) \(number) --declare counter") }
    for number in 0..<40 {
      lines.append("observe wait_seconds n=\(number) 0.\(number) --declare histogram")
      lines.append("set up\(number % 7) n=\(number) \(number) --declare duration")
      lines.append("set few\(number) \(number) --declare gauge")
    }
    lines.append("declare state stateset State a=1 --states on,off")
    lines.append("declare size summary Size a=1 --quantiles 0.5,0.9")
    return lines.joined(separator: "\n")
  }()

  private struct Scraper {
    let texts = LiveTexts(account: TextAccount())
    let database: Database

    /// The text in a form, which must be what a new snapshot's is.
    func text(as form: AnswerForm) throws -> WrittenText {
      let (text, _) = try texts.text(of: database, as: form)
      let now = Timestamp.now
      let bytes = try text.buffers(at: now, and: nil).flatMap { Array($0.readableBytesView) }
      var snapshot = try database.snapshot()
      snapshot.takenAt = now
      #expect(bytes == (try form.format.bytes(of: snapshot, options: form.options)))
      return text
    }
  }

  private static let forms = [
    AnswerForm(format: .openmetrics, showsCreated: false),
    AnswerForm(format: .openmetrics, showsCreated: true),
    AnswerForm(format: .prometheus, showsCreated: false, namespace: try? MetricName("app")),
  ]

  @Test func `the text is what a new snapshot's would be, whatever has changed`() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("m.db")
    let made = try await Command.metricctl("batch", database: path, input: Self.setup)
    try #require(made.status == 0, "\(made.error)")
    let scraper = Scraper(database: Database(at: path))
    var random = SeededGenerator(for: "LiveTexts")
    for _ in 0..<25 {
      _ = try scraper.text(as: random.pick(Self.forms))
      let number = Int.random(in: 0..<2_500, using: &random)
      let line = random.pick([
        "incr big n=\(number)", "incr big n=\(number)\nincr big n=0\nset few7 3",
        "observe wait_seconds n=\(number % 40) 2", "reset up3 n=3", "set state a=1 on",
        "observe size a=1 \(number)", "incr big n=new\(number)", "delete few\(number % 40) --all",
      ])
      let result = try await Command.metricctl("batch", database: path, input: line)
      if !line.hasPrefix("delete"), !line.contains("few") { #expect(result.status == 0) }
    }
  }

  @Test func `only the section with the change is written anew`() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("m.db")
    #expect(try await Command.metricctl("batch", database: path, input: Self.setup).status == 0)
    let scraper = Scraper(database: Database(at: path))
    for form in Self.forms {
      let first = try scraper.text(as: form)
      #expect(first.pieces.count >= 5)
      let changed = try await Command.metricctl("incr", "big", "n=1500", database: path)
      #expect(changed.status == 0)
      let second = try scraper.text(as: form)
      let fresh = zip(first.pieces, second.pieces).filter { $0 !== $1 }
      #expect(first.pieces.count == second.pieces.count)
      #expect(fresh.count == 1)
    }
  }

  @Test func `what is let go of is written again`() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("m.db")
    #expect(try await Command.metricctl("batch", database: path, input: Self.setup).status == 0)
    let account = TextAccount(smallest: 0)
    let texts = LiveTexts(account: account)
    let form = Self.forms[0]
    var text: WrittenText? = try texts.text(of: Database(at: path), as: form).0
    let weight = try #require(text?.weight)
    #expect(account.isFull(for: 0))
    // Shared pieces weigh once.
    let again = try texts.text(of: Database(at: path), as: form).0
    #expect(again.weight == weight && !account.isFull(for: weight / 4 + 1))
    text = nil
    texts.dropTexts()
    withExtendedLifetime(again) { #expect(account.isFull(for: 0)) }
    #expect(try texts.text(of: Database(at: path), as: form).0.weight == weight)
    texts.sweep()
    #expect(!texts.isEmpty)
    texts.sweep(at: monotonicNanoseconds() + 301_000_000_000)
    #expect(texts.isEmpty)
  }
}
