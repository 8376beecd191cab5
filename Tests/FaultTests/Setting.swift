internal import Glibc

/// Numbers that the environment may change: how much to try.
enum Setting {
  /// A count read from the environment, or the usual one: with METRICCTL_LONG_TESTS the long one.
  static func count(_ name: String, default usual: Int, long: Int? = nil) -> Int {
    let fallback = getenv("METRICCTL_LONG_TESTS") == nil ? usual : long ?? usual
    return getenv(name).flatMap { Int(String(cString: $0)) } ?? fallback
  }
}
