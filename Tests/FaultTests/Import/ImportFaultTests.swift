internal import TestSupport
internal import Testing

extension Faults {
  @Suite("Imports that are cut off")
  struct ImportFaultTests {
    @Test("An import that fails or dies at any call is done whole or not at all")
    func calls() async {
      let findings = Findings()
      for update in UpdateCase.imports {
        await CallWalk(update: update, durability: "full", findings: findings).run()
      }
      findings.report()
    }

    @Test("Whatever of an import got to the disk, all of it or nothing is read from there")
    func powerLoss() async {
      let findings = Findings()
      for update in UpdateCase.imports {
        let disks = await PowerLoss(
          name: update.description, before: update.before, steps: [PowerStep(update.command)],
          durability: "full", findings: findings,
          seed: SeededGenerator.seed(for: update.description), sample: PowerLossTests.sample
        ).run()
        print("power loss during \(update.description): \(disks) disks")
      }
      findings.report()
    }
  }
}

extension UpdateCase {
  /// Imports as updates that may be cut off anywhere.
  fileprivate static let imports: [UpdateCase] = [
    UpdateCase(
      "an import of values alone", ["import", "--add", file(values)], prepare: prepareSmall),
    UpdateCase(
      "an import of new metrics", ["import", file(newMetrics)], prepare: prepareSmall),
    UpdateCase("an import of 200 new series", ["import", file(manySeries)], prepare: prepareSmall),
    UpdateCase("an import into a new database", ["import", file(newMetrics)]) { _ in },
  ]

  private static let values = """
    # TYPE requests counter
    requests_total{code="200"} 5
    requests_total{code="404"} 1
    # TYPE load gauge
    load 3
    # EOF
    """

  private static let newMetrics = """
    # TYPE requests counter
    # HELP requests Requests, told at length.
    requests_total{code="200"} 5
    requests_created{code="200"} 5
    requests_total{code="500"} 1
    # TYPE rpc histogram
    rpc_bucket{le="1.0"} 1
    rpc_bucket{le="+Inf"} 2
    # EOF
    """

  private static let manySeries =
    "# TYPE requests counter\n"
    + (1...200).map { "requests_total{n=\"\($0)\"} \($0)\n" }.joined() + "# EOF"
}
