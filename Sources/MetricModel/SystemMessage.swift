internal import Glibc

/// What the C library calls an error number: strerror(3).
package func systemMessage(_ errno: Int32) -> String {
  guard let text = strerror(errno) else { return "error \(errno)" }
  return String(cString: text)
}

/// What the C library calls the number with which a call failed.
///
/// The resolver of host names has numbers and texts of its own: gai_strerror(3).
func systemMessage(_ number: Int32, of call: SystemCall) -> String {
  guard call == .resolve, number < 0, let text = gai_strerror(number) else {
    return systemMessage(number)
  }
  return String(cString: text)
}
