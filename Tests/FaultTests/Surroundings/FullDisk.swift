internal import Glibc
internal import TestSupport

/// A small file system with a chosen number of free pages, on which one command is run.
struct FullDisk {
  let freePages: Int
  let before: FolderContents

  /// Why no such file system can be made here; nil when it can.
  static let obstacle: String? = {
    let done = Child.run(
      unshare[0], unshare.dropFirst() + ["mount", "-t", "tmpfs", "full", "/mnt"])
    return done.ending == .exited(0)
      ? nil : "no tmpfs can be mounted, neither as root nor in a user namespace: \(done.error)"
  }()

  /// Runs a command on the full disk; `result` then holds the files that were there at its end.
  func run(_ command: [String], result: Scratch) -> ChildResult {
    let (mount, template) = (Scratch(), Scratch())
    before.restore(to: template.path)
    let script = """
      mount -t tmpfs -o size=512k full "$FOLDER" || exit 99
      cp "$TEMPLATE"/* "$FOLDER"/ 2>/dev/null
      cat /dev/zero >"$FOLDER/filler" 2>/dev/null
      truncate -s "-\(freePages * 4096)" "$FOLDER/filler" || exit 98
      "$@"
      status=$?
      rm "$FOLDER/filler"
      cp -R "$FOLDER"/. "$RESULT"/
      exit $status
      """
    let arguments = Array(Self.unshare.dropFirst()) + ["sh", "-c", script, "sh", Command.metricctl]
    return Child.run(
      Self.unshare[0], arguments + command,
      environment: [
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": mount.path, "FOLDER": mount.path,
        "TEMPLATE": template.path, "RESULT": result.path,
        "METRICCTL_DATABASE": mount.file("m.db"),
      ])
  }

  /// A private set of mounts, in a user namespace when not root; all of it goes with its process.
  private static let unshare = ["/usr/bin/unshare", getuid() == 0 ? "-m" : "-rm"]
}
