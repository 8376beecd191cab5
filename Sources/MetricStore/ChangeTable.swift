/// A record that a transaction has read, and what is to become of it.
struct Change {
  let key: [UInt8]
  /// Where the record stands now; nil when there is none.
  let location: RecordLocation?
  /// The value that it is to have; nil when it is to be gone.
  var value: [UInt8]?
  var isDirty = false
}

/// The records of one transaction, each once.
///
/// Most transactions have one or two, and are searched from end to end; the index comes with the
/// ninth. The runtime takes 0.1 ms to make its first dictionary of a new type, which is as much as
/// everything else that an increment does in this process.
struct ChangeTable {
  private static let mostWithoutIndex = 8
  private(set) var all: [Change] = []
  private var index: [[UInt8]: Int]?

  /// What is known of a record; nil when it was not read yet.
  subscript(key: [UInt8]) -> Change? { place(of: key).map { all[$0] } }

  /// Adds a record that was just read.
  mutating func append(_ change: Change) {
    index?[change.key] = all.count
    all.append(change)
    guard index == nil, all.count > Self.mostWithoutIndex else { return }
    var index: [[UInt8]: Int] = [:]
    for place in all.indices { index[all[place].key] = place }
    self.index = index
  }

  /// Gives a record that was read a new value, or none.
  mutating func put(_ value: [UInt8]?, key: [UInt8]) {
    guard let place = place(of: key) else { return }
    all[place].value = value
    all[place].isDirty = true
  }

  private func place(of key: [UInt8]) -> Int? {
    if let index { return index[key] }
    return all.firstIndex { $0.key == key }
  }
}
