internal import NIOCore
internal import SystemCalls

/// Where a request came from.
enum Client: CustomStringConvertible {
  case network(IPAddress)
  /// A socket in the file system, whose permissions say who may.
  case file
  /// A client that was gone before it could be asked.
  case unknown

  init(of channel: any Channel) {
    if let address = channel.remoteAddress?.ipAddress.flatMap({ IPAddress($0) }) {
      self = .network(address)
    } else {
      self = channel.localAddress?.pathname == nil ? .unknown : .file
    }
  }

  var description: String {
    switch self {
    case .network(let address): address.text
    case .file: "a local socket"
    case .unknown: "nobody"
    }
  }

  /// Who shares one allowance of wrong passwords: an IPv4 address, or a network of IPv6 such as a
  /// customer has, which holds more addresses than could be told apart.
  var throttleKey: String {
    guard case .network(let address) = self, address.bytes.count == 16 else { return description }
    return address.bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
  }
}
