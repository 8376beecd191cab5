internal import Glibc
internal import Testing

extension Faults {
  @Suite("Bad surroundings")
  struct SurroundingsTests {
    private static let refused: ExpectedStatuses = [
      .read: 3, .get: 3, .update: 3, .insert: 3, .declare: 3,
    ]
    /// An empty file, as mktemp makes, and nothing at all are places to make the database in.
    private static let absent = refused.merging([.declare: 0]) { $1 }

    @Test("Something else in the place of the database is refused and left as it is")
    func otherThings() async {
      await look(at: [
        Surrounding(description: "a folder", expected: Self.refused) { mkdir($0 + "/m.db", 0o755) },
        Surrounding(description: "a FIFO", expected: Self.refused) { mkfifo($0 + "/m.db", 0o644) },
        Surrounding(description: "a link to a database", expected: Self.refused) {
          write(Self.small, to: $0 + "/real.db")
          symlink("real.db", $0 + "/m.db")
        },
        Surrounding(description: "a link to nothing", expected: Self.refused) {
          symlink("nowhere.db", $0 + "/m.db")
        },
        Surrounding(description: "an empty file", expected: Self.absent) {
          write([], to: $0 + "/m.db")
        },
        Surrounding(description: "a text file", expected: Self.refused) {
          write(
            Array(repeating: Array("hello, world\n".utf8), count: 2000).flatMap { $0 },
            to: $0 + "/m.db")
        },
        Surrounding(description: "a GDBM file of another program", expected: Self.refused) {
          let made = Child.run("/usr/bin/gdbmtool", [$0 + "/m.db", "store", "key", "value"])
          precondition(made.ending == .exited(0), "gdbmtool (Debian's gdbmtool) is needed")
        },
      ])
    }

    @Test("A missing database is said to be missing, and declare makes it")
    func missing() async {
      let blocked = Self.absent.merging([.declare: 1]) { $1 }
      await look(at: [
        Surrounding(description: "an empty folder", expected: Self.absent) { _ in },
        Surrounding(
          description: "a missing folder", expected: Self.absent, make: { _ in },
          database: "a/b/m.db"
        ),
        Surrounding(
          description: "a file in place of the folder", expected: blocked,
          make: { write([1], to: $0 + "/a") }, database: "a/m.db"),
      ])
    }

    @Test("A file cut at any size is refused and left as it is")
    func truncated() async {
      let size = Self.small.count
      let near = [1, 4, 8, 39, 40, 71, 72, 100, 4095, 4097, size - 4096, size - 25, size - 1]
      let sizes = Set(near + stride(from: 512, to: size, by: 512)).filter { $0 < size }.sorted()
      await look(
        at: sizes.map { size in
          Surrounding(description: "a database cut to \(size) bytes", expected: Self.refused) {
            write(Array(Self.small.prefix(size)), to: $0 + "/m.db")
          }
        })
    }

    @Test("Modes that forbid writing let readers read, and writers say why they cannot write")
    func modes() async {
      if let obstacle = Privileges.obstacle {
        print("skipped: modes of files and folders: \(obstacle)")
        return
      }
      let readable: ExpectedStatuses = [
        .read: 0, .get: 0, .update: 3, .insert: 3, .declare: 3,
      ]
      await look(at: [
        Surrounding(
          description: "a read-only file", expected: readable,
          make: {
            write(Self.small, to: $0 + "/m.db")
            chmod($0 + "/m.db", 0o444)
          }, unprivileged: true),
        Surrounding(
          description: "an unreadable file", expected: Self.refused,
          make: {
            write(Self.small, to: $0 + "/m.db")
            chmod($0 + "/m.db", 0)
          }, unprivileged: true),
        Surrounding(
          description: "a read-only folder with a writable file",
          expected: [.read: 0, .get: 0, .update: 0, .insert: 1, .declare: 1],
          make: {
            write(Self.small, to: $0 + "/m.db")
            chmod($0, 0o555)
          }, unprivileged: true),
        Surrounding(
          description: "a read-only folder without a database",
          expected: Self.absent.merging([.declare: 1]) { $1 },
          make: { chmod($0, 0o555) }, unprivileged: true),
      ])
    }

    private static let small: [UInt8] = {
      let scratch = Scratch()
      UpdateCase.prepareSmall(scratch.path)
      return contents(scratch.file("m.db")) ?? []
    }()

    private func look(at places: [Surrounding]) async {
      let findings = Findings()
      await onAllCores(places) { _, place in place.run(findings) }
      findings.report()
    }
  }
}
