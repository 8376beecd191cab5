internal import Exposition
internal import MetricModel
internal import SystemCalls

/// How output looks: its format, how wide, and whether in colour.
///
/// Unless told otherwise it is a table on a terminal and OpenMetrics elsewhere; colour is for
/// terminals, and `NO_COLOR`, `TERM=dumb` and `--color never` turn it off.
struct OutputStyle {
  let format: ExpositionFormat
  let width: Int?
  let usesColor: Bool

  init(
    format word: String?, color: String?, isFile: Bool, isWide: Bool
  ) throws(MetricError) {
    let isTerminal = !isFile && Process.outputIsTerminal
    if let word {
      format = try ExpositionFormat(word: word)
    } else {
      format = isTerminal ? .table : .openmetrics
    }
    width = isTerminal && !isWide ? Process.terminalWidth ?? 80 : nil
    let allowsColor = try Self.environmentAllowsColor()
    switch color {
    case "always": usesColor = true
    case "never": usesColor = false
    case nil, "auto": usesColor = isTerminal && allowsColor
    case let word?:
      throw .invalid(.option("--color", value: word, expected: "auto, always or never"))
    }
  }

  private static func environmentAllowsColor() throws(MetricError) -> Bool {
    let noColor = try Process.environment("NO_COLOR")
    let terminal = try Process.environment("TERM")
    return (noColor.map(\.isEmpty) ?? true) && (terminal ?? "dumb") != "dumb"
  }
}
