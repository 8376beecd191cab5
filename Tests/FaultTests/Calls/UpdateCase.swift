/// One kind of update, with the database that it is done to.
struct UpdateCase: Sendable, CustomStringConvertible {
  /// What the update is, for the test's name.
  let description: String
  /// The folder before the update.
  let before: FolderContents
  /// The words given to metricctl.
  let command: [String]
  /// What is read before it and after it.
  let old, new: DatabaseState
  /// How many lines may tell of one fault: each line of a stream answers for itself.
  var linesOfAFault = 1

  /// Finds out what a command makes of the files in a folder.
  init(_ description: String, _ command: [String], before: FolderContents) {
    (self.description, self.command, self.before) = (description, command, before)
    let scratch = Scratch()
    before.restore(to: scratch.path)
    old = DatabaseState(folder: scratch.path)
    let done = Metricctl.run(command, in: scratch.path)
    precondition(done.ending == .exited(0), "\(description): \(done.ending): \(done.error)")
    new = DatabaseState(folder: scratch.path)
  }

  /// Prepares a database and finds out what an update makes of it.
  init(_ description: String, _ command: [String], prepare: (String) -> Void) {
    let scratch = Scratch()
    prepare(scratch.path)
    self.init(description, command, before: FolderContents(of: scratch.path))
    precondition(old != new, "\(description) changes nothing that a dump shows")
  }

  /// Small updates of a small database: every kind that the command line has.
  static let small: [UpdateCase] = {
    let kinds: [(String, [String])] = [
      ("declare of a new family", ["declare", "jobs", "counter", "Jobs done"]),
      ("declare with labelsets", ["declare", "jobs", "gauge", "Jobs", "queue=a", "queue=b"]),
      ("redeclare with longer help", ["declare", "requests", "counter", longHelp]),
      ("incr of a series that is there", ["incr", "requests", "code=200"]),
      ("incr of a new series", ["incr", "requests", "code=500"]),
      ("add", ["add", "requests", "code=404", "17"]),
      ("set", ["set", "load", "-2.5"]),
      ("set --if-new of a new series", ["set", "load", "cpu=1", "9", "--if-new"]),
      ("reset", ["reset", "requests", "code=200"]),
      ("reset --all", ["reset", "requests", "--all"]),
      ("delete of a series", ["delete", "requests", "code=200"]),
      ("delete --all", ["delete", "requests", "--all"]),
    ]
    let created = UpdateCase("declare in a new database", ["declare", "a", "gauge", "A", ""]) { _ in
    }
    return [created] + kinds.map { UpdateCase($0.0, $0.1, prepare: prepareSmall) }
      + observations.map { UpdateCase($0.0, $0.1, prepare: prepareObservations) }
  }()

  /// Updates of what is more than a number.
  private static let observations: [(String, [String])] = [
    ("observe in a histogram", ["observe", "rpc_seconds", "0.5"]),
    ("observe in a histogram of 200 buckets", ["observe", "wide", "77"]),
    ("observe in a new summary with quantiles", ["observe", "size", "code=500", "3"]),
    ("observe in a summary with quantiles", ["observe", "size", "code=200", "3"]),
    ("set of a state", ["set", "door", "shut"]),
  ]

  /// Summaries of 2 KiB among them, some of which lie across two pages.
  private static func prepareObservations(_ folder: String) {
    let wide = (1...200).map(String.init).joined(separator: ",")
    Metricctl.prepare("declare", "rpc_seconds", "histogram", in: folder)
    Metricctl.prepare("declare", "wide", "histogram", "", "", "--buckets", wide, in: folder)
    Metricctl.prepare("declare", "size", "summary", "--quantiles", "0.5,1", in: folder)
    Metricctl.prepare("declare", "door", "stateset", "--states", "open,shut", in: folder)
    Metricctl.prepare("observe", "rpc_seconds", "7", in: folder)
    Metricctl.prepare("observe", "wide", "7", in: folder)
    for code in [200, 201, 202, 203, 204] {
      Metricctl.prepare("observe", "size", "code=\(code)", "7", in: folder)
    }
    Metricctl.prepare("set", "door", "open", in: folder)
  }

  /// Updates that make GDBM change its structure: more of its calls, and rarer ones.
  static let structural: [UpdateCase] = [
    UpdateCase("an insert that splits a bucket", ["incr", "many", "i=new"]) {
      Metricctl.prepare("declare", "many", "counter", "Many", in: $0)
      Crowding.fillBucket(in: $0, of: "many", sharing: 0)
    },
    UpdateCase("an insert that doubles the directory", ["incr", "many", Crowding.probe(bits: 9)]) {
      Metricctl.prepare("declare", "many", "counter", "Many", in: $0)
      Crowding.fillBucket(in: $0, of: "many", sharing: 9)
    },
    UpdateCase(
      "a delete that fills the header's table of free blocks", ["delete", "many", "i=x"]
    ) {
      Crowding.fillAvail(in: $0, of: "many", keeping: "i=x")
    },
    UpdateCase("an insert after the table of free blocks was pushed", ["incr", "many", "i=y"]) {
      Crowding.fillAvail(in: $0, of: "many", keeping: "i=x")
      Metricctl.prepare("delete", "many", "i=x", in: $0)
    },
  ]

  /// Transactions so large that the whole file is written anew.
  static let rebuilding: [UpdateCase] = [
    UpdateCase(
      "a declare of 100 series", ["declare", "many", "gauge", "Many"] + labels(100),
      prepare: prepareSmall),
    UpdateCase(
      "a declare of 100 series in a new database",
      ["declare", "many", "gauge", "Many"] + labels(100)
    ) { _ in },
    UpdateCase("a delete of 100 series", ["delete", "many", "--all"]) {
      prepareSmall($0)
      Metricctl.prepare(["declare", "many", "counter", "Many"] + labels(100), in: $0)
    },
  ]

  private static func labels(_ count: Int) -> [String] { (0..<count).map { "i=\($0)" } }

  /// A counter with two series, a gauge with one, a duration; all with values other than zero.
  static func prepareSmall(_ folder: String) {
    Metricctl.prepare(
      "declare", "requests", "counter", "Requests", "code=200", "code=404", in: folder)
    Metricctl.prepare("declare", "load", "gauge", "Load", "", in: folder)
    Metricctl.prepare("declare", "age", "duration", "Age", in: folder)
    Metricctl.prepare("add", "requests", "code=200", "41", in: folder)
    Metricctl.prepare("add", "requests", "code=404", "3", in: folder)
    Metricctl.prepare("set", "load", "0.75", in: folder)
  }

  private static let longHelp = "Requests, " + String(repeating: "told at length, ", count: 40)
}
