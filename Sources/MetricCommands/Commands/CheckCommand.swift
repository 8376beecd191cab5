internal import ArgumentParser
internal import MetricModel
internal import MetricStore
internal import SystemCalls

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read the whole database and report every fault.",
    usage: "metricctl check [<options>]",
    discussion: """
      Checks the structure of the file, every record's checksum, and that every series is declared. \
      An update that was cut off is undone first.
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.perform { (settings) throws(MetricError) in
      let report = try Database(at: settings.database, options: settings.options).check()
      for fault in report.faults.dropFirst() { Report.line("\(shown(fault))") }
      if let fault = report.faults.first {
        throw .database(.damaged(fault), path: settings.database)
      }
      guard !settings.isQuiet else { return }
      try StandardStream.output.writeLine(
        "sound: \(report.families) metric\(report.families == 1 ? "" : "s"), "
          + "\(report.series) series, "
          + "\(report.size) bytes, \(report.free) of them free")
    }
  }
}
