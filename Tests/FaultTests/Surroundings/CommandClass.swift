/// What a command wants of the database: all of it, one value, to change a value, to change its
/// structure.
enum CommandClass: String, CaseIterable, Sendable {
  case read, get, update, insert, declare

  /// Commands of the class for the database that `UpdateCase.prepareSmall` makes.
  var commands: [[String]] {
    switch self {
    case .read:
      [["dump"], ["list"], ["check"]]
    case .get:
      [["get", "requests", "code=200"]]
    case .update:
      [["incr", "requests", "code=200"], ["set", "load", "4"], ["reset", "load"]]
    case .insert:
      [
        ["incr", "requests", "code=500"], ["delete", "requests", "code=404"],
        ["reset", "requests", "--all"],
      ]
    case .declare:
      [["declare", "jobs", "counter", "Jobs"], ["declare", "jobs", "gauge", "Jobs", "q=a"]]
    }
  }
}

/// The status with which each class of commands has to end.
typealias ExpectedStatuses = [CommandClass: Int32]
