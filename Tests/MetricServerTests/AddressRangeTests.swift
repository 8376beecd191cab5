internal import MetricModel
internal import SystemCalls
internal import Testing

@testable internal import MetricServer

@Suite struct AddressRangeTests {
  @Test(arguments: [
    ("192.0.2.0/24", "192.0.2.255", true), ("192.0.2.0/24", "192.0.3.0", false),
    ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.6", false),
    ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("10.0.0.0/9", "10.127.255.255", true), ("10.0.0.0/9", "10.128.0.0", false),
    ("2001:db8::/33", "2001:db8:7fff::", true), ("2001:db8::/33", "2001:db8:8000::", false),
    ("::/0", "2001:db8::1", true), ("192.0.2.0/24", "::ffff:192.0.2.9", true),
  ])
  func `a network holds its addresses and no others`(range: String, address: String, isIn: Bool)
    throws
  {
    let range = try #require(AddressRange(range))
    let address = try #require(IPAddress(address))
    #expect(range.contains(address) == isIn)
  }

  @Test(arguments: [
    "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/8/8", "10.0.0/8", "::/129", "a.b",
    "10.0.0.0/+8", "10.0.0.0/-1", " 10.0.0.0/8", "10.0.0.0/８",
  ])
  func `what is no network is refused`(text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test(arguments: [
    ("127.0.0.1:9100", "127.0.0.1", 9100), ("[::1]:9100", "::1", 9100), ("::1", "::1", 8080),
    ("[::1]", "::1", 8080), ("192.0.2.1", "192.0.2.1", 8080), (":9100", "127.0.0.1", 9100),
    ("any", "127.0.0.1", 0), ("127.0.0.1:0", "127.0.0.1", 0), ("0.0.0.0:80", "0.0.0.0", 80),
  ])
  func `an address to listen at is read`(text: String, host: String, port: UInt16) throws {
    let host = try #require(IPAddress(host))
    #expect(try ListenAddress(parsing: text) == .network(HostPort(host, port: port)))
  }

  @Test func `so are a path and nothing`() throws {
    #expect(try ListenAddress(parsing: "unix:/run/m.sock") == .file(path: "/run/m.sock"))
    #expect(try ListenAddress(parsing: "none") == ListenAddress.none)
  }

  @Test(arguments: [
    "", ":", "localhost:80", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:8o", "unix:relative",
    "ANY",
    "[127.0.0.1", "1.2.3:80", "[::1]80", "127.0.0.1:+80", "[127.0.0.1]x:80",
  ])
  func `all else is refused, with the forms that there are`(text: String) {
    #expect(
      throws: MetricError.invalid(
        .option(
          "--listen", value: text,
          expected: "ip:port, [ipv6]:port, ip, :port, any, unix:/path or none"))
    ) { try ListenAddress(parsing: text) }
  }
}
