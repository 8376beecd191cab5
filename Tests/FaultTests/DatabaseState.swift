internal import Glibc
internal import MetricModel
internal import MetricStore

/// What the next one to open the database `m.db` in a folder finds there.
///
/// It is read through the store and not through metricctl, which takes a twentieth of the time: the
/// opening, the undoing of what was interrupted, and the reading are the same.
enum DatabaseState: Equatable, Sendable, CustomStringConvertible {
  /// There is no database.
  case missing
  /// Every family and series with its value, a line each; times are left out.
  case holding(String)
  /// The words of a refusal.
  case refused(String)

  /// Opens and reads the database.
  init(folder: String) {
    do throws(MetricError) {
      let snapshot = try Database(at: folder + "/m.db").snapshot()
      self = .holding(snapshot.families.map(Self.text).joined())
    } catch .database(.missing, _) {
      self = .missing
    } catch {
      self = .refused("a refusal: \(error)")
    }
  }

  private static func text(_ family: MetricFamily, _ series: SeriesTable) -> String {
    let lines = (0..<series.count).map { index in
      let labels = String(decoding: series.labels(index), as: UTF8.self)
      return "\(family.name){\(labels)} \(text(series.value(index, of: family), family.layout))\n"
    }
    return "# \(family.name) \(family.kind) \(family.help)\n" + lines.joined()
  }

  /// A duration by its start, which stays as it is.
  private static func text(_ value: MetricValue, _ layout: MetricFamily.Layout) -> String {
    if case .start(let start) = value { return "since \(start.nanoseconds)" }
    return value.text(layout, at: Timestamp(nanoseconds: 0))
  }

  var description: String {
    switch self {
    case .missing: "no database"
    case .holding(let text): "a database holding\n\(text)"
    case .refused(let words): words
    }
  }

  /// What a check of the whole file has against it; nil when it is sound.
  static func complaint(folder: String) -> String? {
    do throws(MetricError) {
      let faults = try Database(at: folder + "/m.db").check().faults
      return faults.isEmpty ? nil : "check: \(faults.joined(separator: "; "))"
    } catch {
      return "check: \(error)"
    }
  }
}

/// The files of a folder at one moment.
struct FolderContents: Hashable, Sendable {
  var files: [String: [UInt8]]

  /// Files that are yet to be written.
  init(files: [String: [UInt8]]) { self.files = files }

  /// Reads all files of a folder, and of those in it.
  init(of folder: String) {
    files = [:]
    gather(folder, below: "")
  }

  private mutating func gather(_ folder: String, below prefix: String) {
    for name in names(in: folder) {
      let path = "\(folder)/\(name)"
      if isFolder(path) {
        gather(path, below: "\(prefix)\(name)/")
      } else {
        files[prefix + name] = contents(path) ?? []
      }
    }
  }

  /// Writes the files into an empty folder, with the folders that their names ask for.
  func restore(to folder: String) {
    for (name, bytes) in files {
      var path = folder
      for part in name.split(separator: "/").dropLast() {
        path += "/" + part
        mkdir(path, 0o755)
      }
      write(bytes, to: "\(folder)/\(name)")
    }
  }
}
