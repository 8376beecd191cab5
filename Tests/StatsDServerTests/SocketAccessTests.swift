internal import Glibc
internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import SystemCalls
internal import TestSupport
internal import Testing

@Suite("Who may use a socket in the file system")
struct SocketAccessTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.file("a.sock") }

  init() throws { folder = try TemporaryDirectory() }

  @Test(
    "The mode is what was asked for, whatever the umask",
    arguments: [0o660, 0o666, 0o600, 0o777, 0o000] as [UInt32])
  func mode(_ mode: UInt32) throws {
    let access = SocketAccess(mode: mode)
    let socket = try ListeningSocket.open(path: path, access: access)
    #expect(FileStatus(ofPath: path)?.mode == mode)
    socket.removeFile()
    let receiver = try DatagramReceiver.listen(path: path, access: access)
    #expect(FileStatus(ofPath: path)?.mode == mode)
    withExtendedLifetime(receiver) {}
  }

  @Test("The group is that of the name or number", .enabled(if: geteuid() == 0))
  func group() throws {
    let number = try #require(try SocketAccess.group("daemon"))
    #expect(try SocketAccess.group(String(number)) == number)
    let access = SocketAccess(mode: 0o620, group: number)
    let socket = try ListeningSocket.open(path: path, access: access)
    let status = try #require(FileStatus(ofPath: path))
    #expect(status.group == number && status.mode == 0o620 && status.owner == 0)
    socket.removeFile()
    let receiver = try DatagramReceiver.listen(path: path, access: access)
    #expect(FileStatus(ofPath: path)?.group == number)
    withExtendedLifetime(receiver) {}
  }

  @Test(
    "A name that is no group's is none",
    arguments: ["", "no-such-group", "-1", "4294967295", "x:y"])
  func noGroup(_ word: String) throws { #expect(try SocketAccess.group(word) == nil) }

  @Test("Whoever may not connect by the mode is refused", .enabled(if: geteuid() == 0))
  func refused() async throws {
    chmod(folder.path, 0o755)
    let script = """
      import socket, sys
      kind = getattr(socket, sys.argv[2])
      try:
          socket.socket(socket.AF_UNIX, kind).connect(sys.argv[1])
          print("connected")
      except OSError as error:
          print(error.strerror)
      """
    for (mode, expected) in [(0o660, "Permission denied\n"), (0o666, "connected\n")] {
      let access = SocketAccess(mode: UInt32(mode))
      let stream = try ListeningSocket.open(path: path, access: access)
      let datagrams = try DatagramReceiver.listen(path: path + "2", access: access)
      for (place, kind) in [(path, "SOCK_STREAM"), (path + "2", "SOCK_DGRAM")] {
        let result = try await Command.run(
          "setpriv",
          [
            "--reuid", "65534", "--regid", "65534", "--clear-groups", "/usr/bin/python3", "-c",
            script,
            place, kind,
          ])
        #expect(result.output == expected, "\(result)")
      }
      stream.removeFile()
      withExtendedLifetime(datagrams) {}
    }
  }
}
