internal import AsyncHTTPClient
internal import MetricModel
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Sends HTTP requests, one after the other, and takes only success for an answer.
final class RequestSender {
  private let client: HTTPClient
  private let target: PushTarget
  private let timeout: TimeAmount

  /// Nothing is connected yet.
  init(_ target: PushTarget, timeoutSeconds: Double) {
    self.target = target
    timeout = .nanoseconds(Int64(min(timeoutSeconds, 86_400) * 1e9))
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: timeout))
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    if let file = target.certificates {
      var security = TLSConfiguration.makeClientConfiguration()
      security.trustRoots = .file(file)
      configuration.tlsConfiguration = security
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  deinit { try? client.syncShutdown() }

  /// Sends a request and waits for the answer; `refused` says why it was not taken.
  func send(_ request: PushRequest) throws(MetricError) {
    let response: HTTPClient.Response
    do {
      response = try client.execute(request: encoded(request), deadline: .now() + timeout).wait()
    } catch {
      throw .refused(by: request.url, reason: HTTPFault.text(of: error))
    }
    guard (200..<300).contains(response.status.code) else {
      throw .refused(by: request.url, reason: Self.reason(response))
    }
  }

  private func encoded(_ request: PushRequest) throws -> HTTPClient.Request {
    var headers = HTTPHeaders([
      ("Content-Type", request.contentType), ("User-Agent", "metricctl"),
    ])
    if let user = target.user {
      let credentials = Base64Text.encoded(user + ":" + (target.password ?? ""))
      headers.add(name: "Authorization", value: "Basic " + credentials)
    }
    return try HTTPClient.Request(
      url: request.url, method: HTTPMethod(rawValue: request.method), headers: headers,
      body: .bytes(request.body))
  }

  /// `400 Bad Request: ` and the first line of the body.
  private static func reason(_ response: HTTPClient.Response) -> String {
    let body = response.body.map { String(buffer: $0) } ?? ""
    let line = body.split(whereSeparator: \.isNewline).first ?? ""
    let status = "\(response.status.code) \(response.status.reasonPhrase)"
    return line.isEmpty ? status : "\(status): \(line)"
  }
}
