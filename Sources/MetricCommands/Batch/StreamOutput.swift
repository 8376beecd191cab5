internal import MetricModel
internal import SystemCalls

/// What a stream says on standard output, which may go away without an update being lost.
final class StreamOutput {
  private var isOpen = true
  /// 0, or that of the first write that failed; a reader that went away is no failure.
  private(set) var status: Int32 = 0

  /// Writes a line at once; after a failure, which is told of once, nothing more is written.
  func write(_ line: String) {
    guard isOpen else { return }
    do throws(MetricError) {
      try StandardStream.output.writeLine(line)
    } catch {
      isOpen = false
      status = Report.failure(error)
    }
  }
}
