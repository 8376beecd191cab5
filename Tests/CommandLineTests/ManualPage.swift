internal import Foundation

/// The manual page's source, taken apart as far as the tests need it.
struct ManualPage {
  static let path = Repository.path("Docs/metricctl.1")

  let text: String

  /// What stands behind one `.It`, and the lines that say for which commands it is.
  struct Item {
    var head: String
    var context: String
  }

  init() { text = (try? String(contentsOfFile: Self.path, encoding: .utf8)) ?? "" }

  /// A section's lines, without its heading.
  func section(_ name: String) -> String {
    guard let start = text.range(of: "\n.Sh \(name)\n") else { return "" }
    let rest = text[start.upperBound...]
    return "\n" + (rest.range(of: "\n.Sh ").map { rest[..<$0.lowerBound] } ?? rest) + "\n"
  }

  /// The items of all lists; the context is the item's own text and what stands above its list.
  var items: [Item] {
    var items: [Item] = []
    var heading = ""
    var isInList = false
    for line in text.split(separator: "\n") {
      switch line.prefix(3) {
      case ".Ss", ".Sh": (heading, isInList) = (String(line), false)
      case ".It":
        items.append(Item(head: String(line), context: heading))
        isInList = true
      default:
        if isInList {
          items[items.count - 1].context += "\n" + line
        } else {
          heading += "\n" + line
        }
      }
    }
    return items
  }

  /// Every option that the page names, without the first dash: `d`, `-database`.
  var optionNames: [String] {
    var names: [String] = []
    for line in text.split(separator: "\n") where line.hasPrefix(".") {
      let words = line.split(separator: " ").map(String.init)
      for (word, next) in zip(words, words.dropFirst()) where word == "Fl" || word == ".Fl" {
        names.append(next)
      }
    }
    return names
  }
}

/// The files of the package that the tests read.
enum Repository {
  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(name).path
  }
}
