internal import Glibc

/// What the C library calls an error number: strerror(3).
package func systemMessage(_ errno: Int32) -> String {
  guard let text = strerror(errno) else { return "error \(errno)" }
  return String(cString: text)
}
