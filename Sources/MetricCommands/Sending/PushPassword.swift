internal import MetricModel
internal import Push
internal import SystemCalls

/// The password of a push URL that names a user only: from a file, or else from the environment.
///
/// What stands in the URL itself is seen by everybody who may list processes.
enum PushPassword {
  private static let option = "--password-file"
  private static let variable = "METRICCTL_PUSH_PASSWORD"

  /// Gives a target the password that it lacks.
  static func give(to target: inout PushTarget, fromFile path: String?) throws(MetricError) {
    guard let path else {
      if target.lacksPassword, let password = try fromEnvironment() {
        target.use(password: password)
      }
      return
    }
    guard target.lacksPassword else {
      throw .invalid(
        .usage(
          "\(option) is for a URL with a user and no password, such as influx://USER@HOST/DATABASE"
        ))
    }
    target.use(password: try read(path))
  }

  private static func fromEnvironment() throws(MetricError) -> String? {
    do throws(MetricError) {
      let password = try Process.environment(variable)
      return password?.isEmpty == true ? nil : password
    } catch {
      // The failure itself would show the password.
      throw .invalid(.environment(variable, value: "***", expected: "UTF-8"))
    }
  }

  /// The only line of a file, or of standard input for `-`.
  private static func read(_ path: String) throws(MetricError) -> String {
    let input = try path == "-" ? InputStream() : InputStream(opening: path)
    let status = try input.status()
    guard !status.isRegular || status.mode & 0o006 == 0 else {
      throw .invalid(
        .option(
          option, value: path, expected: "a file that others may not read or write (chmod o-rw)"))
    }
    var bytes: [UInt8] = []
    while bytes.count <= 4_096, try input.read(atMost: 4_096, into: &bytes) == .bytes {}
    return try password(in: bytes, of: path)
  }

  private static func password(in bytes: [UInt8], of path: String) throws(MetricError) -> String {
    var line = bytes[...]
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    let fault: String
    if line.isEmpty {
      fault = "it is empty"
    } else if line.starts(with: "\u{feff}".utf8) {
      fault = "it begins with a byte order mark"
    } else if line.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      fault = "a password is one line without control characters"
    } else if line.count > 4_096 {
      fault = "a password of more than 4096 bytes is too long"
    } else if let text = String(validating: line, as: UTF8.self) {
      return text
    } else {
      fault = "it is not UTF-8"
    }
    throw .invalid(.configuration(file: path == "-" ? "standard input" : path, line: 1, fault))
  }
}
