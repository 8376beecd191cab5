internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricCommands

/// Help is on standard output, tidy on a narrow terminal, and promises only what is there.
@Suite struct HelpTests {
  @Test func `the version is a line on standard output`() async throws {
    for words in [["--version"], ["incr", "--version"], ["-v", "dump", "--version"]] {
      let result = try await Command.run(Command.metricctl, words)
      #expect(result == CommandResult(status: 0, output: "metricctl 0.1.0\n", error: ""))
    }
  }

  @Test func `help is the same however it is asked for`() async throws {
    for name in RootCommand.names where name != "help" {
      let help = try await Command.run(Command.metricctl, [name, "--help"])
      for words in [
        ["help", name], [name, "-h"], [name, "a", "--help"], ["-d", "x", "help", name],
      ] {
        #expect(try await Command.run(Command.metricctl, words) == help, "\(words)")
      }
    }
    let help = try await Command.run(Command.metricctl, ["--help"])
    for words in [["help"], ["-h"], ["-d", "x", "--help"]] {
      #expect(try await Command.run(Command.metricctl, words) == help, "\(words)")
    }
  }

  @Test func `every help text is whole, within 80 columns and ends in one newline`() async throws {
    for words in [[]] + RootCommand.names.map({ [$0] }) where words != ["help"] {
      let help = try await Command.run(Command.metricctl, words + ["--help"])
      #expect(help.status == 0)
      #expect(help.error == "")
      #expect(help.output.hasPrefix("OVERVIEW: "))
      #expect(help.output.hasSuffix("\n") && !help.output.hasSuffix("\n\n"), "\(words)")
      let usage = "\nUSAGE: metricctl" + words.map { " " + $0 }.joined()
      #expect(help.output.contains(usage + (words.isEmpty ? " <subcommand>" : " [<options>]")))
      for line in help.output.split(separator: "\n") {
        #expect(line.count <= 80 && line.last != " ", "\(line)")
      }
    }
  }

  @Test
  func `every help has two or three examples, and says where the database and the manual are`()
    async throws
  {
    let names = [""] + RootCommand.names.filter { $0 != "help" }
    #expect(HelpText.examples.map(\.command).sorted() == names.sorted())
    for (command, lines) in HelpText.examples {
      let help = try await Command.run(
        Command.metricctl, (command.isEmpty ? [] : [command]) + ["--help"])
      #expect((2...3).contains(lines.count), "\(command)")
      let section = "\nEXAMPLES:\n" + lines.map { "  \($0)\n" }.joined() + "\nDATABASE:\n"
      #expect(help.output.contains(section), "\(command)")
      for part in [
        "METRICCTL_DATABASE", "/var/lib/metricctl/metrics.db",
        "~/.local/state/metricctl/metrics.db", "man metricctl",
      ] {
        #expect(help.output.contains(part), "\(command)")
      }
    }
  }

  /// A shell takes them apart, and a program in metricctl's place tells the words that it gets.
  @Test func `every example is a command line that the parser takes, of its own command`()
    async throws
  {
    for (command, lines) in HelpText.examples {
      for line in lines {
        let script = """
          set -f; exec 3>&1 >/dev/null; name=a; cd /nowhere 2>/dev/null
          curl() { cat; }; sed() { cat; }
          metricctl() { [ "$1" = address ] || printf '%s\\n' "$@" >&3; }
          \(line.replacing(#/ > \S+/#, with: ""))
          """
        let words = try await Command.run("sh", ["-c", script]).output.split(
          separator: "\n", omittingEmptySubsequences: false
        ).dropLast().map(String.init)
        guard !words.isEmpty else {
          #expect(line.contains("$(metricctl address)"), "\(line)")
          continue
        }
        let own = try #require(words.first(where: RootCommand.names.contains), "\(line)")
        #expect(command.isEmpty || own == command, "\(line)")
        // An option too many is all that the parser finds wrong.
        let result = try await Command.run(Command.metricctl, words + ["--one-too-many"])
        let fault = "unknown option '--one-too-many' (see metricctl \(own) --help)"
        #expect(
          result == CommandResult(status: 2, output: "", error: "metricctl: e_inval: \(fault)\n"))
      }
    }
  }

  @Test func `help promises only the commands that are there`() async throws {
    for words in [[]] + RootCommand.names.map({ [$0] }) {
      let help = try await Command.run(Command.metricctl, words + ["--help"])
      let promised = Set(help.output.split { !$0.isLetter }.map(String.init))
      let commands = ["watch", "repair", "backup", "restore", "compact"]
      #expect(promised.intersection(commands) == [], "\(words)")
    }
  }

  @Test func `the help of incr`() async throws {
    let help = try await Command.run(Command.metricctl, ["incr", "--help"])
    #expect(
      help.output == """
        OVERVIEW: Add 1 to a counter or gauge.

        The series is created when it is not there yet; its metric must have been
        declared, or be declared on the way with --declare.

        USAGE: metricctl incr [<options>] <name> [<labelset>]

        ARGUMENTS:
          <name>                  The metric, or a series: NAME{label="value"}.
          <labelset>              The series: label=value,...

        OPTIONS:
          -d, --database <path>   The database file.
          --namespace <prefix>    Put before each name on output, joined with '_'.
          --lock-timeout <seconds>
                                  How long to wait for other processes (default: 5).
          --durability <when>     When an update is acknowledged: full or relaxed.
          --mode <octal>          The mode of a new database (default: 0640).
          --config <file>         The configuration file.
          --safe                  Report database errors, but exit with 0.
          -q, --quiet             Say nothing but errors.
          -v, --verbose           Say more on standard error.
          -l, --label <name=value>
                                  One label; may be repeated.
          --declare <type>        Declare the metric with this type if it is missing.
          --print                 Print the new value.
          --version               Show the version.
          -h, --help              Show help information.

        EXAMPLES:
          metricctl incr http_requests code=200,method=GET
          metricctl incr jobs -l name="$name" --declare counter

        DATABASE:
          What -d, METRICCTL_DATABASE or the configuration file
          names. Otherwise /var/lib/metricctl/metrics.db for root,
          and for others ~/.local/state/metricctl/metrics.db, below
          XDG_STATE_HOME where that is set.

        More is in the manual page: man metricctl

        """)
  }
}
