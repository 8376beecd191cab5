internal import ArgumentParser
internal import MetricModel
internal import MetricStore
internal import SystemCalls

struct AddressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "address", abstract: "Print the address of the running server.",
    usage: "metricctl address [<options>]",
    discussion: """
      It is ip:port, fit for a URL, or unix:/PATH, or none; one a line for a server with several. \
      e_not_found when no server runs on the database.
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.perform { (settings) throws(MetricError) in
      let addresses = try ServerAddressFile.read(for: settings.database)
      try StandardStream.output.writeLine(addresses.joined(separator: "\n"))
    }
  }
}
