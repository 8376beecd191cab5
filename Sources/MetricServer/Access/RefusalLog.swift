internal import Logging
internal import NIOCore
internal import NIOSSL
internal import Synchronization
internal import SystemCalls

/// Tells the log who was turned away: for each reason five at once, then one a minute, so that nobody
/// can fill it.
final class RefusalLog: Sendable {
  /// By their reasons, of which there are few.
  private let limiters = Mutex<[String: LogLimiter]>([:])
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  /// Takes note of a client and of why it got nothing.
  ///
  /// Of one that left before it could be asked who it is nothing is known, and nothing told.
  func note(_ client: Client, _ reason: String) {
    if case .unknown = client { return }
    let remark: String? = limiters.withLock { limiters in
      limiters[reason, default: LogLimiter(secondsEach: 60)].remarkIfAdmitted()
    }
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
