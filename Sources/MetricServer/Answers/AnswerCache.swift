internal import MetricModel
internal import MetricStore
internal import NIOCore
internal import NIOPosix
internal import Synchronization
internal import SystemCalls

/// Reads the database for scrapes: once for all that ask at the same time, and not at all while
/// nothing was committed.
///
/// What is answered was true at some moment between question and answer. A text that was read before
/// the question is answered only when its stamp says that the database is still that; one that is
/// being read when the question comes may be older than a commit, so that the question waits for it
/// and looks again. However many clients there are, one thread at a time reads for texts of one form, and
/// one for all forms that show the whole database.
final class AnswerCache: Sendable {
  /// The most forms that are kept.
  private static let capacity = 16

  struct Entry: Sendable {
    var text: WrittenText?
    var stamp: DatabaseStamp?
    /// When the reading of the text began, in questions.
    var began = 0
    var running: (began: Int, result: EventLoopFuture<WrittenText>)?
    var lastUsed = 0
  }

  struct State: Sendable {
    var entries: [AnswerForm: Entry] = [:]
    var clock = 0
    /// Whether the server is to end and nobody waits for what has not begun.
    var isClosed = false
  }

  private let database: @Sendable () -> Database
  private let pool: NIOThreadPool
  private let loop: any EventLoop
  private let account: TextAccount
  private let live: LiveTexts
  private let state = Mutex(State())

  /// A cache over the database that a closure names, which reads on the pool's threads.
  init(
    pool: NIOThreadPool, loop: any EventLoop, account: TextAccount = TextAccount(),
    database: @escaping @Sendable () -> Database
  ) {
    (self.pool, self.loop, self.account, self.database) = (pool, loop, account, database)
    live = LiveTexts(account: account)
  }

  /// The database's text in a form.
  ///
  /// Throws what reading the database throws, and an `AnswerFailure` when the text is not ready in
  /// time or too many clients are still reading earlier ones.
  func text(as form: AnswerForm, by deadline: NIODeadline?) async throws -> WrittenText {
    let arrival = state.withLock { state in
      state.clock += 1
      return state.clock
    }
    while true {
      switch look(for: form, since: arrival) {
      case .text(let text): return text
      case .busy: throw AnswerFailure.crowded
      case .fresh(let result): return try await wait(for: result, by: deadline)
      case .older(let result):
        // What another reading came to is its askers' to hear of.
        let over = result.map { _ in }.recover { _ in }
        try await wait(for: over, by: deadline)
      }
    }
  }

  /// Waits until a reading is done, or throws `late`.
  private func wait<Result: Sendable>(
    for result: EventLoopFuture<Result>, by deadline: NIODeadline?
  ) async throws -> Result {
    guard let deadline else { return try await result.get() }
    let promise = loop.makePromise(of: Result.self)
    let alarm = loop.scheduleTask(deadline: deadline) { promise.fail(AnswerFailure.late) }
    result.cascade(to: promise)
    defer { alarm.cancel() }
    return try await promise.futureResult.get()
  }

  private enum Look {
    case text(WrittenText)
    /// A reading that began after the question.
    case fresh(EventLoopFuture<WrittenText>)
    /// One that may have begun before it.
    case older(EventLoopFuture<WrittenText>)
    /// Too many readings of other forms wait already.
    case busy
  }

  private func look(for form: AnswerForm, since arrival: Int) -> Look {
    let database = self.database()
    return state.withLock { state in
      state.clock += 1
      var entry = state.entries[form] ?? Entry()
      entry.lastUsed = state.clock
      defer {
        state.entries[form] = entry
        if state.entries.count > Self.capacity { state.dropOldest() }
      }
      if let text = entry.text {
        if entry.began > arrival || entry.stamp?.isCurrent(at: database.path) == true {
          return .text(text)
        }
        entry.text = nil
      }
      if let running = entry.running {
        return running.began > arrival ? .fresh(running.result) : .older(running.result)
      }
      guard state.hasRoom(for: form) else { return .busy }
      let result = read(database, as: form, began: state.clock)
      entry.running = (state.clock, result)
      return .fresh(result)
    }
  }

  private func read(
    _ database: Database, as form: AnswerForm, began: Int
  ) -> EventLoopFuture<WrittenText> {
    let result = pool.runIfActive(eventLoop: loop) { [self] in
      if state.withLock({ $0.isClosed }) { throw AnswerFailure.ending }
      let (text, stamp) =
        form.isWhole
        ? try live.text(of: database, as: form) : try selection(of: database, as: form)
      // What is only kept gives way to what is wanted.
      if account.isFull(for: text.weight) { dropTexts() }
      guard !account.isFull(for: text.weight) else {
        throw AnswerFailure.busy
      }
      return (text, stamp)
    }
    return result.map { text, stamp in
      self.finish(form, began: began, text, stamp)
      return text
    }.flatMapErrorThrowing { error in
      self.finish(form, began: began, nil, nil)
      throw error
    }
  }

  /// The text of what a form selects; without a stamp when it changes with the clock.
  private func selection(
    of database: Database, as form: AnswerForm
  ) throws(MetricError) -> (WrittenText, DatabaseStamp?) {
    let selectors = try form.selectors.map { text throws(MetricError) in
      try Selector(parsing: text)
    }
    var (snapshot, stamp) = try database.stampedSnapshot(of: selectors + form.nameSelectors)
    snapshot.keep(named: form.names)
    let lasts = form.isMadeOfLines || !snapshot.isGoing
    let text = try WrittenText(
      snapshot, as: form, tag: lasts ? stamp.tag : nil, account: account)
    return (text, lasts ? stamp : nil)
  }

  private func finish(
    _ form: AnswerForm, began: Int, _ text: WrittenText?, _ stamp: DatabaseStamp?
  ) {
    state.withLock { state in
      guard state.entries[form]?.running?.began == began else { return }
      state.entries[form]?.running = nil
      state.entries[form]?.text = text
      state.entries[form]?.stamp = stamp
      state.entries[form]?.began = began
    }
  }

  /// Lets go of all texts, for the sake of memory; those that clients are reading stay until they
  /// have them.
  private func dropTexts() {
    state.withLock { state in
      for form in state.entries.keys { state.entries[form]?.text = nil }
    }
    live.dropTexts()
  }

  /// Begins no more readings, since those who wait for them are sent away.
  func close() { state.withLock { $0.isClosed = true } }

  /// Lets go of texts that the database has outlived, for the sake of memory.
  func sweep() {
    live.sweep()
    let path = database().path
    state.withLock { state in
      for (form, entry) in state.entries where entry.running == nil {
        if entry.stamp?.isCurrent(at: path) != true { state.entries[form] = nil }
      }
    }
  }
}
