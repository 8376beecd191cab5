internal import ArgumentParser
internal import MetricModel
internal import SystemCalls

/// The program: the fast path, then the argument parser, then the exit status.
public enum Metricctl {
  /// Runs the command line of this process and ends it with the exit status.
  public static func run() -> Never {
    Process.exit(status())
  }

  private static func status() -> Int32 {
    Process.surviveFileSizeLimit()
    let words: [String]
    do throws(MetricError) {
      words = try Process.arguments()
    } catch { return Report.failure(error) }
    if !isSwitchedOff, let status = FastPath.run(words) { return status }
    if words.first == CompletionReply.word { return CompletionReply.answer(words.dropFirst()) }
    return runParser(WordOrder.forParser(words))
  }

  /// Tests compare both ways of reading a command line.
  private static var isSwitchedOff: Bool {
    (try? Process.environment("METRICCTL_FAST_PATH")) == "0"
  }

  private static func runParser(_ words: [String]) -> Int32 {
    if words.isEmpty {
      return Report.usage(HelpText.completing(RootCommand.helpMessage(), for: []))
    }
    if let mistake = Mistake(helpFor: words) { return Report.failure(mistake.error) }
    do {
      var command = try RootCommand.parseAsRoot(words)
      try command.run()
      return 0
    } catch let error as MetricError {
      return Report.failure(error)
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      return explain(error, words)
    }
  }

  /// Help and completions are what was asked for; all else is wrong usage, said in one line.
  private static func explain(_ error: any Error, _ words: [String]) -> Int32 {
    guard RootCommand.exitCode(for: error) != .success else {
      return print(HelpText.completing(RootCommand.fullMessage(for: error), for: words))
    }
    let mistake = Mistake(words: words, complaint: RootCommand.message(for: error))
    return Report.failure(mistake.error)
  }

  private static func print(_ text: String) -> Int32 {
    do throws(MetricError) {
      try StandardStream.output.writeLine(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      return 0
    } catch { return Report.failure(error) }
  }
}
