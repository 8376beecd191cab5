/// A folder on a disk that loses its power: the files and names that are there for certain, and all
/// that was written, renamed or removed since and may be there or not.
struct DiskModel: Sendable {
  /// A change to the folder's names that no sync of the folder has made certain.
  enum NameChange: Sendable {
    case add(String, file: Int)
    case move(String, to: String, file: Int)
    case remove(String)
  }

  /// All files that ever were, by the number that the model gives them.
  private(set) var files: [UnsyncedFile] = []
  /// The names that are certain.
  private(set) var names: [String: Int] = [:]
  /// What happened to names since the folder's last sync, with its moment.
  private(set) var changes: [(moment: Int, change: NameChange)] = []
  /// Which file an inode number means now.
  private var inodes: [UInt: Int] = [:]

  /// A folder whose files are on the disk.
  init(folder: String, contents: FolderContents) {
    for (name, bytes) in contents.files {
      inodes[inode(of: folder + "/" + name)] = files.count
      names[name] = files.count
      files.append(UnsyncedFile(durable: bytes))
    }
  }

  /// Lets one call of the trace happen at a moment (1 and up).
  mutating func apply(_ call: LoggedCall, moment: Int) {
    guard call.changes else { return }
    switch call.name {
    case "create":
      inodes[call.inode] = files.count
      changes.append((moment, .add(call.path, file: files.count)))
      files.append(UnsyncedFile(durable: []))
    case "clear": change(call) { $0.truncate(to: 0, moment: moment) }
    case "truncate": change(call) { $0.truncate(to: call.size, moment: moment) }
    case "write": change(call) { $0.write(call.bytes, at: call.offset, moment: moment) }
    case "fsync" where call.path == ".": syncNames()
    case "fsync", "fdatasync": change(call) { $0.sync() }
    case "unlink": changes.append((moment, .remove(call.path)))
    case "rename":
      if let file = inodes[call.inode] {
        changes.append((moment, .move(call.path, to: call.other, file: file)))
      }
    case "link":
      if let file = inodes[call.inode] { changes.append((moment, .add(call.other, file: file))) }
    default: preconditionFailure("the model does not know the call \(call.summary)")
    }
  }

  /// The names when each change has happened for which the answer is yes.
  func names(after kept: (Int) -> Bool) -> [String: Int] {
    var result = names
    for (index, entry) in changes.enumerated() where kept(index) {
      switch entry.change {
      case .add(let name, let file): result[name] = file
      case .remove(let name): result[name] = nil
      case .move(let name, let other, let file):
        result[name] = nil
        result[other] = file
      }
    }
    return result
  }

  private mutating func syncNames() {
    names = names { _ in true }
    changes = []
  }

  private mutating func change(_ call: LoggedCall, _ body: (inout UnsyncedFile) -> Void) {
    if let file = inodes[call.inode] { body(&files[file]) }
  }
}
