internal import Foundation
internal import TestSupport

/// Graphite's carbon-cache, read back from its files by whisper-fetch.
struct Carbon {
  let port: UInt16
  private let server: Server

  init() async throws {
    let folder = try TemporaryDirectory()
    let ports = LoopbackPort.free(3)
    port = ports[0]
    let path = folder.path
    try """
    [cache]
    STORAGE_DIR = \(path)/
    LOCAL_DATA_DIR = \(path)/whisper/
    CONF_DIR = \(path)/
    LOG_DIR = \(path)/
    PID_DIR = \(path)/
    USER =
    LINE_RECEIVER_INTERFACE = 127.0.0.1
    LINE_RECEIVER_PORT = \(ports[0])
    PICKLE_RECEIVER_INTERFACE = 127.0.0.1
    PICKLE_RECEIVER_PORT = \(ports[1])
    CACHE_QUERY_INTERFACE = 127.0.0.1
    CACHE_QUERY_PORT = \(ports[2])
    ENABLE_LOGROTATION = False
    MAX_CREATES_PER_MINUTE = inf
    MAX_UPDATES_PER_SECOND = inf
    ENABLE_TAGS = False
    TAG_HASH_FILENAMES = False

    """.write(toFile: folder.file("carbon.conf"), atomically: true, encoding: .utf8)
    try "[all]\npattern = .*\nretentions = 1s:1h\n".write(
      toFile: folder.file("storage-schemas.conf"), atomically: true, encoding: .utf8)
    let address = port
    server = try await Server(
      "carbon-cache", ["--config=\(path)/carbon.conf", "--nodaemon", "start"], in: folder
    ) {
      $0.contains("CarbonReceiverFactory starting on \(address)\n")
    }
  }

  /// The last number in a file under the folder of whisper files, once there is one.
  func number(in file: String) async throws -> Double? {
    let path = server.folder.path + "/whisper/" + file
    var last: Double?
    _ = try await Server.eventually {
      let start = String(Int(Date().timeIntervalSince1970) - 120)
      let result = try await Command.run("whisper-fetch", ["--from=\(start)", path])
      last = result.output.split(separator: "\n").compactMap { line in
        Double(line.split(separator: "\t").last ?? "")
      }.last { !$0.isNaN }
      return last != nil
    }
    return last
  }

  /// The whisper file of a metric with tags, whose folder is a hash.
  func file(ofTagged name: String) async throws -> String? {
    try await file { $0.hasSuffix("/" + name + ".wsp") }
  }

  /// A whisper file by its path below their folder, once it is there.
  func file(_ path: String) async throws -> String? { try await file { $0 == path } }

  private func file(where fits: (String) -> Bool) async throws -> String? {
    var found: String?
    let root = server.folder.path + "/whisper"
    _ = try await Server.eventually {
      let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
      found = files.first(where: fits)
      return found != nil
    }
    return found
  }
}
