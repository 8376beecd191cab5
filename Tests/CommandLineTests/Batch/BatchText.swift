internal import TestSupport

/// Random lines of a batch, most of them right.
enum BatchText {
  /// What the database holds before.
  static let preparation = [
    "declare hits counter Hits '' a=1", "add hits a=1 5", "declare temp gauge Temperature ''",
    "declare lat_seconds histogram Latency --unit seconds", "observe lat_seconds 0.5",
    "declare size summary --quantiles 0.5", "declare mode stateset Mode --states on,off",
    "declare build info", "declare up duration", "set up 5", "declare misc unknown",
  ]

  /// What a line is told that only a stream has.
  static let onlyForStreams =
    "this is for metricctl batch --stream; all of a batch is one transaction"

  private static let names = ["hits", "hits", "hits_total", "temp", "temp", "misc"]
  private static let numbers = [
    "1", "2", "5", "0.5", "2.25", "5", "5.0", "05", "1e3", "+7", ".5", "5.", "100", "-0", "7",
  ]
  private static let labels = ["", " a=1", " a=1", " a=2", " b=x,a=1", " -l a=1", " 'a=\"1\"'"]

  /// So many lines.
  static func lines(_ count: ClosedRange<Int>, _ random: inout SeededGenerator) -> [String] {
    // Few of them wrong, so that some batches are right as a whole.
    let mistakes = random.pick([0, 0, 1, 8])
    return (0..<Int.random(in: count, using: &random)).map { _ in
      let isWrong = Int.random(in: 0..<100, using: &random) < mistakes
      return isWrong ? wrongLine(&random) : dressed(line(&random), &random)
    }
  }

  private static func line(_ random: inout SeededGenerator) -> String {
    let (name, label) = (random.pick(names), random.pick(labels))
    let number = random.pick(numbers)
    switch Int.random(in: 0..<24, using: &random) {
    case 0...6: return "incr \(name)\(label)"
    case 7...12: return "add \(name)\(label) \(number)"
    case 13: return "set temp\(label) \(number)"
    case 14: return "set \(random.pick(["temp", "misc"]))\(label) \(number) --if-new"
    case 15: return "observe \(random.pick(["lat_seconds", "size"]))\(label) \(number)"
    case 16: return "reset \(name)\(label) --declare \(name == "temp" ? "gauge" : "counter")"
    case 17: return "reset \(random.pick(["hits", "temp", "lat_seconds"])) --all"
    case 18: return "set mode\(label) \(random.pick(["on", "off"]))"
    case 19: return "declare new\(random.pick(["", "2"])) counter 'Help \(number)' '' a=\(number)"
    case 20: return "add new\(label) \(number) --declare counter"
    case 21: return random.pick(["reset up", "set up 7 --if-new", "set build version=\(number)"])
    case 22: return "set x\(label) \(number) --declare gauge\ndelete x --all"
    default: return "incr y\(label) --declare counter\ndelete y\(label)"
    }
  }

  private static func wrongLine(_ random: inout SeededGenerator) -> String {
    random.pick([
      "incr nosuch", "delete temp a=9", "add hits -1", "set hits 0", "incr up", "incr mode",
      "declare temp counter", "declare bad counter h a=1 __b=2",
      "declare bad histogram h a=1 le=2 --buckets 1", "incr z --declare duration",
      "add hits x", "incr hits --declare gauge", "observe hits 1", "set mode broken", "cork",
      "incr",
      "reset build --all", "delete temp --all", "delete hits --all", "set temp nonsense",
    ])
  }

  /// The same line with other blanks, a comment or another end.
  private static func dressed(_ line: String, _ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: "  " + line.replacing(" ", with: "\t ") + " "
    case 1: line + " # \(random.pick(numbers))"
    case 2: line + "\r"
    case 3: "\n# \(line)\n" + line
    default: line
    }
  }

  /// Changes some bytes, or moves pieces.
  static func spoil(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let pieces: [[UInt8]] = [
      [0], [0xff], [0xc3], Array("\"".utf8), Array("'".utf8), Array("\\".utf8), Array("#".utf8),
      Array("\n".utf8), Array("\r".utf8), Array(" ".utf8), Array("\t".utf8), Array("5".utf8),
      Array(" 5".utf8), Array("-".utf8), Array("--".utf8), Array("é".utf8), Array("\u{feff}".utf8),
      Array(" # 5".utf8), Array("{}".utf8), Array("\\ 5".utf8), Array(" -- ".utf8),
    ]
    for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 7))
      default: bytes.insert(contentsOf: random.pick(pieces), at: place)
      }
    }
  }
}
