/// The command that a word was probably meant to be: what other tools call it, or a slip, or a part of
/// its name.
enum NearestCommand {
  /// What other tools call the commands.
  private static let synonyms: [(command: String, words: [String])] = [
    ("incr", ["increment", "incrby", "inc", "plus", "bump", "count", "hit"]),
    ("add NAME -1", ["decr", "decrement", "dec", "decrby", "sub", "subtract", "minus"]),
    ("declare", ["create", "define", "register", "new", "init", "describe", "mkmetric"]),
    ("set", ["put", "update", "write", "assign", "store", "gauge"]),
    ("observe", ["record", "time", "timing", "sample", "measure", "histogram", "summary"]),
    ("reset", ["clear", "zero", "restart", "touch"]),
    ("delete", ["rm", "del", "remove", "unset", "drop", "erase", "forget"]),
    ("get", ["read", "value", "query", "fetch", "print"]),
    ("dump", ["show", "cat", "export", "scrape", "all", "metrics", "values"]),
    ("list", ["ls", "ll", "names", "keys", "families", "info"]),
    ("batch", ["exec", "script", "pipe", "stream", "bulk", "multi"]),
    ("import", ["load", "ingest", "restore-dump"]),
    ("serve", ["server", "start", "listen", "daemon", "web", "http", "expose"]),
    ("push", ["send", "upload", "publish", "forward"]),
    ("check", ["inspect", "verify", "fsck", "doctor", "validate", "test"]),
    ("address", ["url", "port", "where", "endpoint"]),
    ("completions", ["completion", "complete"]),
    ("help", ["man", "usage", "h", "?"]),
    ("--version", ["version"]),
  ]

  /// The nearest of some names; nil when none is near, or several are.
  static func to(_ word: String, among names: [String]) -> String? {
    let word = word.lowercased()
    if names.contains(word) { return word }
    for (command, words) in synonyms where words.contains(word) {
      let name = String(command.prefix { $0 != " " })
      if names.contains(name) || name.hasPrefix("-") { return command }
    }
    if let near = NearestWord.to(word, among: names) { return near }
    let longer = names.filter { $0.hasPrefix(word) && word.count > 1 }
    let shorter = names.filter { word.hasPrefix($0) }
    return longer.count + shorter.count == 1 ? longer.first ?? shorter.first : nil
  }
}
