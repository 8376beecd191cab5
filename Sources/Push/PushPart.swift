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
}
