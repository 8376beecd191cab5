internal import Exposition
internal import HTTPTypes
internal import HummingbirdCore
internal import MetricModel
internal import NIOCore
internal import Synchronization
internal import SystemCalls

/// The answers that show metrics.
extension Responder {
  /// What a monitoring system asks for.
  func scrape(_ request: Request, _ query: Query) async throws -> Answer {
    let chosen = Negotiation(accept: request.lines(.accept))
    var form = form(chosen.format, showsCreated: options.showsCreated, request)
    form.names = form.read(query.values("name[]"))
    let text = try await cache.text(as: form, by: request.deadline)
    var answer = try await answer(text, form, isWithOwn: options.showsSelf)
    answer.fields[.contentType] = chosen.contentType
    answer.fields[.vary] = "Accept, Accept-Encoding"
    return answer
  }

  /// What the page asks for, and programs that want JSON.
  func json(_ request: Request, _ query: Query) async throws -> Answer {
    var form = form(.json, showsCreated: true, request)
    form.names = form.read(query.values("name[]"))
    form.selectors = form.read(query.values("selector"))
    if let word = query.values("limit").last {
      guard let limit = Int(word), limit >= 0 else {
        throw MetricError.invalid(
          .option("limit", value: word, expected: "a number of series, 0 or more"))
      }
      form.limit = limit
    }
    for selector in form.selectors { _ = try Selector(parsing: selector) }
    let text = try await cache.text(as: form, by: request.deadline)
    let prefix = form.namespace.map { "-\($0)" } ?? ""
    let tag = text.tag.map { "W/\"\($0)\(prefix)\"" }
    if let tag, request.headers[.ifNoneMatch]?.contains(tag) == true {
      var answer = Answer(status: .notModified, fields: [:], buffers: [])
      answer.fields[.eTag] = tag
      return answer
    }
    var answer = try await answer(text, form, isWithOwn: false)
    answer.fields[.eTag] = tag
    answer.fields[.contentType] = "application/json"
    answer.fields[.cacheControl] = "no-cache"
    answer.fields[.vary] = "Accept-Encoding"
    for (name, number) in [
      ("Metricctl-Series", text.series.all), ("Metricctl-Omitted", text.series.omitted),
    ] {
      if let name = HTTPField.Name(name) { answer.fields[name] = String(number) }
    }
    return answer
  }

  private func form(
    _ format: ExpositionFormat, showsCreated: Bool, _ request: Request
  ) -> AnswerForm {
    AnswerForm(
      format: format, isGzip: Negotiation.acceptsGzip(request.lines(.acceptEncoding)),
      showsCreated: showsCreated, namespace: settings.withLock { $0.namespace })
  }

  private func answer(
    _ text: WrittenText, _ form: AnswerForm, isWithOwn: Bool
  ) async throws -> Answer {
    var ownFamilies: MetricSnapshot?
    if isWithOwn {
      ownFamilies = try own.snapshot()
      ownFamilies?.keep(named: form.names)
    }
    var answer = Answer(
      status: .ok, fields: [:], buffers: try text.buffers(at: .now, and: ownFamilies))
    answer.text = text
    if form.isGzip { answer.fields[.contentEncoding] = "gzip" }
    return answer
  }
}

extension Request {
  /// All lines of a header, as one list.
  fileprivate func lines(_ name: HTTPField.Name) -> String {
    headers[values: name].joined(separator: ",")
  }

  /// When the client will give up, as Prometheus says; a little before, so that it hears why.
  fileprivate var deadline: NIODeadline? {
    guard let name = HTTPField.Name("X-Prometheus-Scrape-Timeout-Seconds"),
      let word = headers[name], let seconds = try? MetricNumber.parse(word), seconds > 0,
      seconds < 1e6
    else { return nil }
    return .now() + .of(max(seconds * 0.95, seconds - 0.5))
  }
}
