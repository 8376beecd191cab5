internal import Exposition
internal import MetricModel
internal import NIOCore

/// The text of one snapshot in one form, kept for as long as it may be answered with.
final class WrittenText: Sendable {
  let pieces: [WrittenPiece]
  /// Series of all selected families, and how many of them the form's limit left out.
  let series: (all: Int, omitted: Int)
  /// Words for the state of the database that it shows; nil when another state may have the same.
  let tag: String?
  private let form: AnswerForm
  /// Names of families and samples that are like those of the server's own.
  private let ownNames: Set<String>

  /// Bytes that it holds.
  var weight: Int { pieces.reduce(0) { $0 + $1.weight } }

  /// Writes a snapshot.
  convenience init(
    _ snapshot: MetricSnapshot, as form: AnswerForm, tag: String?, account: TextAccount
  ) throws(MetricError) {
    let (shown, series) = snapshot.limited(to: form.limit)
    let writer = PieceWriter(form)
    var pieces: [WrittenPiece] = []
    for run in form.isMadeOfLines ? shown.runs : [shown] {
      let isGoing = form.isMadeOfLines && run.isGoing
      let content = isGoing ? .going(run) : try writer.piece(run)
      pieces.append(WrittenPiece(content, account: account))
    }
    self.init(pieces, of: snapshot, as: form, series: series, tag: tag)
  }

  /// A snapshot's text by its pieces.
  init(
    _ pieces: [WrittenPiece], of snapshot: MetricSnapshot, as form: AnswerForm,
    series: (all: Int, omitted: Int), tag: String?
  ) {
    self.pieces = pieces
    self.series = series
    self.form = form
    self.tag = tag
    let prefix = form.namespace.map { "\($0)_" } ?? ""
    ownNames = Set(
      snapshot.families.filter { SelfMetrics.mayOwn(prefix + $0.family.name.text) }
        .flatMap { entry in entry.family.writtenNames.map { prefix + $0 } })
  }

  /// The buffers of an answer: the text, families of the server's own in lines behind it, and the
  /// end.
  func buffers(at now: Timestamp, and own: MetricSnapshot?) throws(MetricError) -> [ByteBuffer] {
    let writer = PieceWriter(form)
    var contents: [WrittenPiece.Content] = []
    for piece in pieces {
      guard case .going(var run, let goesOn) = piece.content else {
        contents.append(piece.content)
        continue
      }
      run.takenAt = now
      contents.append(try writer.piece(run, goesOn: goesOn))
    }
    if var own {
      own.families.removeAll { $0.family.writtenNames.contains(where: ownNames.contains) }
      var plainForm = form
      plainForm.namespace = nil
      contents.append(try PieceWriter(plainForm).piece(own))
    }
    if form.format == .openmetrics { contents.append(try writer.end()) }
    var (plain, deflated): ([ByteBuffer], [DeflatedPart]) = ([], [])
    for content in contents {
      switch content {
      case .plain(let buffers): plain += buffers
      case .deflated(let parts): deflated += parts
      case .going: break
      }
    }
    return form.isGzip ? GzipStream.buffers(deflated) : plain
  }
}

/// A part of a text, which texts of several moments may share.
final class WrittenPiece: Sendable {
  enum Content: Sendable {
    case plain([ByteBuffer])
    case deflated([DeflatedPart])
    /// Durations, which go on: they are written when they are answered.
    case going(MetricSnapshot, goesOn: Bool = false)
  }

  let content: Content
  /// Bytes that it holds.
  let weight: Int
  private let account: TextAccount

  /// A part that an account is told of for as long as it is held.
  init(_ content: Content, account: TextAccount) {
    self.content = content
    self.account = account
    switch content {
    case .plain(let buffers): weight = buffers.reduce(0) { $0 + $1.readableBytes }
    case .deflated(let parts): weight = parts.reduce(0) { $0 + $1.bytes.readableBytes }
    case .going: weight = 0
    }
    account.add(weight)
  }

  deinit { account.remove(weight) }
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
      shown.families.append((family, series.slice(0..<share + more)))
      left -= more
    }
    return (shown, (all, all - limit))
  }
}
