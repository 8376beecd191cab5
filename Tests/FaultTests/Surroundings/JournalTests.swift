internal import Glibc
internal import Testing

extension Faults {
  @Suite("Something wrong with the journal")
  struct JournalTests {
    private static let refused: ExpectedStatuses = [
      .read: 3, .get: 3, .update: 3, .insert: 3, .declare: 3,
    ]
    private static let done: ExpectedStatuses = [
      .read: 0, .get: 0, .update: 0, .insert: 0, .declare: 0,
    ]

    @Test("What is no journal, yet in its place, is refused and left as it is")
    func otherThings() async {
      await look(at: [
        Surrounding(description: "a folder as journal", expected: Self.refused) {
          Self.place(Self.sound, in: $0)
          mkdir($0 + "/m.db-journal", 0o755)
        },
        Surrounding(description: "a FIFO as journal", expected: Self.refused) {
          Self.place(Self.sound, in: $0)
          mkfifo($0 + "/m.db-journal", 0o644)
        },
        Surrounding(description: "a link as journal", expected: Self.refused) {
          Self.place(Self.sound, in: $0)
          symlink("m.db", $0 + "/m.db-journal")
        },
        Surrounding(description: "a text as journal", expected: Self.refused) {
          Self.place(Self.sound, in: $0)
          write(Array("Dear diary, today I counted.\n".utf8), to: $0 + "/m.db-journal")
        },
      ])
    }

    @Test("A torn journal, and one of another database, undo nothing and go away")
    func harmless() async {
      let journal = Self.interrupted.files["m.db-journal"] ?? []
      let sizes = [0, 1, 8, 47, 48, 100, journal.count / 2, journal.count - 1]
      var places = sizes.map { size in
        Surrounding(description: "a journal cut to \(size) bytes", expected: Self.done) {
          Self.place(Self.sound, in: $0)
          write(Array(journal.prefix(size)), to: $0 + "/m.db-journal")
        }
      }
      places.append(
        Surrounding(description: "a journal of another database", expected: Self.done) {
          UpdateCase.prepareSmall($0)
          write(journal, to: $0 + "/m.db-journal")
        })
      await look(at: places)
      for place in places {
        let scratch = Scratch()
        place.make(scratch.path)
        let before = contents(scratch.file("m.db"))
        #expect(Metricctl.run(["dump"], in: scratch.path).ending == .exited(0))
        #expect(names(in: scratch.path) == ["m.db"], "\(place)")
        #expect(contents(scratch.file("m.db")) == before, "\(place)")
      }
    }

    @Test("Who may not write cannot read past an interrupted update, and says so")
    func interruptedAndReadOnly() async {
      if let obstacle = Privileges.obstacle {
        print("skipped: an interrupted update for those who may not write: \(obstacle)")
        return
      }
      await look(at: [
        Surrounding(
          description: "an interrupted update in a read-only folder and file",
          expected: Self.refused,
          make: {
            Self.place(Self.interrupted, in: $0)
            chmod($0 + "/m.db", 0o444)
            chmod($0, 0o555)
          }, unprivileged: true)
      ])
    }

    private static let sound: FolderContents = {
      let scratch = Scratch()
      UpdateCase.prepareSmall(scratch.path)
      return FolderContents(of: scratch.path)
    }()

    private static let interrupted: FolderContents = {
      let update = UpdateCase("an insert", ["incr", "requests", "code=500"], before: sound)
      return InterruptedUpdate.halfDone(update) ?? sound
    }()

    private static func place(_ files: FolderContents, in folder: String) {
      files.restore(to: folder)
    }

    private func look(at places: [Surrounding]) async {
      let findings = Findings()
      await onAllCores(places) { _, place in place.run(findings) }
      findings.report()
    }
  }
}
