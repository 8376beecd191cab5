internal import TestSupport
internal import Dispatch
internal import Testing

extension Faults {
  @Suite("Killed writers")
  struct KillRoundsTests {
    @Test("Four writers killed at random instants lose nothing that was acknowledged")
    func fourWriters() async {
      let seed = SeededGenerator.seed(for: "Killed writers")
      let rounds = Setting.count("METRICCTL_KILL_ROUNDS", default: 60, long: 200)
      let findings = Findings()
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          var killing = KillRounds(writers: 4, seed: seed, findings: findings)
          for number in 1...max(1, rounds) where !killing.round(number) { break }
          print(
            "killed writers: \(killing.runs) commands, \(killing.kills) killed, "
              + "\(killing.interrupted) rounds ended in the middle of an update")
          continuation.resume()
        }
      }
      findings.report()
    }
  }
}
