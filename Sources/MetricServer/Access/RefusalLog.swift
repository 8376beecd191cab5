internal import Logging
internal import NIOCore
internal import NIOSSL
internal import Synchronization
internal import SystemCalls

/// Tells the log who was turned away: five at once, then one a minute, so that nobody can fill it.
final class RefusalLog: Sendable {
  private let limiter = Mutex(LogLimiter(secondsEach: 60))
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  /// Takes note of a client and of why it got nothing.
  func note(_ client: Client, _ reason: String) {
    let remark: String? = limiter.withLock { $0.admits() ? $0.remark() : nil }
    if let remark { logger.warning("refused \(client): \(reason)\(remark)") }
  }
}

/// Tells of connections that do not come to speak TLS: the certificate is not trusted, or a client
/// speaks plain HTTP.
final class HandshakeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let refusals: RefusalLog

  init(_ refusals: RefusalLog) { self.refusals = refusals }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case NIOSSLError.handshakeFailed(let cause) = error {
      refusals.note(Client(of: context.channel), "TLS: \(Self.reason(cause))")
    }
    context.fireErrorCaught(error)
  }

  /// BoringSSL's word for what went wrong, such as `HTTP_REQUEST`, out of all that it says.
  private static func reason(_ cause: BoringSSLError) -> String {
    let text = "\(cause)"
    guard let mark = text.firstRange(of: "OPENSSL_internal:") else { return text }
    return String(text[mark.upperBound...].prefix { $0 != " " })
  }
}

@available(*, unavailable)
extension HandshakeHandler: Sendable {}
