internal import Glibc

/// Numbers that the environment may change: how much to try.
enum Setting {
  /// A count read from the environment.
  static func count(_ name: String, default fallback: Int) -> Int {
    getenv(name).flatMap { Int(String(cString: $0)) } ?? fallback
  }
}
