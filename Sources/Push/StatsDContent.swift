internal import Exposition
internal import MetricModel

/// Turns a snapshot into StatsD's datagrams: counters as what came since the last push, all else as
/// gauges.
///
/// A counter is noted in the memory once the datagram that holds it was sent.
struct StatsDContent {
  private let encoder: StatsDEncoder
  private let memory: PushMemory
  private var packer: DatagramPacker
  /// The counters in the datagram that is being packed.
  private var pending: [(key: [UInt8], entry: PushMemory.Entry)] = []

  init(_ target: PushTarget, _ memory: PushMemory) {
    encoder = StatsDEncoder(labels: target.labelStyle)
    packer = DatagramPacker(limit: target.datagramLimit)
    self.memory = memory
  }

  mutating func forEachDatagram(
    of snapshot: MetricSnapshot, _ options: ExpositionOptions,
    _ body: (PushPart) throws(MetricError) -> Void
  ) throws(MetricError) {
    var lines: [UInt8] = []
    try snapshot.forEachFlatSample(options) { sample throws(MetricError) in
      let entry = PushMemory.Entry(value: sample.number, created: sample.created)
      let key = sample.isCumulative ? sample.key : []
      if sample.isCumulative { memory.see(key) }
      let difference = sample.isCumulative ? memory.difference(key, entry) : nil
      if sample.isCumulative, difference == nil { return }
      lines.removeAll(keepingCapacity: true)
      guard
        encoder.append(
          name: sample.name, labels: sample.labels,
          difference.map { .counter($0) } ?? .gauge(sample.number), to: &lines)
      else { return }
      if let full = packer.add(lines) { try send(full, body) }
      if sample.isCumulative { pending.append((key, entry)) }
    }
    if let last = packer.finish() { try send(last, body) }
  }

  private mutating func send(
    _ datagram: [UInt8], _ body: (PushPart) throws(MetricError) -> Void
  ) throws(MetricError) {
    try body(.datagram(datagram))
    for (key, entry) in pending { memory.confirm(key, entry) }
    pending.removeAll(keepingCapacity: true)
  }
}

extension FlatSample {
  /// The series as the memory names it: `name{labels}`.
  fileprivate var key: [UInt8] {
    labels.isEmpty
      ? name : name + [UInt8(ascii: "{")] + labels + [UInt8(ascii: "}")]
  }
}
