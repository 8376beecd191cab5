/// Databases brought to the brink: the next insert or delete makes GDBM change its structure.
enum Crowding {
  /// Creates series until one bucket is full, the one that all new series fall into.
  ///
  /// Sharing 0 bits any series will do; sharing 9, only those whose hash begins with nine zeros,
  /// so that the next insert splits the bucket again and again and then doubles the directory.
  static func fillBucket(in folder: String, of family: String, sharing bits: Int) {
    let image = GDBMImage(contents(folder + "/m.db") ?? [])
    // Before the first split every record lies in the one bucket, whatever its hash.
    let room = (image.elementsPerBucket ?? 0) - (bits == 0 ? image.keys.count : 0)
    let chosen = labels(of: family, sharing: bits, count: room)
    // So few at a time that libgdbm inserts them: a table that is written anew leaves room.
    for start in stride(from: 0, to: chosen.count, by: 60) {
      let words = ["declare", family, "counter", "Many"] + chosen[start...].prefix(60)
      let done = Metricctl.run(words, in: folder)
      precondition(done.ending == .exited(0), "cannot fill a bucket: \(done.error)")
    }
    let filled = GDBMImage(contents(folder + "/m.db") ?? [])
    precondition(
      filled.bucketCount(of: key(family, chosen[0])) == filled.elementsPerBucket,
      "the bucket is not full: \(filled.bucketCount(of: key(family, chosen[0])) ?? -1)")
  }

  /// A series that falls into the bucket that was filled, and was not yet created.
  static func probe(bits: Int) -> String {
    labels(of: "many", sharing: bits, count: 400)[399]
  }

  /// Deletes series until the header's table of free blocks is full, keeping one.
  static func fillAvail(in folder: String, of family: String, keeping kept: String) {
    let others = (0..<700).map { "i=\($0)" }
    let words = ["declare", family, "counter", "Many", kept] + others
    precondition(Metricctl.run(words, in: folder).ending == .exited(0), "cannot create series")
    for label in others {
      let image = GDBMImage(contents(folder + "/m.db") ?? [])
      if let size = image.availSize, image.availCount == size { return }
      Metricctl.prepare("delete", family, label, in: folder)
    }
    preconditionFailure("700 deletes do not fill the table of free blocks")
  }

  private static func key(_ family: String, _ label: String) -> [UInt8] {
    let parts = label.split(separator: "=")
    return Array("\(family){\(parts[0])=\"\(parts[1])\"}".utf8)
  }

  private static func labels(of family: String, sharing bits: Int, count: Int) -> [String] {
    var result: [String] = []
    var number = 0
    while result.count < count {
      let label = "i=\(number)"
      number += 1
      if bits == 0 || GDBMImage.hash(key(family, label)) >> (31 - bits) == 0 {
        result.append(label)
      }
    }
    return result
  }
}
