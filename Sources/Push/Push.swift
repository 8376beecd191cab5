package import MetricModel
internal import SystemCalls

/// Sends snapshots to one target.
package final class Push {
  private let target: PushTarget
  private let content: PushContent
  private let timeoutSeconds: Double
  private var requests: RequestSender?

  /// Nothing is connected yet; each push may take so many seconds.
  package init(
    to target: PushTarget, namespace: MetricName?, adds: Bool, timeoutSeconds: Double
  ) {
    self.target = target
    self.timeoutSeconds = timeoutSeconds
    content = PushContent(target: target, namespace: namespace, adds: adds)
  }

  /// What the memory of counters goes by: the target, and the namespace that names are sent under.
  package var memoryName: String {
    target.name + (content.namespace.map { " with namespace \($0)" } ?? "")
  }

  /// Sends a snapshot.
  ///
  /// Throws `failure` or `refused` when a server is known not to have taken it. The memory then
  /// holds the counters that were sent to a server on this machine before that.
  package func send(
    _ snapshot: MetricSnapshot, _ memory: PushMemory?
  ) throws(MetricError) {
    let deadline = Deadline(secondsFromNow: timeoutSeconds)
    switch target.receiver {
    case .statsd, .statsdSocket, .influxDatagrams:
      try send(snapshot, memory, by: try DatagramSender(target, until: deadline))
    case .graphite:
      let sender = try StreamSender(target, until: deadline)
      try forEachPart(of: snapshot, memory) { part throws(MetricError) in
        if case .text(let bytes) = part { try sender.send(bytes) }
      }
      try sender.finish()
    case .influx, .pushgateway:
      let sender = sender()
      try forEachPart(of: snapshot, memory) { part throws(MetricError) in
        if case .request(let request) = part { try sender.send(request) }
      }
    }
  }

  /// Takes away a push gateway's group with all that it holds.
  package func deleteGroup() throws(MetricError) {
    if let request = content.deletion { try sender().send(request) }
  }

  private func sender() -> RequestSender {
    let sender = requests ?? RequestSender(target, timeoutSeconds: timeoutSeconds)
    requests = sender
    return sender
  }

  /// Datagrams to this machine fail one by one, so that those before are known to have arrived; of
  /// all others a failure says nothing, and what was lost once is worse than what is sent twice.
  private func send(
    _ snapshot: MetricSnapshot, _ memory: PushMemory?, by sender: DatagramSender
  ) throws(MetricError) {
    do throws(MetricError) {
      try forEachPart(of: snapshot, memory) { part throws(MetricError) in
        if case .datagram(let bytes) = part { try sender.send(bytes) }
      }
    } catch {
      if !sender.isLocal { memory?.revert() }
      throw error
    }
    do throws(MetricError) { try sender.finish() } catch {
      memory?.revert()
      throw error
    }
  }

  /// Shows what would be sent: requests as method, URL and body, datagrams with an empty line in
  /// between.
  package func show(
    _ snapshot: MetricSnapshot, _ memory: PushMemory?,
    _ write: @escaping ([UInt8]) throws(MetricError) -> Void
  ) throws(MetricError) {
    var separator: [UInt8] = []
    try forEachPart(of: snapshot, memory) { part throws(MetricError) in
      switch part {
      case .text(let bytes): try write(bytes)
      case .datagram(let bytes):
        try write(separator + bytes + "\n".utf8)
        separator = Array("\n".utf8)
      case .request(let request):
        try write(separator + request.shown)
        separator = Array("\n".utf8)
      }
    }
  }

  /// Shows the request that would take a push gateway's group away.
  package func showDeletion(_ write: ([UInt8]) throws(MetricError) -> Void) throws(MetricError) {
    if let request = content.deletion { try write(request.shown) }
  }

  private func forEachPart(
    of snapshot: MetricSnapshot, _ memory: PushMemory?,
    _ body: @escaping (PushPart) throws(MetricError) -> Void
  ) throws(MetricError) {
    try content.forEachPart(of: snapshot, memory, body)
  }
}
