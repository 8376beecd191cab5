internal import CLinux
internal import Glibc
internal import SystemCalls
internal import TestSupport
internal import Testing

extension Faults {
  /// What somebody puts beside a database who may not write it.
  @Suite("Files of others beside a database")
  struct FileOwnerTests {
    @Test(
      "A journal of a user who may not write the database is refused by name, and undoes nothing")
    func journal() {
      look(mode: 0o1777) { folder, findings in
        Self.placeDatabase(in: folder)
        folder.put(Self.journal, "m.db-journal", of: SharedFolder.stranger, mode: 0o666)
        for command in CommandClass.allCases.flatMap(\.commands) {
          expectRefusal(of: "m.db-journal", by: command, in: folder, findings)
        }
      }
    }

    @Test("A draft of another user is not taken over when a database is made")
    func draft() {
      look(mode: 0o1777) { folder, findings in
        folder.put([], "m.db-new", of: SharedFolder.stranger, mode: 0o666)
        let command = ["declare", "jobs", "counter", "Jobs"]
        expectRefusal(of: "m.db-new", by: command, in: folder, findings)
      }
    }

    @Test("An empty file of another user is no place to make a database in, where all make files")
    func emptyFile() {
      look(mode: 0o1777) { folder, findings in
        folder.put([], "m.db", of: SharedFolder.stranger, mode: 0o666)
        for user in [0, SharedFolder.owner] {
          let before = FolderContents(of: folder.scratch.path)
          let done = folder.run(["declare", "jobs", "counter", "Jobs"], as: user)
          let words =
            "metricctl: e_dbfailure: '\(folder.database)' is not a metricctl database: it is an "
            + "empty file of another user, in a folder where all may make files (left untouched; "
            + "name another with -d)\n"
          if user == 0 { findings.expect(done.error == words, "as root: \(done)") }
          findings.expect(done.ending == .exited(3), "as user \(user): \(done)")
          findings.expect(before == FolderContents(of: folder.scratch.path), "changed by \(user)")
        }
      }
    }

    @Test("A draft of another user is not taken over for the output, which stays as it was")
    func output() {
      look(mode: 0o1777) { folder, findings in
        Self.placeDatabase(in: folder)
        folder.put([], "out.prom-new", of: SharedFolder.stranger, mode: 0o666)
        let command = ["dump", "-o", folder.scratch.file("out.prom")]
        expectRefusal(of: "out.prom-new", by: command, beside: "out.prom", in: folder, findings)
        folder.put([1], "out.prom", of: SharedFolder.owner)
        expectRefusal(of: "out.prom-new", by: command, beside: "out.prom", in: folder, findings)
      }
    }

    @Test("An address that another user names is not believed, and no server takes his file")
    func address() {
      look(mode: 0o1777) { folder, findings in
        Self.placeDatabase(in: folder)
        folder.put(
          Array("203.0.113.1:80\n".utf8), "m.db-address", of: SharedFolder.stranger, mode: 0o666)
        guard let file = try? File.open(folder.database + "-address", for: .readingAndWriting),
          (try? file.claim()) == true
        else { return findings.add("the file cannot be claimed") }
        let serve = ["serve", "--listen", "127.0.0.1:0"]
        for command in [["address"], serve] {
          expectRefusal(of: "m.db-address", by: command, in: folder, findings)
        }
      }
    }

    @Test("What another user says was sent to a StatsD server is not believed")
    func pushed() {
      look(mode: 0o1777) { folder, findings in
        guard let (socket, port) = Self.receiver() else { return findings.add("no UDP port") }
        defer { close(socket) }
        Self.placeDatabase(in: folder)
        let command = ["push", "statsd://127.0.0.1:\(port)"]
        let done = folder.run(command, as: SharedFolder.stranger)
        let name = names(in: folder.scratch.path).first { $0.hasPrefix("m.db-pushed-") }
        guard done.ending == .exited(0), let name else { return findings.add("push: \(done)") }
        expectRefusal(of: name, by: command, in: folder, findings)
      }
    }

    @Test(
      "A journal that could not be taken away is not undone: its owner, the folder's or root does")
    func stuckJournal() {
      look(mode: 0o1777) { folder, findings in
        for (name, bytes) in Self.interrupted.files {
          folder.put(bytes, name, of: name == "m.db" ? SharedFolder.owner : 65533, mode: 0o666)
        }
        let before = FolderContents(of: folder.scratch.path)
        for command in CommandClass.allCases.flatMap(\.commands) {
          let done = folder.run(command, as: SharedFolder.owner)
          let words =
            "metricctl: e_dbfailure: database '\(folder.database)' holds an interrupted update that "
            + "this user may not undo: Operation not permitted (run any metricctl command as root or "
            + "as the owner of '\(folder.database)-journal')\n"
          findings.expect(done.ending == .exited(3) && done.error == words, "\(command): \(done)")
          findings.expect(before == FolderContents(of: folder.scratch.path), "\(command): changed")
        }
        Self.expectUndone(by: 65533, in: folder, findings)
      }
    }

    @Test("A journal of one whom the database's group or access control list lets write is undone")
    func sharedDatabase() {
      look(mode: 0o2770, group: 70000) { folder, findings in
        for (name, bytes) in Self.interrupted.files {
          let user: UInt32 = name == "m.db" ? SharedFolder.owner : 65533
          folder.put(bytes, name, of: user, group: 70000, mode: 0o660)
        }
        Self.expectUndone(by: SharedFolder.owner, group: 70000, in: folder, findings)
      }
      look(mode: 0o777) { folder, findings in
        for (name, bytes) in Self.interrupted.files {
          folder.put(bytes, name, of: name == "m.db" ? SharedFolder.owner : 65533, mode: 0o666)
        }
        chmod(folder.database, 0o640)
        guard Self.allow(65533, toWrite: folder.database) else {
          print("skipped: an access control list: the file system has none")
          return
        }
        Self.expectUndone(by: SharedFolder.owner, in: folder, findings)
      }
    }

    @Test("Two members of a group may make a database at the same time")
    func makers() {
      look(mode: 0o2770, group: 70000) { folder, findings in
        for round in 0..<8 {
          let words = ["--mode", "0660", "declare"]
          let first = folder.start(words + ["a", "gauge"], as: SharedFolder.owner, group: 70000)
          let second = folder.start(words + ["b", "gauge"], as: 65533, group: 70000)
          let (one, other) = (first.wait(), second.wait())
          findings.expect(one.ending == .exited(0), "round \(round): \(one)")
          findings.expect(other.ending == .exited(0), "round \(round): \(other)")
          let made = DatabaseState(folder: folder.scratch.path)
          findings.expect(
            made == .holding("# a gauge \n# b gauge \n"), "round \(round): \(made)")
          unlink(folder.database)
        }
      }
    }

    @Test("A journal of a group's member is refused where the group is but the folder's gift")
    func givenGroup() {
      look(mode: 0o3777, group: 70000) { folder, findings in
        for (name, bytes) in Self.interrupted.files {
          let user = name == "m.db" ? SharedFolder.owner : SharedFolder.stranger
          folder.put(bytes, name, of: user, group: 70000, mode: 0o660)
        }
        expectRefusal(of: "m.db-journal", by: ["list"], in: folder, findings)
      }
    }
  }
}

extension Faults.FileOwnerTests {
  /// A database, and the journal that an update would have left in it that was cut off.
  private static let interrupted: FolderContents = {
    let update = UpdateCase(
      "an insert", ["incr", "requests", "code=500"], prepare: UpdateCase.prepareSmall)
    return InterruptedUpdate.halfDone(update) ?? update.before
  }()

  private static let sound: FolderContents = {
    let scratch = Scratch()
    interrupted.restore(to: scratch.path)
    Metricctl.prepare("check", in: scratch.path)
    return FolderContents(of: scratch.path)
  }()

  private static var journal: [UInt8] { interrupted.files["m.db-journal"] ?? [] }

  private static func placeDatabase(in folder: SharedFolder) {
    folder.put(sound.files["m.db"] ?? [], "m.db", of: SharedFolder.owner)
  }

  /// Does the work in a new folder under each setting of the kernel.
  private func look(
    mode: mode_t, group: UInt32 = 0, _ body: (SharedFolder, Findings) -> Void
  ) {
    if let obstacle = SharedFolder.obstacle {
      print("skipped: files of other users: \(obstacle)")
      return
    }
    let findings = Findings()
    ProtectedRegular.withEach { body(SharedFolder(mode: mode, group: group), findings) }
    findings.report()
  }

  /// Expects that a command of the database's owner, and of root, names the file and changes nothing.
  private func expectRefusal(
    of name: String, by command: [String], beside other: String = "m.db", in folder: SharedFolder,
    _ findings: Findings
  ) {
    let before = FolderContents(of: folder.scratch.path)
    let words =
      "metricctl: e_dbfailure: '\(folder.scratch.file(name))' belongs to user "
      + "\(SharedFolder.stranger), who may not write '\(folder.scratch.file(other))', and is not "
      + "believed (look at it; root or its owner can remove it)\n"
    for user in [SharedFolder.owner, 0] {
      let done = folder.run(command, as: user)
      findings.expect(
        done.ending == .exited(3) && done.error == words && done.output.isEmpty,
        "\(command) as user \(user): \(done)")
      findings.expect(
        before == FolderContents(of: folder.scratch.path), "\(command) as \(user): files changed")
    }
  }

  private static func expectUndone(
    by user: UInt32, group: UInt32? = nil, in folder: SharedFolder, _ findings: Findings
  ) {
    let done = folder.run(["list"], as: user, group: group)
    findings.expect(done.ending == .exited(0), "undoing as user \(user): \(done)")
    findings.expect(FolderContents(of: folder.scratch.path) == sound, "not undone by \(user)")
  }

  /// Gives a user the right to read and write a file: acl(5).
  private static func allow(_ user: UInt32, toWrite path: String) -> Bool {
    let none = UInt32.max
    let entries: [(tag: UInt16, permissions: UInt16, id: UInt32)] = [
      (0x01, 6, none), (0x02, 6, user), (0x04, 4, none), (0x10, 6, none), (0x20, 0, none),
    ]
    var bytes: [UInt8] = [2, 0, 0, 0]
    for entry in entries {
      withUnsafeBytes(of: entry.tag) { bytes += $0 }
      withUnsafeBytes(of: entry.permissions) { bytes += $0 }
      withUnsafeBytes(of: entry.id) { bytes += $0 }
    }
    return setxattr(path, "system.posix_acl_access", bytes, bytes.count, 0) == 0
  }

  /// A socket that takes datagrams, and its port.
  private static func receiver() -> (Int32, UInt16)? {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let done = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    return done ? (descriptor, address.sin_port.bigEndian) : nil
  }
}
