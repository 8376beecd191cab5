internal import AsyncHTTPClient
internal import MetricModel
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// The words for what kept a request from being answered.
enum HTTPFault {
  static func text(of error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError: connection(error)
    case let error as IOError: systemMessage(error.errnoCode)
    case let error as HTTPClientError: client(error)
    case let error as NIOSSLError: "TLS: \(error)"
    default: String(describing: error)
    }
  }

  private static func connection(_ error: NIOConnectionError) -> String {
    if let failure = error.connectionErrors.last { return text(of: failure.error) }
    let unknown = (error.dnsAError ?? error.dnsAAAAError) as? SocketAddressError.UnknownHost
    return unknown?.errorDescription ?? "cannot connect"
  }

  private static func client(_ error: HTTPClientError) -> String {
    switch error {
    case .connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout,
      .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      "no answer in time"
    case .remoteConnectionClosed: "the connection was closed before an answer came"
    default: error.shortDescription
    }
  }
}
