internal import Glibc
internal import TestSupport
internal import Testing

extension Faults {
  @Suite("Locks")
  struct LockTests {
    private let scratch = Scratch()
    private let findings = Findings()

    init() { UpdateCase.prepareSmall(scratch.path) }

    @Test("While gdbmtool holds the database, every command gives up after its timeout")
    func heldByGDBMTool() {
      // gdbmtool opens the database with its first command, and keeps it until its input ends.
      var commands: [Int32] = [0, 0]
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
      precondition(socketpair(AF_UNIX, kind, 0, &commands) == 0, "no more sockets")
      let holder = Child("/usr/bin/gdbmtool", [scratch.file("m.db")], input: commands[0])
      close(commands[0])
      _ = write(commands[1], "count\n", 6)
      waitUntilLocked()
      for words in CommandClass.allCases.flatMap(\.commands) {
        expectRefusal(of: words, timeout: "0.3", after: 0.3)
      }
      expectRefusal(of: ["incr", "requests", "code=200"], timeout: "0", after: 0)
      close(commands[1])
      let ending = holder.wait().ending
      #expect(ending == .exited(0))
      findings.report()
    }

    @Test("While an update is under way, gdbmtool and readers find the database locked")
    func heldByMetricctl() {
      let update = ["incr", "requests", "code=500"]
      let fault = Seam.Fault.stop(numberOfFirstWrite(of: update))
      var environment = Seam.environment(folder: scratch.path, fault: fault)
      environment["METRICCTL_DATABASE"] = scratch.file("m.db")
      let writer = Child(Command.metricctl, update, environment: environment)
      let hasStopped = writer.waitUntilStopped()
      #expect(hasStopped)
      let other = Child.run("/usr/bin/gdbmtool", [scratch.file("m.db"), "count"])
      #expect(other.error.contains("Can't be writer"), "gdbmtool says: \(other.error)")
      expectRefusal(of: ["dump"], timeout: "0.3", after: 0.3)
      expectRefusal(of: ["incr", "requests", "code=404"], timeout: "0.3", after: 0.3)
      writer.proceed()
      let ending = writer.wait().ending
      #expect(ending == .exited(0))
      let found = Metricctl.run(["get", "requests", "code=500"], in: scratch.path)
      #expect(found.output == "1\n")
      findings.report()
    }

    @Test(
      "A command that waits for the lock gets it when it is given back",
      arguments: ["full", "relaxed"])
    func waiting(durability: String) {
      let held = lock()
      let waiting = Metricctl.start(["incr", "requests", "code=200"], in: scratch.path)
      usleep(400_000)
      close(held)
      let done = waiting.wait()
      #expect(done.ending == .exited(0), "\(done.error)")
      let found = Metricctl.run(["get", "requests", "code=200"], in: scratch.path)
      #expect(found.output == "42\n")
    }

    @Test("A command that waited for a database that was then replaced updates the new one")
    func replacedMeanwhile() {
      let other = Scratch()
      UpdateCase.prepareSmall(other.path)
      Metricctl.prepare("add", "requests", "code=200", "1000", in: other.path)
      let held = lock()
      let waiting = Metricctl.start(["incr", "requests", "code=200"], in: scratch.path)
      usleep(300_000)
      rename(other.file("m.db"), scratch.file("m.db"))
      close(held)
      let done = waiting.wait()
      #expect(done.ending == .exited(0), "\(done.error)")
      let found = Metricctl.run(["get", "requests", "code=200"], in: scratch.path)
      #expect(found.output == "1042\n")
    }

    @Test("The timeout holds for a process that was started with all signals blocked")
    func blockedSignals() {
      let held = lock()
      let words = ["--block-signal", Command.metricctl, "incr", "requests", "code=200"]
      let done = Child.run(
        "/usr/bin/env", words,
        environment: [
          "METRICCTL_DATABASE": scratch.file("m.db"), "METRICCTL_LOCK_TIMEOUT": "0.3",
        ])
      #expect(done.misbehaviour(allowing: [3]) == nil)
      close(held)
    }

    private func expectRefusal(of words: [String], timeout: String, after seconds: Double) {
      let done = Metricctl.run(
        words, in: scratch.path, environment: ["METRICCTL_LOCK_TIMEOUT": timeout])
      let context = "metricctl \(words.joined(separator: " ")) with a timeout of \(timeout) s"
      if let wrong = done.misbehaviour(allowing: [3]) { findings.add("\(context): \(wrong)") }
      findings.expect(done.seconds >= seconds, "\(context) took only \(done.seconds) s")
    }

    /// Takes the database's lock as another program would; closing the descriptor gives it back.
    private func lock() -> Int32 {
      let descriptor = open(scratch.file("m.db"), O_RDWR | O_CLOEXEC)
      precondition(flock(descriptor, LOCK_EX) == 0, "the database cannot be locked")
      return descriptor
    }

    private func waitUntilLocked() {
      let descriptor = open(scratch.file("m.db"), O_RDWR | O_CLOEXEC)
      defer { close(descriptor) }
      let end = now() + 60
      while now() < end, flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        flock(descriptor, LOCK_UN)
        usleep(5000)
      }
    }

    /// The number of the call with which an update begins to change the database.
    private func numberOfFirstWrite(of update: [String]) -> Int {
      let calls = CallTrace(of: update, on: FolderContents(of: scratch.path)).calls
      return calls.first { $0.isWrite && $0.path == "m.db" }?.number ?? 0
    }
  }
}
