internal import MetricModel
internal import MetricStore
internal import Synchronization
internal import SystemCalls

/// The texts of the whole database in the forms that monitoring systems ask for: of each only those
/// sections are written anew of which a value has changed.
///
/// One thread at a time reads for all forms.
final class LiveTexts: Sendable {
  /// How long what was read is kept for the next scrape: as long as scrapes may be apart.
  private static let keptNanoseconds: Int64 = 300_000_000_000

  fileprivate struct State {
    var live = LiveSnapshot()
    var reading = 0
    var sections: [TextSection] = []
    var texts: [AnswerForm: KeptText] = [:]
  }

  /// The pieces of a text, one a section, and the number of the reading that they are of.
  fileprivate struct KeptText {
    var pieces: [WrittenPiece]
    var reading: Int
    var lastUsed: Int64
  }

  private let account: TextAccount
  private let state = Mutex(State())

  init(account: TextAccount) { self.account = account }

  /// The database's text in a form, and a stamp of the moment that it shows.
  func text(
    of database: Database, as form: AnswerForm
  ) throws(MetricError) -> (WrittenText, DatabaseStamp) {
    // Whoever waits for the lock of the file does so here, and not before those of other forms.
    try database.probe()
    return try state.withLock { state throws(MetricError) in
      let stamp = try state.update(from: database)
      let pieces = try state.pieces(as: form, account)
      let snapshot = state.live.snapshot
      let all = snapshot.families.reduce(0) { $0 + $1.series.count }
      let text = WrittenText(pieces, of: snapshot, as: form, series: (all, 0), tag: stamp.tag)
      return (text, stamp)
    }
  }

  /// Lets go of the texts, for the sake of memory.
  func dropTexts() { state.withLock { $0.texts = [:] } }

  /// Lets go of forms that were last read long ago, and of everything when there is no other; waits
  /// for no reading.
  func sweep(at now: Int64 = monotonicNanoseconds()) {
    _ = state.withLockIfAvailable { state in
      state.texts = state.texts.filter { now - $0.value.lastUsed <= Self.keptNanoseconds }
      if state.texts.isEmpty { state = State() }
    }
  }

  /// Whether anything of the database is kept.
  var isEmpty: Bool { state.withLock { $0.sections.isEmpty } }
}

extension LiveTexts.State {
  /// Brings the snapshot up to date, and takes note of what has changed.
  fileprivate mutating func update(from database: Database) throws(MetricError) -> DatabaseStamp {
    reading += 1
    let (change, stamp) = try live.update(from: database)
    switch change {
    case .rows(let rows): sections.mark(rows, reading: reading)
    case .everything:
      texts = [:]
      sections = TextSection.cut(live.snapshot, reading: reading)
    }
    return stamp
  }

  /// The pieces of a text, those that are still good taken from the last one.
  fileprivate mutating func pieces(
    as form: AnswerForm, _ account: TextAccount
  ) throws(MetricError) -> [WrittenPiece] {
    let kept = texts[form]
    let writer = PieceWriter(form)
    var pieces: [WrittenPiece] = []
    pieces.reserveCapacity(sections.count)
    for (index, section) in sections.enumerated() {
      if let kept, section.changed <= kept.reading {
        pieces.append(kept.pieces[index])
        continue
      }
      let part = section.part(of: live.snapshot)
      let content: WrittenPiece.Content =
        section.isGoing
        ? .going(part, goesOn: section.goesOn)
        : try writer.piece(part, goesOn: section.goesOn)
      pieces.append(WrittenPiece(content, account: account))
    }
    texts[form] = LiveTexts.KeptText(
      pieces: pieces, reading: reading, lastUsed: monotonicNanoseconds())
    return pieces
  }
}
