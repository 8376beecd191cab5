internal import MetricOperations
internal import TestSupport

/// Every form of a command line that the two ways of reading must agree on, made from tables.
enum CommandForms {
  /// The database that every form finds.
  static let preparation: [[String]] = [
    ["declare", "hits", "counter", "Hits", "", "code=200"],
    ["add", "hits", "5"], ["add", "hits", "code=200", "2.5"],
    ["declare", "temp_celsius", "gauge", "", "room=a", "--unit", "celsius"],
    ["set", "temp_celsius", "-1.5"],
    ["declare", "up", "duration", "Uptime", ""],
    ["declare", "misc", "unknown"], ["set", "misc", "-3"],
    ["declare", "full", "counter"], ["set", "full", "9007199254740992"],
    ["declare", "late", "duration"],
    ["declare", "wait_seconds", "histogram", "Waits", "code=200"],
    ["observe", "wait_seconds", "code=200", "0.5"],
    ["declare", "size", "summary", "--quantiles", "0.5,1"], ["observe", "size", "code=200", "7"],
    ["declare", "door", "stateset", "", "", "--states", "open,shut,a b"],
    ["declare", "build", "info", "", "rev=a"],
  ]

  /// The verbs of the fast path.
  static let verbs = Verb.allCases.map(\.rawValue) + ["get", "batch"]

  /// All forms of one verb: its arguments alone, some with `--` anywhere, and one set of arguments
  /// with every option before the command, behind it and last; then options in random company.
  static func all(of verb: String, using random: inout SeededGenerator) -> [[String]] {
    let sets = arguments(of: verb)
    var forms = sets.map { [verb] + $0 } + [["", verb] + sets[0]]
    for set in sets.prefix(6) {
      for place in 0...set.count { forms.append([verb] + set.inserting(["--"], at: place)) }
    }
    for option in options {
      for place in [0, 1, sets[0].count + 1] {
        forms.append(([verb] + sets[0]).inserting(option, at: place))
      }
    }
    for _ in 0..<30 {
      var words = [verb] + random.pick(sets)
      for _ in 0..<Int.random(in: 2...4, using: &random) {
        let place = Int.random(in: 0...words.count, using: &random)
        words = words.inserting(random.pick(options), at: place)
      }
      forms.append(words)
    }
    return forms
  }

  private static func arguments(of verb: String) -> [[String]] {
    switch verb {
    case "batch":
      [["lines"], [], ["-"], ["missing"], ["-5"], ["lines", "lines"], [""], ["metrics.db"]]
    case "declare":
      [
        ["new", "gauge", "New", "a=1"], [], ["new"], ["new", "counter"], ["new", "set"],
        ["new", "histogram"], ["hits", "counter"], ["hits_total", "counter", "Again"],
        ["hits", "gauge"], ["hits_total", "gauge"], ["new_total", "counter", "", ""],
        ["new", "gauge", "-5", "a=1"], ["1", "gauge"], ["new", "gauge", "h", "a=1", "b=2", "b=2"],
        ["new", "gauge", "h", "a"], ["new{a=\"1\"}", "gauge"], ["new", "-1"],
        ["up", "duration", "Uptime", "", "host=b"], ["temp_celsius", "gauge", "Warm"],
        ["new_seconds", "histogram"], ["new_bytes", "histogram", "", ""], ["new", "stateset"],
        ["new", "summary", "", "a=1"], ["build", "info"], ["build_info", "info", "B", "rev=b"],
        ["door", "stateset"], ["size", "summary", "S", "quantile=1"],
      ]
    case "incr", "reset", "delete", "get":
      labelled([]) + ofEveryKind.map { [$0] } + ofEveryKind.map { [$0, "code=200"] }
        + [
          ["wait_seconds_count", "code=200"], ["wait_seconds_bucket{le=\"1\"}", "code=200"],
          ["size{quantile=\"1.0\"}", "code=200"], ["door{door=\"open\"}"], ["wait_seconds_sum"],
        ] + [["late"], ["full"], ["hits", "-5"], ["hits", "code=200", "a=1"], ["-1"]]
    case "add", "set", "observe":
      ofEveryKind.flatMap { name in ["3", "open", "a b", "code=200"].map { [name, $0] } }
        + ofEveryKind.flatMap { [[$0, "code=200", "shut"], [$0, "code=200", "-1"], [$0]] }
        + numbers.flatMap { [["hits", $0], ["temp_celsius", "room=a", $0]] } + labelled(["7"])
        + [
          ["hits"], ["late", "60"], ["late", "-1"], ["full", "1"], ["misc", "-2"],
          ["hits", "code=200", "1", "2"], ["hits", "code=200"], ["-1", "-2"],
        ]
    default: []
    }
  }

  private static let ofEveryKind = [
    "wait_seconds", "size", "door", "build", "build_info", "up", "temp_celsius",
  ]

  private static let numbers = [
    "3", "-0.5", "+Inf", "-inf", "NaN", "1e400", "0x1", "", "-1e2", "1_000",
  ]

  private static func labelled(_ rest: [String]) -> [[String]] {
    [
      ["hits", "code=200"], ["hits"], ["hits_total"], ["hits_total", "code=200"], ["hits", ""],
      ["hits{code=\"200\"}"], ["hits{}"], ["hits{code=\"200\"}", "a=1"], ["hits{", "a=1"],
      ["hits{code=\"200\"}", "code=1"], ["temp_celsius", "room=a"], ["temp_celsius_total"],
      ["misc", "a=\"x,\\\"y\\\"\",b=\\n"], ["up"], ["hits", "a"], ["hits", "a=\"1"], ["absent"],
      ["hits{code=~\"2..\"}"], ["hits{code=200}"], ["hits", "code=~2"], ["hits", "code!=2"],
      ["bad-name"], [""], ["hits", "a=1,a=2"], ["hits", "__a=1"], ["hits", "é=1"],
    ].map { $0 + rest } + [[]]
  }

  private static let options: [[String]] = [
    ["-l", "b=2"], ["-lb=2"], ["-l=b=2"], ["--label", "b=2"], ["--label=b=2"], ["-l", "code=1"],
    ["-l", ""], ["-l", "b"], ["-l"], ["-l", "b=~2"], ["--label=b=-1"], ["-l", "-1"],
    ["--print"], ["--print=1"], ["--declare", "gauge"], ["--declare=counter"],
    ["--declare=info"], ["--declare", ""], ["--declare"], ["--all"], ["--all=yes"], ["--if-new"],
    ["--unit", "seconds"], ["--unit=celsius"], ["--unit", ""], ["--unit="],
    ["--buckets", "1,2"], ["--buckets", "-1,0"], ["--buckets=x"], ["--quantiles", "0.5,1"],
    ["--quantiles="], ["--states", "a,b"], ["--states=open,shut,a b"], ["--states"],
    ["-v"], ["--verbose"], ["-q"], ["-qv"], ["--quiet"], ["--safe"], ["--namespace", "app"],
    ["--namespace="], ["--namespace", "1"], ["--lock-timeout", "1"], ["--lock-timeout=-1"],
    ["--lock-timeout", "-1"], ["--lock-timeout", "soon"], ["--durability", "relaxed"],
    ["--durability=none"], ["--mode", "0600"], ["--mode=888"], ["--config", "/dev/null"],
    ["--config=/dev/null/none"], ["-d", ""], ["-d/dev/null"], ["-d=/dev/null/x"], ["-d"],
    ["--database=/dev/full"], ["--bogus"], ["-x"], ["--help"], ["-h"], ["--version"], ["--"], ["-"],
    ["--if-new", "--print"], ["--declare", "gauge", "--print"],
  ]
}

extension [String] {
  fileprivate func inserting(_ words: [String], at place: Int) -> [String] {
    Array(self[..<place]) + words + Array(self[place...])
  }
}
