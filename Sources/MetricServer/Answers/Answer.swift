internal import HTTPTypes
internal import HummingbirdCore
internal import MetricModel
internal import NIOCore
internal import SystemCalls

/// What a request is answered with.
struct Answer {
  var status: HTTPResponse.Status
  var fields: HTTPFields
  var buffers: [ByteBuffer]
  /// Whose buffers they are, which counts as held until they are sent.
  var text: WrittenText?

  /// Words for people and scripts: the name of the failure first, where it is one.
  static func text(_ status: HTTPResponse.Status, _ text: String) -> Answer {
    var answer = Answer(
      status: status, fields: [:], buffers: [ByteBuffer(string: text + "\n")])
    answer.fields[.contentType] = "text/plain; charset=utf-8"
    return answer
  }

  /// Whether it says that the client may not ask, or not yet.
  var isRefusal: Bool {
    [.forbidden, .unauthorized, .tooManyRequests, .misdirectedRequest].contains(status)
  }

  /// What the log says of it where its words have some of the client's, of which there may be many.
  var loggedReason: String?

  /// The words of an answer that has nothing else.
  var reason: String {
    loggedReason ?? buffers.first.map { String(buffer: $0).split(separator: "\n").joined() } ?? ""
  }

  private static let batch = 16

  /// Sends it, without its body to a client that asks for the head.
  func write(
    to writer: consuming ResponseWriter, on channel: any Channel, isHeadOnly: Bool
  ) async throws {
    var head = HTTPResponse(status: status, headerFields: fields)
    let hasBody = status != .notModified && status != .noContent
    let length = buffers.reduce(0) { $0 + $1.readableBytes }
    if hasBody { head.headerFields[.contentLength] = String(length) }
    head.headerFields[.xContentTypeOptions] = "nosniff"
    head.headerFields[.date] = Timestamp.now.httpText
    guard hasBody, !isHeadOnly, length > 0 else { return try await writer.writeResponse(head) }
    if buffers.count == 1 {
      return try await writer.write(response: head, body: ResponseBody(byteBuffer: buffers[0]))
    }
    var body: any ResponseBodyWriter = try await writer.writeHead(head)
    // A few at a time, so that what waits for a slow client is in the cache and not in the socket's
    // queue. A write returns before the event loop has seen it; once it has, the next one waits until
    // the client has read enough.
    for start in stride(from: 0, to: buffers.count, by: Self.batch) {
      let end = min(start + Self.batch, buffers.count)
      try await body.write(contentsOf: buffers[start..<end])
      try await channel.eventLoop.submit {}.get()
    }
    try await body.finish(nil)
    withExtendedLifetime(text) {}
  }
}
