internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("The address of a running server")
struct ServerAddressFileTests {
  @Test("It is there while the server holds it, and no second server can take it")
  func published() async throws {
    let test = try TestDatabase()
    let nothing = MetricError.notFound(.server(database: test.path))
    func failure() -> MetricError? {
      error(of: { () throws(MetricError) in _ = try ServerAddressFile.read(for: test.path) })
    }
    #expect(failure() == nothing)
    do {
      let server = try ServerAddressFile.claim(test.path)
      #expect(failure() == nothing, "it has not said where it is")
      try server.publish(["127.0.0.1:8080", "unix:/run/m"])
      #expect(try ServerAddressFile.read(for: test.path) == ["127.0.0.1:8080", "unix:/run/m"])
      let rival = error(of: { () throws(MetricError) in
        _ = try ServerAddressFile.claim(test.path)
      })
      #expect(rival == .served(database: test.path, by: "127.0.0.1:8080 unix:/run/m"))
      #expect(try ServerAddressFile.read(for: test.path) == ["127.0.0.1:8080", "unix:/run/m"])
      _ = consume server
    }
    // A program that another test is just starting holds all descriptors until it runs.
    #expect(try await Server.eventually { failure() == nothing })
    let next = try ServerAddressFile.claim(test.path)
    try next.publish(["[::1]:1"])
    #expect(try ServerAddressFile.read(for: test.path) == ["[::1]:1"])
    _ = consume next
  }

  @Test("A file that no server holds, or a folder in its place, is no address")
  func leftovers() throws {
    let test = try TestDatabase()
    try test.write(Array("127.0.0.1:1\n".utf8), to: ServerAddressFile.path(for: test.path))
    let failure = error(of: { () throws(MetricError) in
      _ = try ServerAddressFile.read(for: test.path)
    })
    #expect(failure == .notFound(.server(database: test.path)))
  }
}
