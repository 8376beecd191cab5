// Times updates through the library, without a process for each, and fills databases.
//
//   store-loop PATH SERIES COUNT full|relaxed    opens, increments and closes COUNT times
//   store-loop fill PATH COUNT                   declares http_requests with COUNT series

internal import Glibc
internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

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
