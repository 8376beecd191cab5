internal import Foundation
internal import Synchronization

/// Many writers that increment four counters, one that declares and deletes a family of four
/// series as a whole, and readers who must never see a counter fall or a part of that family.
final class Crowd: Sendable {
  let findings = Findings()
  private let scratch = Scratch()
  private let writers: Int
  private let incrementsEach: Int
  private let state = Mutex(Progress())

  private struct Progress {
    var working = 0
    var seconds = 0.0
    var slowest = 0.0
    var readings = 0
  }

  init(writers: Int, incrementsEach: Int) {
    (self.writers, self.incrementsEach) = (writers, incrementsEach)
    let labels = (0..<4).map { "n=\($0)" }
    for words in [["declare", "hits", "counter", "Hits"] + labels] {
      let done = Metricctl.run(words, in: scratch.path)
      precondition(done.ending == .exited(0), "cannot prepare the test: \(done.error)")
    }
  }

  var seconds: Double { state.withLock { $0.seconds } }
  var slowest: Double { state.withLock { $0.slowest } }
  var readings: Int { state.withLock { $0.readings } }

  /// The four counters as they are in the end.
  var counted: [Int] { series(of: "hits_total", in: dump()).values.sorted() }

  /// Starts them all and waits until the writers are done.
  func run() {
    let begin = now()
    state.withLock { $0.working = writers }
    let threads = (0..<writers).map { number in Thread { self.increment(number) } }
    let others = [Thread { self.comeAndGo() }, Thread { self.read() }, Thread { self.read() }]
    for thread in threads + others { thread.start() }
    while (threads + others).contains(where: { !$0.isFinished }) {
      Thread.sleep(forTimeInterval: 0.01)
    }
    state.withLock { $0.seconds = now() - begin }
    if let complaint = DatabaseState.complaint(folder: scratch.path) { findings.add(complaint) }
  }

  private var isWorking: Bool { state.withLock { $0.working > 0 } }

  private func increment(_ number: Int) {
    for _ in 0..<incrementsEach {
      let words = ["incr", "hits", "n=\(number % 4)"]
      let done = Metricctl.run(words, in: scratch.path, deadline: 120)
      if let wrong = done.misbehaviour(allowing: [0]) { findings.add("writer \(number): \(wrong)") }
      state.withLock { $0.slowest = max($0.slowest, done.seconds) }
    }
    state.withLock { $0.working -= 1 }
  }

  private func comeAndGo() {
    let labels = (0..<4).map { "n=\($0)" }
    while isWorking {
      for words in [
        ["declare", "guests", "gauge", "Guests"] + labels, ["delete", "guests", "--all"],
      ] {
        let done = Metricctl.run(words, in: scratch.path, deadline: 120)
        if let wrong = done.misbehaviour(allowing: [0]) { findings.add("\(words): \(wrong)") }
      }
    }
  }

  private func read() {
    var last: [String: Int] = [:]
    while isWorking {
      let text = dump()
      let hits = series(of: "hits_total", in: text)
      for (name, value) in hits where value < last[name] ?? 0 {
        findings.add("\(name) fell from \(last[name] ?? 0) to \(value)")
      }
      findings.expect(hits.count == 4, "a dump showed \(hits.count) counters")
      let guests = series(of: "guests", in: text).count
      findings.expect(guests == 0 || guests == 4, "a dump showed \(guests) series of a whole of 4")
      last = hits
      state.withLock { $0.readings += 1 }
    }
  }

  private func dump() -> String {
    let done = Metricctl.run(["dump", "--format", "openmetrics"], in: scratch.path, deadline: 120)
    if let wrong = done.misbehaviour(allowing: [0]) { findings.add("dump: \(wrong)") }
    return done.output
  }

  private func series(of name: String, in dump: String) -> [String: Int] {
    var result: [String: Int] = [:]
    for line in dump.split(separator: "\n") where line.hasPrefix(name + "{") {
      let words = line.split(separator: " ")
      result[String(words[0])] = Double(words[words.count - 1]).map { Int($0) }
    }
    return result
  }
}
