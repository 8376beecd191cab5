internal import TestSupport

/// The disks that one moment may leave: each unsynced page, size and change of name is a choice
/// of how far it got.
struct DiskChoices: Sendable {
  /// What may have got to the disk or not; each has as many options as it has moments.
  enum Part: Sendable {
    case page(file: Int, Int)
    case size(file: Int)
    case name(Int)
  }

  let model: DiskModel
  private let parts: [(part: Part, moments: [Int])]

  /// All that is uncertain in a model.
  init(_ model: DiskModel) {
    self.model = model
    var parts: [(Part, [Int])] = []
    for (number, file) in model.files.enumerated() {
      for (page, versions) in file.pages.sorted(by: { $0.key < $1.key }) {
        parts.append((.page(file: number, page), versions.map(\.moment)))
      }
      if file.sizes.count > 1 { parts.append((.size(file: number), file.sizes.map(\.moment))) }
    }
    for (index, change) in model.changes.enumerated() {
      parts.append((.name(index), [0, change.moment]))
    }
    self.parts = parts
  }

  /// Selections of an option for each part: all there are, or else a sample of that many which has
  /// the telling ones: nothing, everything, all but one, only one, everything up to a moment.
  func selections(limit: Int, dice: inout SeededGenerator) -> [[Int]] {
    let counts = parts.map(\.moments.count)
    let product = counts.reduce(1) { $0 > limit ? $0 : $0 * $1 }
    if product <= limit {
      return (0..<product).map { number in
        var rest = number
        return counts.map { count in
          defer { rest /= count }
          return rest % count
        }
      }
    }
    let none = counts.map { _ in 0 }
    let all = counts.map { $0 - 1 }
    var result: [[Int]] = [none, all]
    for index in counts.indices {
      var (dropped, kept) = (all, none)
      dropped[index] = 0
      kept[index] = all[index]
      result += [dropped, kept]
    }
    for moment in Set(parts.flatMap(\.moments)).sorted() {
      result.append(parts.map { $0.moments.lastIndex { $0 <= moment } ?? 0 })
    }
    for _ in 0..<limit { result.append(counts.map { Int.random(in: 0..<$0, using: &dice) }) }
    return result
  }

  /// The folder that a selection leaves.
  func contents(_ selection: [Int]) -> FolderContents {
    var sizes: [Int: Int] = [:]
    var pages: [Int: [Int: Int]] = [:]
    var kept: Set<Int> = []
    for (entry, option) in zip(parts, selection) {
      switch entry.part {
      case .page(let file, let page): pages[file, default: [:]][page] = option
      case .size(let file): sizes[file] = option
      case .name(let index): if option == 1 { kept.insert(index) }
      }
    }
    let files = model.files { kept.contains($0) }.mapValues { number in
      let file = model.files[number]
      let size = file.sizes[sizes[number] ?? 0].value
      return file.bytes(size: size) { pages[number]?[$0] ?? 0 }
    }
    return FolderContents(files: files)
  }

  /// A selection in words, for a failure's report: what got to the disk.
  func description(_ selection: [Int]) -> String {
    zip(parts, selection).map { entry, option in
      "\(entry.part)@\(entry.moments[option])/\(entry.moments.count - 1)"
    }.joined(separator: " ")
  }
}
