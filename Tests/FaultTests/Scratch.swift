internal import Glibc

/// A folder for one test, in memory unless asked otherwise, so that a sync costs nothing; removed
/// with all in it when the value goes.
final class Scratch: Sendable {
  /// The folder's absolute path.
  let path: String

  /// Makes the folder under /dev/shm, or under TMPDIR when a disk is wanted or that is missing.
  init(onDisk: Bool = false) {
    let disk = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let parent = onDisk || access("/dev/shm", W_OK) != 0 ? disk : "/dev/shm"
    var template = Array("\(parent)/metricctl-fault-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "no folder for the test under \(parent)")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { removeTree(path) }

  /// The path of a file in the folder.
  func file(_ name: String) -> String { path + "/" + name }
}

/// The names in a folder, sorted.
func names(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var result: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { result.append(name) }
  }
  return result.sorted()
}

/// Whether a folder stands at a path, a link not followed.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Removes a file or a folder with all that it holds.
func removeTree(_ path: String) {
  if unlink(path) == 0 { return }
  for name in names(in: path) { removeTree(path + "/" + name) }
  rmdir(path)
}

/// All bytes of a file; nil when it cannot be read.
func contents(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  let size = Int(status.st_size)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    count = 0
    while count < size {
      let got = read(descriptor, buffer.baseAddress! + count, size - count)
      if got <= 0 { break }
      count += got
    }
  }
}

/// Makes a file hold exactly these bytes.
func write(_ bytes: [UInt8], to path: String) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
  precondition(descriptor >= 0, "cannot write \(path): error \(errno)")
  defer { close(descriptor) }
  var done = 0
  while done < bytes.count {
    let put = bytes.withUnsafeBytes {
      Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
    }
    precondition(put > 0, "cannot write \(path): error \(errno)")
    done += put
  }
}

/// A file's inode number; 0 when there is none.
func inode(of path: String) -> UInt {
  var status = stat()
  return lstat(path, &status) == 0 ? status.st_ino : 0
}
