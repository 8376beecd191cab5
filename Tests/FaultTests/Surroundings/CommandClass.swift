/// What a command wants of the database: to read it, to change a value, to change its structure.
enum CommandClass: String, CaseIterable, Sendable {
  case read, update, insert, declare

  /// Commands of the class for the database that `UpdateCase.prepareSmall` makes.
  var commands: [[String]] {
    switch self {
    case .read:
      [["dump"], ["get", "requests", "code=200"], ["list"], ["check"]]
    case .update:
      [["incr", "requests", "code=200"], ["set", "load", "4"], ["reset", "requests", "--all"]]
    case .insert:
      [["incr", "requests", "code=500"], ["delete", "requests", "code=404"]]
    case .declare:
      [["declare", "jobs", "counter", "Jobs"], ["declare", "jobs", "gauge", "Jobs", "q=a"]]
    }
  }
}

/// The status with which each class of commands has to end.
typealias ExpectedStatuses = [CommandClass: Int32]
