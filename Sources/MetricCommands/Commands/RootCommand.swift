internal import ArgumentParser

/// The argument parser's picture of the whole program.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metricctl",
    abstract: "Keeps metrics in one file that many processes share.",
    discussion: """
      Scripts declare, increment, set and read metrics; monitoring systems read them. A counter \
      that is kept here is exact, whatever is killed or full, and there is no daemon.

      Exit status: 0 done; 1 e_failure; 2 e_inval; 3 e_dbfailure; 4 e_not_found.
      """,
    version: "metricctl 0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Updating",
        subcommands: [
          DeclareCommand.self, IncrCommand.self, AddCommand.self, SetCommand.self,
          ObserveCommand.self, ResetCommand.self, DeleteCommand.self, BatchCommand.self,
          ImportCommand.self,
        ]),
      CommandGroup(
        name: "Reading",
        subcommands: [
          GetCommand.self, DumpCommand.self, ListCommand.self, AddressCommand.self,
        ]),
      CommandGroup(name: "Showing", subcommands: [ServeCommand.self, PushCommand.self]),
      CommandGroup(
        name: "Care", subcommands: [CheckCommand.self, CompletionsCommand.self]),
    ])

  /// The names of the commands.
  static let names: [String] =
    configuration.groupedSubcommands.flatMap { $0.subcommands }
    .compactMap { $0.configuration.commandName } + ["help"]
}
