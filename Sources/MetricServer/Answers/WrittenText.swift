internal import Exposition
internal import MetricModel
internal import NIOCore

/// The text of one snapshot in one form, kept for as long as it may be answered with.
final class WrittenText: Sendable {
  enum Piece: Sendable {
    case plain([ByteBuffer])
    case deflated([DeflatedPart])
    /// Durations, which go on: they are written when they are answered.
    case going(MetricSnapshot)
  }

  let pieces: [Piece]
  /// Series of all selected families, and how many of them the form's limit left out.
  let series: (all: Int, omitted: Int)
  /// Bytes that it holds.
  let weight: Int
  /// Words for the state of the database that it shows; nil when another state may have the same.
  let tag: String?
  private let form: AnswerForm
  /// Names of families and samples that are like those of the server's own.
  private let ownNames: Set<String>
  private let account: TextAccount

  /// Writes a snapshot.
  init(
    _ snapshot: MetricSnapshot, as form: AnswerForm, tag: String?, account: TextAccount
  ) throws(MetricError) {
    self.tag = tag
    let prefix = form.namespace.map { "\($0)_" } ?? ""
    ownNames = Set(
      snapshot.families.filter { SelfMetrics.mayOwn(prefix + $0.family.name.text) }
        .flatMap { entry in entry.family.writtenNames.map { prefix + $0 } })
    let (shown, series) = snapshot.limited(to: form.limit)
    self.series = series
    self.form = form
    var pieces: [Piece] = []
    for run in form.isMadeOfLines ? shown.runs : [shown] {
      if form.isMadeOfLines, run.isGoing {
        pieces.append(.going(run))
      } else {
        pieces.append(try TextWriting.piece(run, as: form))
      }
    }
    self.pieces = pieces
    weight = pieces.reduce(0) { $0 + $1.weight }
    self.account = account
    account.add(weight)
  }

  deinit { account.remove(weight) }

  /// The buffers of an answer: the text, families of the server's own in lines behind it, and the
  /// end.
  func buffers(at now: Timestamp, and own: MetricSnapshot?) throws(MetricError) -> [ByteBuffer] {
    var pieces: [Piece] = []
    for piece in self.pieces {
      guard case .going(var run) = piece else {
        pieces.append(piece)
        continue
      }
      run.takenAt = now
      pieces.append(try TextWriting.piece(run, as: form))
    }
    if var own {
      own.families.removeAll { $0.family.writtenNames.contains(where: ownNames.contains) }
      var plainForm = form
      plainForm.namespace = nil
      pieces.append(try TextWriting.piece(own, as: plainForm))
    }
    if form.format == .openmetrics { pieces.append(try TextWriting.end(as: form)) }
    var (plain, deflated): ([ByteBuffer], [DeflatedPart]) = ([], [])
    for piece in pieces {
      switch piece {
      case .plain(let buffers): plain += buffers
      case .deflated(let parts): deflated += parts
      case .going: break
      }
    }
    return form.isGzip ? GzipStream.buffers(deflated) : plain
  }
}

extension WrittenText.Piece {
  fileprivate var weight: Int {
    switch self {
    case .plain(let buffers): buffers.reduce(0) { $0 + $1.readableBytes }
    case .deflated(let parts): parts.reduce(0) { $0 + $1.bytes.readableBytes }
    case .going: 0
    }
  }
}

extension MetricSnapshot {
  /// Whether its text changes with the clock.
  var isGoing: Bool { families.contains { $0.family.kind == .duration } }

  /// The families in their order, durations apart from the others.
  fileprivate var runs: [MetricSnapshot] {
    var runs: [MetricSnapshot] = []
    for entry in families {
      let isGoing = entry.family.kind == .duration
      if runs.last?.isGoing == isGoing {
        runs[runs.count - 1].families.append(entry)
      } else {
        runs.append(MetricSnapshot(takenAt: takenAt, families: [entry]))
      }
    }
    return runs
  }

  /// At most so many series, and how many there were and were left out: first the same number of each
  /// family, so that a large one hides no others, then those that come first.
  fileprivate func limited(
    to limit: Int?
  ) -> (snapshot: MetricSnapshot, series: (all: Int, omitted: Int)) {
    let all = families.reduce(0) { $0 + $1.series.count }
    guard let limit, all > limit else { return (self, (all, 0)) }
    let share = min(50, limit / families.count)
    var left = limit - families.reduce(0) { $0 + min(share, $1.series.count) }
    var shown = MetricSnapshot(takenAt: takenAt, families: [])
    for (family, series) in families {
      let more = min(left, max(0, series.count - share))
      shown.families.append((family, series.prefix(share + more)))
      left -= more
    }
    return (shown, (all, all - limit))
  }
}
