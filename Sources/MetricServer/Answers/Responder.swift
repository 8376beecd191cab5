internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import MetricModel
internal import MetricStore
internal import NIOCore
internal import NIOPosix
internal import Synchronization
internal import SystemCalls

/// Answers requests: who may ask, what for, and with what.
final class Responder: Sendable {
  /// The most bytes of a request's body, which nothing here has a use for.
  private static let bodyLimit = 8 << 10
  private static let methods = "GET, HEAD, OPTIONS"

  let options: ServerOptions
  let settings: SharedSettings
  let cache: AnswerCache
  let authentication: Authentication?
  let own: SelfMetrics
  let pool: NIOThreadPool
  let logger: Logger
  let refusals: RefusalLog
  private let fault = Mutex<String?>(nil)

  init(
    _ options: ServerOptions, settings: ServerSettings, authentication: Authentication?,
    own: SelfMetrics, pool: NIOThreadPool, loop: any EventLoop, logger: Logger
  ) {
    self.options = options
    let shared = SharedSettings(settings)
    self.settings = shared
    cache = AnswerCache(pool: pool, loop: loop) { shared.withLock { $0.database } }
    self.authentication = authentication
    self.own = own
    self.pool = pool
    self.logger = logger
    refusals = RefusalLog(logger)
  }

  /// Answers one request of a connection.
  ///
  /// Throws to have the connection closed: after an answer that leaves some of the request unread,
  /// after a refusal, whatever was asked behind it, and when the client is gone.
  @Sendable func respond(
    to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    let began = monotonicNanoseconds()
    let isTooLarge = request.hasBody(over: Self.bodyLimit)
    let client = Client(of: channel)
    let query = Query(target: request.head.path ?? "/")
    var answer: Answer
    if isTooLarge {
      answer =
        request.isForReading
        ? .text(.contentTooLarge, "e_inval: nothing here takes a body") : Self.otherMethod
      answer.fields[.connection] = "close"
    } else {
      answer = await self.answer(request, query, from: client, on: channel)
      // The word that HeadHandler puts for all that the client may have meant by it.
      if request.headers[.connection] == "close" { answer.fields[.connection] = "close" }
    }
    if answer.isRefusal {
      answer.fields[.connection] = "close"
      // A browser is told 401 before it asks for the password.
      if answer.status != .unauthorized || request.headers[.authorization] != nil {
        refusals.note(client, answer.reason)
      }
    }
    record(answer, query, seconds: Double(monotonicNanoseconds() - began) / 1e9)
    logger.debug(
      "\(request.method) \(shown(request.head.path ?? "")) \(answer.status.code) to \(client)"
    )
    try await answer.write(to: writer, on: channel, isHeadOnly: request.method == .head)
    if isTooLarge || answer.isRefusal { throw ChannelError.inputClosed }
  }

  private func answer(
    _ request: Request, _ query: Query?, from client: Client, on channel: any Channel
  ) async -> Answer {
    do {
      guard permits(client) else {
        return .text(.forbidden, "e_failure: this address may not ask (see --allow)")
      }
      if let refusal = await refusal(of: request, from: client, on: channel) { return refusal }
      if request.isFaulty {
        return .text(.badRequest, "e_inval: a request names one host, as name:port or in its URL")
      }
      if let name = misleadingName(request, from: client) { return Self.misdirected(name) }
      guard let query else { return .text(.badRequest, "e_inval: the URL cannot be read") }
      if request.method == .connect { return Self.otherMethod }
      if request.method == .options, request.head.path == "*" { return Self.methodList }
      guard let route = Route(path: query.path) else {
        return .text(.notFound, "e_not_found: nothing is here (see /)")
      }
      return try await answer(request, query, route)
    } catch {
      return failure(error)
    }
  }

  /// Whether a client may ask at all.
  ///
  /// Where no network is named, one that has to prove who it is may be anywhere.
  private func permits(_ client: Client) -> Bool {
    switch client {
    case .file: return true
    case .unknown: return false
    case .network(let address):
      let allowed = settings.withLock { $0.allowed }
      if address.isLoopback || allowed.contains(where: { $0.contains(address) }) { return true }
      return allowed.isEmpty && options.authenticates
    }
  }

  /// The name that a request has for this machine, where it may be one that somebody else made up; nil
  /// for a name that is known, and where a password or a certificate is needed anyway.
  ///
  /// Other machines may have any name for this one, unless some are named.
  private func misleadingName(_ request: Request, from client: Client) -> String? {
    guard !options.authenticates, case .network(let address) = client,
      let authority = request.head.authority
    else { return nil }
    let known = settings.withLock { $0.hosts }
    guard address.isLoopback || !known.isEmpty else { return nil }
    if let name = HostName(authority: authority), name.isUnmistakable || known.contains(name) {
      return nil
    }
    return shown(authority)
  }

  /// What someone is told who may not ask before showing who it is; nil for one who may.
  private func refusal(
    of request: Request, from client: Client, on channel: any Channel
  ) async -> Answer? {
    guard let authentication else { return nil }
    let credentials = request.headers[.authorization].flatMap { BasicCredentials(header: $0) }
    switch await authentication.judge(credentials, from: client.throttleKey, on: channel) {
    case .accepted: return nil
    case .refused:
      var answer = Answer.text(.unauthorized, "e_failure: a name and a password are needed")
      answer.fields[.wwwAuthenticate] = "Basic realm=\"metricctl\", charset=\"UTF-8\""
      return answer
    case .throttled(let seconds):
      var answer = Answer.text(.tooManyRequests, "e_failure: too many wrong passwords; wait")
      answer.fields[.retryAfter] = String(seconds)
      return answer
    case .crowded:
      let answer = unavailable("e_failure: too many passwords wait to be checked; try again")
      refusals.note(client, answer.reason)
      return answer
    }
  }

  private func answer(_ request: Request, _ query: Query, _ route: Route) async throws -> Answer {
    guard request.isForReading else { return Self.otherMethod }
    if request.method == .options { return Self.methodList }
    switch route {
    case .page: return Page.answer()
    case .metrics: return try await scrape(request, query)
    case .json: return try await json(request, query)
    case .healthy: return .text(.ok, "metricctl is healthy.")
    case .ready:
      let database = settings.withLock { $0.database }
      try await pool.runIfActive { try database.probe() }
      return .text(.ok, "metricctl is ready.")
    }
  }

  private static var methodList: Answer {
    var answer = Answer(status: .noContent, fields: [:], buffers: [])
    answer.fields[.allow] = methods
    return answer
  }

  private static func misdirected(_ name: String) -> Answer {
    var answer = Answer.text(
      .misdirectedRequest, "e_failure: this server is not known as '\(name)' (see --host)")
    answer.loggedReason = "e_failure: this server is not known by that name (see --host)"
    return answer
  }

  private static var otherMethod: Answer {
    var answer = Answer.text(.methodNotAllowed, "e_inval: only \(methods) are answered")
    answer.fields[.allow] = methods
    return answer
  }

  private func failure(_ error: any Error) -> Answer {
    switch error {
    case MetricError.invalid(let violation):
      return .text(.badRequest, MetricError.invalid(violation).description)
    case let error as MetricError:
      note(error.description)
      return unavailable(error.description)
    case AnswerFailure.late: return unavailable(AnswerFailure.late.description)
    case let error as AnswerFailure:
      note(error.description)
      return unavailable(error.description)
    default:
      note("\(error)")
      return unavailable("e_failure: the answer was broken off")
    }
  }

  private func unavailable(_ text: String) -> Answer {
    var answer = Answer.text(.serviceUnavailable, text)
    answer.fields[.retryAfter] = "1"
    return answer
  }

  /// Logs a fault when it is another than the last one, so that each scrape does not say it again.
  private func note(_ text: String?) {
    let previous = fault.withLock { fault in
      defer { fault = text }
      return fault
    }
    guard text != previous else { return }
    if let text { logger.warning("\(text)") } else { logger.notice("scrapes work again") }
  }

  private func record(_ answer: Answer, _ query: Query?, seconds: Double) {
    let route = query.flatMap { Route(path: $0.path) }
    if answer.status == .ok, route == .metrics || route == .json { note(nil) }
    guard options.showsSelf else { return }
    do throws(MetricError) {
      try own.answered(route?.rawValue ?? "other", code: answer.status.code)
      if route == .metrics { try own.scraped(seconds: seconds) }
    } catch { logger.error("\(error)") }
  }
}
