package import MetricModel
internal import SystemCalls

/// How a running server is found: a file beside the database that the server keeps locked.
///
/// `PATH-address` holds `ip:port` and a newline. The lock, an open-file-description lock on the
/// first byte, ends with the server however it ends, so that a dead server is never reported; it
/// is asked about without being taken, so that nobody who looks is ever in the server's way.
package struct ServerAddressFile: ~Copyable {
  private let file: File

  /// Where the address of a database's server stands.
  package static func path(for database: String) -> String { database + "-address" }

  /// Claims the database for a server and publishes its address until the value goes.
  ///
  /// Returns nil when another server runs.
  package static func publish(
    _ address: String, for database: String
  ) throws(MetricError) -> ServerAddressFile? {
    let file = try File.open(path(for: database), for: .creating(mode: 0o644))
    guard try file.claim() else { return nil }
    try file.truncate(to: 0)
    try file.write(Array((address + "\n").utf8), at: 0)
    return ServerAddressFile(file: file)
  }

  private init(file: consuming File) { self.file = file }

  /// The address of the running server.
  ///
  /// Throws `notFound` when none runs, or when one is only just starting.
  package static func read(for database: String) throws(MetricError) -> String {
    let nothing = MetricError.notFound(.server(database: database))
    let path = path(for: database)
    guard let status = FileStatus(ofPath: path), status.isRegular else { throw nothing }
    let file = try File.open(path, for: .reading)
    guard try file.isClaimed() else { throw nothing }
    let bytes = try file.read(512, at: 0)
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0,
      let address = String(validating: bytes[..<end], as: UTF8.self)
    else { throw nothing }
    return address
  }
}
