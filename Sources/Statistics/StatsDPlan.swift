internal import Exposition

/// The datagrams to be sent for some operations, and which operations are done before each.
struct StatsDPlan {
  /// One datagram.
  struct Step {
    var datagram: [UInt8]
    /// How many operations have been sent whole before it.
    var operationsBefore: Int
    /// How many changes of the state those made.
    var undoBefore: Int
  }

  private var packer: DatagramPacker
  private var steps: [Step] = []
  /// What is done when the datagram begun goes out: operations, and their changes.
  private var begun = (operations: 0, changes: 0)
  private var done = (operations: 0, changes: 0)

  init(limit: Int) { packer = DatagramPacker(limit: limit) }

  /// Adds messages, each of which stays in one datagram.
  mutating func add(_ messages: [[UInt8]]) {
    for message in messages {
      guard let full = packer.add(message) else { continue }
      finish(full)
    }
  }

  /// Says that all messages of an operation were added.
  mutating func endOperation(undoCount: Int) { done = (done.operations + 1, undoCount) }

  /// All steps; the plan is used up.
  mutating func finish() -> [Step] {
    if let last = packer.finish() { finish(last) }
    return steps
  }

  private mutating func finish(_ datagram: [UInt8]) {
    steps.append(
      Step(
        datagram: datagram, operationsBefore: begun.operations, undoBefore: begun.changes))
    begun = done
  }
}
