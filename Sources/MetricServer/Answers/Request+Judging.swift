internal import HTTPTypes
internal import HummingbirdCore

extension Request {
  /// Whether it cannot be meant as it stands (see `HeadHandler`).
  var isFaulty: Bool {
    HTTPField.Name(HeadHandler.faultField).map { headers[$0] != nil } ?? false
  }

  /// Whether its method is one that is answered.
  var isForReading: Bool {
    method == .get || method == .head || method == .options
  }

  /// Whether a body follows that is longer, or that does not say how long it is.
  func hasBody(over limit: Int) -> Bool {
    if let length = headers[.contentLength] { return (Int(length) ?? .max) > limit }
    return headers[.transferEncoding] != nil
  }
}
