internal import TestSupport
internal import Testing

extension Faults {
  @Suite("Corrupt files")
  struct CorruptFileTests {
    @Test("No damage makes a command crash, hang, blow up the file, or lose what is still readable")
    func randomDamage() async {
      let count = Setting.count("METRICCTL_CORRUPT_FILES", default: 1500, long: 5000)
      let seed = SeededGenerator.seed(for: "Corrupt files")
      let (findings, tally) = (Findings(), Tally())
      let victims = [Victim(series: 14), Victim(series: 200), Victim(series: 900)]
      await onAllCores(Array(0..<count)) { number, _ in
        var run = DamagedRun(
          victim: victims[number % victims.count],
          context: "METRICCTL_TEST_SEED=\(seed), file \(number)", findings: findings, tally: tally,
          dice: SeededGenerator(seed: seed, stream: number))
        run.run()
      }
      print("corrupt files: \(count), commands on them: \(tally)")
      findings.report()
    }
  }
}
