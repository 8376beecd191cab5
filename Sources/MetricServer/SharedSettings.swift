internal import Synchronization

/// Settings that may be replaced while requests are answered.
final class SharedSettings: Sendable {
  private let settings: Mutex<ServerSettings>

  init(_ settings: ServerSettings) { self.settings = Mutex(settings) }

  func withLock<Result: Sendable>(_ body: (inout ServerSettings) -> Result) -> Result {
    settings.withLock { body(&$0) }
  }
}
