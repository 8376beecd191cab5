internal import Exposition

/// Which readings may begin, and which texts give way.
extension AnswerCache.State {
  /// The most readings that wait for a thread or run, and how many of them of programs and pages,
  /// so that whatever these ask for, a scrape is next.
  private static let mostRunning = 16
  private static let mostRunningJSON = 4

  /// Whether a reading of a form may be begun now.
  func hasRoom(for form: AnswerForm) -> Bool {
    let running = entries.filter { $0.value.running != nil }.keys
    guard form.format == .json else { return running.count < Self.mostRunning }
    return running.count(where: { $0.format == .json }) < Self.mostRunningJSON
  }

  /// Lets go of the form that was asked for longest ago.
  mutating func dropOldest() {
    let idle = entries.filter { $0.value.running == nil }
    if let oldest = idle.min(by: { $0.value.lastUsed < $1.value.lastUsed }) {
      entries[oldest.key] = nil
    }
  }
}
