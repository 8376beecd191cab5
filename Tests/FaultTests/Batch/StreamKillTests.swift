internal import Dispatch
internal import TestSupport
internal import Testing

extension Faults {
  @Suite("Killed streams")
  struct StreamKillTests {
    @Test("Of streams killed at random instants every cork is whole, and none with an ok is lost")
    func threeStreams() async {
      let seed = SeededGenerator.seed(for: "Killed streams")
      let rounds = max(1, Setting.count("METRICCTL_KILL_ROUNDS", default: 60, long: 200) / 4)
      let findings = Findings()
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          var killing = StreamKills(writers: 3, seed: seed, findings: findings)
          for number in 1...rounds where !killing.round(number) { break }
          print("killed streams: \(rounds) rounds, \(killing.answered) corks answered")
          findings.expect(killing.answered > rounds, "hardly anything was answered")
          continuation.resume()
        }
      }
      findings.report()
    }
  }
}
