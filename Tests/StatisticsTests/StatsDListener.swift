internal import Foundation
internal import Glibc
internal import MetricModel
internal import Statistics
internal import Synchronization
internal import SystemCalls
internal import TestSupport

/// A StatsD server for tests: a real socket, and what a server would make of its datagrams.
///
/// Metrics are named as in OpenMetrics. What was sent before `samples()` is called is in it, since
/// on this machine a datagram is in the socket when `send` returns.
final class StatsDListener: Sendable {
  private struct State {
    var datagrams: [String] = []
    var isStopped = false
  }

  let server: StatsDServer
  private let descriptor: CInt
  private let folder: TemporaryDirectory?
  private let state = Lock(State())
  private let ended = DispatchSemaphore(value: 0)

  /// Listens on a free port of 127.0.0.1.
  static func udp() throws -> StatsDListener {
    let descriptor = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        guard bind(descriptor, $0, length) == 0, getsockname(descriptor, $0, &length) == 0 else {
          throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
      }
    }
    let server = StatsDServer.udp(host: "127.0.0.1", port: UInt16(bigEndian: address.sin_port))
    return StatsDListener(descriptor, server, folder: nil)
  }

  /// Listens on a socket in the file system.
  static func unix(in folder: TemporaryDirectory) throws -> StatsDListener {
    let path = folder.file("statsd.socket")
    let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    unlink(path)
    try withUnsafePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        guard bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 else {
          throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
      }
    }
    return StatsDListener(descriptor, .unixDatagrams(path: path), folder: folder)
  }

  private init(_ descriptor: CInt, _ server: StatsDServer, folder: TemporaryDirectory?) {
    self.descriptor = descriptor
    self.server = server
    self.folder = folder
    // Room for the 500 datagrams that a check sends at most, should the reader be late.
    var room: CInt = 1 << 22
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<CInt>.size))
    Thread.detachNewThread { [weak self, ended] in
      while let self, !self.drain() {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&wanted, 1, 20)
      }
      close(descriptor)
      ended.signal()
    }
  }

  /// Closes the socket, as a server that ends.
  func stop() {
    state.withLock { $0.isStopped = true }
    // A thread that polls a socket keeps it open.
    ended.wait()
  }

  /// Reads what is there; true when the listener has stopped.
  private func drain() -> Bool {
    state.withLock { state in
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while !state.isStopped {
        let count = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
        guard count >= 0 else { break }
        state.datagrams.append(String(decoding: buffer[..<count], as: UTF8.self))
      }
      return state.isStopped
    }
  }

  /// All datagrams so far.
  var datagrams: [String] {
    _ = drain()
    return state.withLock { $0.datagrams }
  }

  /// What a server would show: counters added up, gauges, and observations counted and summed.
  func samples() throws(MetricError) -> [String: Double] {
    var samples: [String: Double] = [:]
    for line in datagrams.flatMap({ $0.split(separator: "\n") }) {
      let line = try StatsDLine(line)
      switch line.type {
      case "c": samples[line.series(), default: 0] += line.number
      case "g":
        if line.isSigned {
          samples[line.series(), default: 0] += line.number
        } else {
          samples[line.series()] = line.number
        }
      default:
        samples[line.series("_count"), default: 0] += 1
        samples[line.series("_sum"), default: 0] +=
          line.type == "ms" ? line.number / 1_000 : line.number
      }
    }
    return samples
  }
}

/// One line: `name:number|type`, perhaps with `|#key:value,key:value`.
private struct StatsDLine {
  let name: Substring
  let number: Double
  let isSigned: Bool
  let type: Substring
  let labels: LabelSet

  init(_ line: Substring) throws(MetricError) {
    let parts = line.split(separator: "|", maxSplits: 2)
    guard let colon = parts[0].firstIndex(of: ":"), parts.count >= 2,
      let number = Double(parts[0][parts[0].index(after: colon)...])
    else { throw .invalid(.number(String(line))) }
    name = parts[0][..<colon]
    self.number = number
    isSigned = "+-".contains(parts[0][parts[0].index(after: colon)])
    type = parts[1]
    let tags = parts.count > 2 ? parts[2].dropFirst().split(separator: ",") : []
    labels = try LabelSet(
      tags.map { tag in
        let pair = tag.split(separator: ":", maxSplits: 1)
        return (String(pair[0]), String(pair[1]))
      })
  }

  func series(_ suffix: String = "") -> String {
    labels.isEmpty
      ? name + suffix : "\(name)\(suffix){\(String(decoding: labels.canonical, as: UTF8.self))}"
  }
}
