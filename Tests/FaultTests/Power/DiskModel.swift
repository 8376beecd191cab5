/// A folder on a disk that loses its power: the files and names that are there for certain, and all
/// that was written, renamed or removed since and may be there or not.
struct DiskModel: Sendable {
  /// A change to the folder's names that no sync of the folder has made certain.
  enum NameChange: Sendable {
    case add(String, Entry)
    case move(String, to: String, Entry)
    case remove(String)

    /// The folder whose sync makes the change certain.
    var folder: String {
      switch self {
      case .add(let name, _), .move(let name, _, _), .remove(let name): parent(of: name)
      }
    }
  }

  /// What a name stands for.
  enum Entry: Sendable {
    case file(Int)
    case folder
  }

  /// All files that ever were, by the number that the model gives them.
  private(set) var files: [UnsyncedFile] = []
  /// The names that are certain.
  private(set) var names: [String: Entry] = [:]
  /// What happened to names since the folder's last sync, with its moment.
  private(set) var changes: [(moment: Int, change: NameChange)] = []
  /// Which file an inode number means now.
  private var inodes: [UInt: Int] = [:]

  /// A folder whose files are on the disk.
  init(folder: String, contents: FolderContents) {
    for (name, bytes) in contents.files {
      inodes[inode(of: folder + "/" + name)] = files.count
      names[name] = .file(files.count)
      files.append(UnsyncedFile(durable: bytes))
    }
  }

  /// Lets one call of the trace happen at a moment (1 and up).
  mutating func apply(_ call: LoggedCall, moment: Int) {
    guard call.changes else { return }
    switch call.name {
    case "create":
      inodes[call.inode] = files.count
      changes.append((moment, .add(call.path, .file(files.count))))
      files.append(UnsyncedFile(durable: []))
    case "clear": change(call) { $0.truncate(to: 0, moment: moment) }
    case "truncate": change(call) { $0.truncate(to: call.size, moment: moment) }
    case "write": change(call) { $0.write(call.bytes, at: call.offset, moment: moment) }
    case "mkdir": changes.append((moment, .add(call.path, .folder)))
    case "fsync" where call.path == "." || isFolder(call.path): syncNames(in: call.path)
    case "fsync", "fdatasync": change(call) { $0.sync() }
    case "unlink": changes.append((moment, .remove(call.path)))
    case "rename":
      if let file = inodes[call.inode] {
        changes.append((moment, .move(call.path, to: call.other, .file(file))))
      }
    case "link":
      if let file = inodes[call.inode] { changes.append((moment, .add(call.other, .file(file)))) }
    default: preconditionFailure("the model does not know the call \(call.summary)")
    }
  }

  /// The names when each change has happened for which the answer is yes.
  func names(after kept: (Int) -> Bool) -> [String: Entry] {
    var result = names
    for (index, entry) in changes.enumerated() where kept(index) {
      switch entry.change {
      case .add(let name, let entry): result[name] = entry
      case .remove(let name): result[name] = nil
      case .move(let name, let other, let entry):
        result[name] = nil
        result[other] = entry
      }
    }
    return result
  }

  /// The files that can be reached when each change has happened for which the answer is yes.
  func files(after kept: (Int) -> Bool) -> [String: Int] {
    let names = names(after: kept)
    var result: [String: Int] = [:]
    for case (let name, .file(let file)) in names {
      var folder = parent(of: name)
      while folder != ".", names[folder] != nil { folder = parent(of: folder) }
      if folder == "." { result[name] = file }
    }
    return result
  }

  private func isFolder(_ path: String) -> Bool {
    if case .folder = names(after: { _ in true })[path] { return true }
    return false
  }

  private mutating func syncNames(in folder: String) {
    names = names { changes[$0].change.folder == folder }
    changes.removeAll { $0.change.folder == folder }
  }

  private mutating func change(_ call: LoggedCall, _ body: (inout UnsyncedFile) -> Void) {
    if let file = inodes[call.inode] { body(&files[file]) }
  }
}

/// The folder that a path's last part stands in; "." for a path of one part.
private func parent(of path: String) -> String {
  let parts = path.split(separator: "/").dropLast()
  return parts.isEmpty ? "." : parts.joined(separator: "/")
}
