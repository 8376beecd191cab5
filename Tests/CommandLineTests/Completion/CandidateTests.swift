internal import MetricModel
internal import TestSupport
internal import Testing

/// What completion offers behind some words, before a shell quotes it.
@Suite struct CandidateTests {
  /// The candidates for the last of some words; `+` stands behind one that goes on.
  private func offers(_ words: [String], _ workspace: Workspace) async throws -> [String] {
    let result = try await workspace.run(
      ["__complete", "zsh", words[words.count - 1]] + words.dropLast())
    #expect(result.status == 0 && result.error == "")
    let lines = result.output.split(separator: "\n")
    if lines.first == "files" { return ["files"] }
    return lines.dropFirst().map { line in
      let text = line.dropFirst().prefix { $0 != "\t" }
      return line.hasPrefix("+") ? text + "+" : String(text)
    }
  }

  private func prepare(_ workspace: Workspace) async throws {
    try await Transcript.expect(
      #"""
      $ metricctl declare hits counter "Served. $(printf '\033[31m')" code=200,path=/a 'code=404,path="/a,b"' code=500
      $ metricctl declare heat gauge
      $ metricctl declare phase stateset --states up,down
      $ metricctl -d other.db declare others gauge
      """#, in: workspace)
  }

  @Test(arguments: [
    ("de", "declare delete"), ("-d x.db --safe inc", "incr"), ("--durability r", "relaxed"),
    ("--lock-timeout 5 -q ch", "check"), ("--durab", "--durability"), ("--vers", "--version"),
    ("help decl", "declare"), ("help help", "help"), ("help declare x", ""),
    ("incr h", "heat hits"), ("-d other.db incr ", "others"), ("incr -d other.db ", "others"),
    ("incr --database=other.db ", "others"), ("incr -- h", "heat hits"),
    ("incr hits ", "code=+ path=+"), ("incr hits p", "path=+"),
    ("incr hits code=", "code=200 code=404 code=500"), ("incr hits code=4", "code=404"),
    ("incr hits code=200,", "code=200,path=+"),
    ("incr hits code=200,path=", #"code=200,path=/a code=200,path="/a,b""#),
    (#"incr hits path="/a,b",c"#, #"path="/a,b",code=+"#),
    ("incr hits -l ", "code=+ path=+"), ("incr hits -l path=", "path=/a path=/a,b"),
    ("incr hits --label=co", "--label=code=+"), ("add hits code=200 ", ""), ("add hits -5", ""),
    ("set phase ", "up down"), ("set phase u", "up"), ("set heat u", ""),
    ("dump hits{c", "hits{code=+"),
    ("dump hits{code=", #"hits{code="200"} hits{code="404"} hits{code="500"}"#),
    (#"dump h*{code="200",path="/a,"#, #"h*{code="200",path="/a,b"}"#),
    ("dump heat hi", "hits"), ("dump --format j", "json"), ("dump --format=j", "--format=json"),
    ("dump -o ", "files"), ("dump --output=x", "files"), ("batch ", "files"), ("-d ", "files"),
    ("dump --format csv --form", ""), ("push gra", "graphite://+"),
    ("push pushgateway:", "pushgateway://+"), ("push graphite://h he", "heat"),
    ("declare new s", "summary stateset"), ("completions ", "bash zsh fish"), ("nothing ", ""),
    ("declare new counter help co", ""),
  ])
  func `each place of a command line has its candidates`(
    line: String, offered: String
  ) async throws {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let expected = offered.split(separator: " ").map(String.init)
      #expect(try await offers(words, workspace) == expected)
    }
  }

  @Test func `every option of every command is offered, once`() async throws {
    let workspace = try Workspace()
    for command in try await ParserDump.commands() where command.commandName != "help" {
      // --version is the program's own.
      let known = command.options.flatMap(\.names).map { "-" + $0 }.filter { $0 != "--version" }
      #expect(try await offers([command.commandName, "-"], workspace) == known)
      let given = try await offers([command.commandName, "--quiet", "--"], workspace)
      #expect(given == known.filter { $0.hasPrefix("--") && $0 != "--quiet" })
    }
    #expect(try await offers([""], workspace) == ParserDump.commands().map(\.commandName))
  }

  @Test func `texts for a terminal hold no control characters, and help does not name it`()
    async throws
  {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      try await workspace.run("incr", "hits", "-l", "code=\u{1b}[31m")
      let names = try await workspace.run("__complete", "fish", "hi", "incr")
      #expect(names.output == "quote\n=hits\tServed. \\u{1b}[31m\n")
      let values = try await workspace.run("__complete", "fish", "code=", "incr", "hits")
      #expect(values.output == "quote\n=code=200\t\n=code=404\t\n=code=500\t\n")
      for words in [["--help"], ["help", "completions"], ["nothing"]] {
        let result = try await workspace.run(words)
        #expect(!(result.output + result.error).contains("__complete"))
      }
    }
  }

  @Test func `what bash keeps of a word, and an open quote, are minded`() async throws {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      let breaks = " \t\n\"'><=;|&(:"
      for (line, answer) in [
        ("metricctl incr hits code=4", "quote\n=404\t\n"),
        ("metricctl incr hits 'code=4", "raw\n=code=404\t\n"),
        ("metricctl incr hits \"path=", "raw\n=path=/a\t\n"),
        (#"metricctl dump hits\{co"#, "quote\n+hits{code=\t\n"),
        (#"metricctl dump 'hits'{code=\"5"#, "quote\n=\"500\"}\t\n"),
        ("metricctl 'incr' \"he", "raw\n=heat\t\n"),
        ("metricctl incr -d 'other.db' o", "quote\n=others\t\n"),
        ("metricctl push statsd:", "quote\n+//\tstatsd://HOST[:8125]\n"),
      ] {
        let result = try await workspace.run(["__complete", "bash", line, breaks])
        #expect(result == CommandResult(status: 0, output: answer, error: ""), "\(line)")
      }
    }
  }
}
