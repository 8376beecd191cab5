internal import ArgumentParser
internal import MetricModel
internal import MetricStore

/// Candidates for the shell's completion.
enum MetricNames {
  /// The names of the database's metrics.
  ///
  /// Only names, which cannot hold anything that a shell would expand: bash runs what stands in
  /// `$(...)` in its candidates, so that label values must never be among them.
  static var completion: CompletionKind {
    .custom { words, _, _ in names(for: words) }
  }

  /// The kinds that can be declared.
  static var kinds: CompletionKind { .list(MetricKind.allCases.map(\.word)) }

  private static func names(for words: [String]) -> [String] {
    let flags = SettingsLayer(among: Array(words.dropFirst()))
    guard let settings = try? Settings.resolve(flags) else { return [] }
    var options = settings.options
    options.lockTimeoutSeconds = min(options.lockTimeoutSeconds, 0.2)
    let snapshot = try? Database(at: settings.database, options: options).snapshot()
    let names = snapshot?.families.map(\.family.name.text) ?? []
    return names.filter { (try? MetricName($0)) != nil }
  }
}
