/// A part of what is sent: whole in itself, in the form in which it goes out.
enum PushPart {
  /// One datagram.
  case datagram([UInt8])
  /// The next piece of a stream.
  case text([UInt8])
  /// One HTTP request.
  case request(PushRequest)
}

/// An HTTP request, without the headers that every request has.
struct PushRequest {
  let method: String
  /// Without user and password.
  let url: String
  let contentType: String
  let body: [UInt8]

  /// Method, URL and body, as `--dry-run` prints them.
  var shown: [UInt8] { "\(method) \(url)\n\n".utf8 + body }
}
