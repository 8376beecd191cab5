package import MetricModel
internal import SystemCalls

/// How a running server is found: a file beside the database that the server keeps locked.
///
/// `PATH-address` holds a line for each address. The lock, an open-file-description lock on the
/// first byte, ends with the server however it ends, so that a dead server is never reported; it
/// is asked about without being taken, so that nobody who looks is ever in the server's way.
package struct ServerAddressFile: ~Copyable {
  private let file: File

  /// Where the address of a database's server stands.
  package static func path(for database: String) -> String { database + "-address" }

  /// Claims a database for a server, until the value goes.
  ///
  /// Throws `served` when another server runs on it. Nobody finds this one before it is published.
  package static func claim(_ database: String) throws(MetricError) -> ServerAddressFile {
    try Folder.make(Folder.parent(of: database))
    let file = try open(for: database)
    guard try file.claim() else {
      let running = try? read(for: database).joined(separator: " ")
      throw .served(database: database, by: running ?? "an address that it has yet to tell")
    }
    try file.truncate(to: 0)
    return ServerAddressFile(file: file)
  }

  /// The file that an earlier server left, or a new one.
  private static func open(for database: String) throws(MetricError) -> File {
    let path = path(for: database)
    while true {
      do throws(MetricError) {
        return try File.open(path, for: .new(mode: 0o644))
      } catch .failure(.open, let number, _) where SystemErrors.isTaken(number) {}
      do throws(MetricError) {
        let file = try File.open(path, for: .readingAndWriting)
        try check(try file.status(), at: path, of: database)
        return file
      } catch .failure(.open, let number, let path) {
        if let status = FileStatus(ofPath: path) { try check(status, at: path, of: database) }
        guard SystemErrors.isMissing(number) else {
          throw .failure(.open, errno: number, path: path)
        }
      }
    }
  }

  /// Refuses what is no address file, and one of somebody who may not write the database.
  private static func check(
    _ status: FileStatus, at path: String, of database: String
  ) throws(MetricError) {
    guard status.isRegular else { throw .database(.notAFile(status.kindName), path: path) }
    try FileTrust.check(status, at: path, beside: database)
    guard status.links < 2 else { throw .database(.linked(names: Int(status.links)), path: path) }
  }

  /// Tells where the server is: `ip:port`, `unix:/path` or `none`, one a line.
  package borrowing func publish(_ addresses: [String]) throws(MetricError) {
    try file.write(Array(addresses.map { $0 + "\n" }.joined().utf8), at: 0)
  }

  private init(file: consuming File) { self.file = file }

  /// Where the running server is, at one address or several.
  ///
  /// Throws `notFound` when none runs, or when one is only just starting.
  package static func read(for database: String) throws(MetricError) -> [String] {
    let nothing = MetricError.notFound(.server(database: database))
    let path = path(for: database)
    guard let status = FileStatus(ofPath: path), status.isRegular else { throw nothing }
    let file = try File.open(path, for: .reading)
    try check(try file.status(), at: path, of: database)
    guard try file.isClaimed() else { throw nothing }
    let bytes = try file.read(4_096, at: 0)
    guard bytes.last == UInt8(ascii: "\n"), let text = String(validating: bytes, as: UTF8.self)
    else { throw nothing }
    let addresses = text.split(separator: "\n").map(String.init)
    guard !addresses.isEmpty else { throw nothing }
    return addresses
  }
}
