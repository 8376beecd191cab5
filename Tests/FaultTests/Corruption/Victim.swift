/// A sound database that copies are made of, to be damaged.
struct Victim: Sendable {
  let bytes: [UInt8]
  /// All but the database's own, whose generation moves with every transaction of structure.
  let records: [Record]

  /// A record of the sound database.
  struct Record: Sendable {
    var name: String
    var key: [UInt8]
    var hash: Int
    var value: [UInt8]
  }

  /// A database with so many series of one counter, beside a dozen that came and went.
  init(series: Int) {
    let scratch = Scratch()
    UpdateCase.prepareSmall(scratch.path)
    let labels = (0..<series + 12).map { "n=\($0)" }
    let made = Metricctl.run(["declare", "many", "counter", "Many"] + labels, in: scratch.path)
    precondition(made.ending == .exited(0), "cannot make a database: \(made.error)")
    for label in labels.prefix(12) { Metricctl.prepare("delete", "many", label, in: scratch.path) }
    bytes = contents(scratch.file("m.db")) ?? []
    let image = GDBMImage(bytes)
    records = image.keys.filter { $0 != Array("!metricctl".utf8) }.map { key in
      Record(
        name: String(decoding: key, as: UTF8.self), key: key, hash: GDBMImage.hash(key),
        value: image.value(of: key) ?? [])
    }
    let isRead = records.count > series && records.allSatisfy { !$0.value.isEmpty }
    precondition(isRead, "the image is misread")
  }
}
