// Times updates through the library, without a process for each, and fills databases.
//
//   store-loop PATH SERIES COUNT full|relaxed    opens, increments and closes COUNT times
//   store-loop fill PATH COUNT                   declares http_requests with COUNT series
//   store-loop insert PATH FROM COUNT            makes COUNT series in one transaction
//   store-loop update PATH COUNT ROUNDS          adds to COUNT series ROUNDS times in one transaction

internal import Glibc
internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

/// A series of the filled counter.
func series(_ number: Int) throws(MetricError) -> SeriesReference {
  let digits = String(number)
  let path = "/item/" + String(repeating: "0", count: 7 - min(7, digits.count)) + digits
  return SeriesReference(
    name: try MetricName("http_requests"),
    labels: try LabelSet([("code", "200"), ("method", "GET"), ("path", path)]))
}

/// Adds to each of some series, a number of rounds, in one transaction, and prints what it took.
func batch(
  _ database: Database, _ numbers: Range<Int>, rounds: Int
) throws(MetricError) {
  let start = monotonicNanoseconds()
  var gathered: Int64 = 0
  try database.update(creating: true) { (transaction) throws(MetricError) in
    for _ in 0..<rounds {
      for number in numbers {
        try transaction.apply(
          Operation(series: try series(number), action: .add(1), declaring: .counter))
      }
    }
    gathered = monotonicNanoseconds()
  }
  print("gather_ns \(gathered - start)")
  print("commit_ns \(monotonicNanoseconds() - gathered)")
}

/// Increments one series so many times and prints the median and mean nanoseconds of one.
func loop(_ database: Database, _ series: SeriesReference, count: Int) throws(MetricError) {
  let operation = Operation(series: series, action: .add(1))
  var times: [Int64] = []
  for _ in 0..<count {
    let start = monotonicNanoseconds()
    try database.apply(operation)
    times.append(monotonicNanoseconds() - start)
  }
  times.sort()
  print("median_ns \(times[count / 2])")
  print("mean_ns \(times.reduce(0, +) / Int64(count))")
}

/// Makes a counter with so many series, as the C program makes its own.
func fill(_ database: Database, count: Int) throws(MetricError) {
  var made = 0
  while made < count {
    var declaration = Declaration(kind: .counter, help: "Requests served")
    for number in made..<min(made + 50_000, count) {
      let digits = String(number)
      let path = "/item/" + String(repeating: "0", count: 6 - min(6, digits.count)) + digits
      let labels = [("code", "200"), ("method", "GET")] + (number == 0 ? [] : [("path", path)])
      declaration.series.append(try LabelSet(labels))
    }
    made += declaration.series.count
    let name = SeriesReference(name: try MetricName("http_requests"), labels: .empty)
    try database.apply([Operation(series: name, action: .declare(declaration))])
  }
}

do {
  let words = try Process.arguments()
  if words.count == 3, words[0] == "fill", let count = Int(words[2]) {
    try fill(Database(at: words[1]), count: count)
  } else if words.count == 4, words[0] == "insert", let from = Int(words[2]),
    let count = Int(words[3])
  {
    try batch(Database(at: words[1]), from..<from + count, rounds: 1)
  } else if words.count == 4, words[0] == "update", let count = Int(words[2]),
    let rounds = Int(words[3])
  {
    try batch(Database(at: words[1]), 0..<count, rounds: rounds)
  } else if words.count == 4, let count = Int(words[2]), count > 0,
    let durability = Durability(rawValue: words[3])
  {
    let database = Database(at: words[0], options: DatabaseOptions(durability: durability))
    try loop(database, SeriesReference(parsing: words[1]), count: count)
  } else {
    print("usage: store-loop PATH SERIES COUNT full|relaxed, or store-loop fill PATH COUNT")
    exit(2)
  }
} catch {
  print("store-loop: \(error)")
  exit(1)
}
