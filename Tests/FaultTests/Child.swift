internal import Glibc

/// How a child process ended.
enum Ending: Equatable, CustomStringConvertible {
  case exited(Int32)
  case killed(signal: Int32)
  /// It was still running at its deadline and was killed by the test.
  case hung

  var description: String {
    switch self {
    case .exited(let status): "exit \(status)"
    case .killed(let signal): "signal \(signal)"
    case .hung: "still running at its deadline"
    }
  }
}

/// What a child left behind.
struct ChildResult {
  var ending: Ending
  var output: String
  var error: String
  var seconds: Double
}

/// A running child process with its two outputs in hand; blocking, cheap, and killable, which is
/// what thousands of runs of one small program ask for.
struct Child: ~Copyable {
  let pid: pid_t
  private let started = now()
  private let outputs: [Int32]

  /// Starts a program with exactly this environment.
  ///
  /// `posix_spawn(3)`
  ///
  /// Its standard input is empty, or else the descriptor, which stays the caller's.
  init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: Int32? = nil
  ) {
    var (out, err): ([Int32], [Int32]) = ([0, 0], [0, 0])
    // Pairs of sockets, because pipes cannot be made close-on-exec at once from Swift, and another
    // thread's child must not inherit them.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let made = socketpair(AF_UNIX, kind, 0, &out) == 0 && socketpair(AF_UNIX, kind, 0, &err) == 0
    precondition(made, "no more sockets")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, out[1], 1)
    posix_spawn_file_actions_adddup2(&actions, err[1], 2)
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0)=\($1)") } + [nil]
    var child: pid_t = 0
    var attributes = Self.plainSignals()
    let refusal = posix_spawn(&child, program, &actions, &attributes, words, settings)
    posix_spawnattr_destroy(&attributes)
    precondition(refusal == 0, "cannot start \(program): error \(refusal)")
    posix_spawn_file_actions_destroy(&actions)
    for pointer in words + settings { free(pointer) }
    close(out[1])
    close(err[1])
    (pid, outputs) = (child, [out[0], err[0]])
  }

  /// No signal blocked, as in a child of a shell; the threads that start children block most.
  private static func plainSignals() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    return attributes
  }

  /// Sends the signal that cannot be caught.
  borrowing func kill() { Glibc.kill(pid, SIGKILL) }

  /// Waits until the child has stopped (SIGSTOP); false when it has not within a minute.
  borrowing func waitUntilStopped() -> Bool {
    let end = now() + 60
    while now() < end {
      var status = siginfo_t()
      if waitid(P_PID, id_t(pid), &status, WSTOPPED | WEXITED | WNOHANG | WNOWAIT) == 0,
        status.si_code == CLD_STOPPED
      {
        return true
      }
      usleep(1000)
    }
    return false
  }

  /// Lets a stopped child go on.
  borrowing func proceed() { Glibc.kill(pid, SIGCONT) }

  /// What stands on standard output up to the next newline; nil at its end.
  borrowing func readLine() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(outputs[0], &byte, 1) == 1 {
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }

  /// Reads both outputs to their end, waits for the end, and kills at the deadline.
  consuming func wait(deadline seconds: Double = 60) -> ChildResult {
    var texts: [[UInt8]] = [[], []]
    var open = [0, 1]
    var hung = false
    while !open.isEmpty {
      var polled = open.map { pollfd(fd: outputs[$0], events: Int16(POLLIN), revents: 0) }
      let left = max(0, seconds - (now() - started))
      if poll(&polled, nfds_t(polled.count), Int32(left * 1000) + 1) == 0 {
        hung = true
        kill()
        break
      }
      for (index, entry) in zip(open, polled) where entry.revents != 0 {
        let part = readSome(outputs[index])
        if part.isEmpty { open.removeAll { $0 == index } }
        texts[index] += part
      }
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    for descriptor in outputs { close(descriptor) }
    let signal = status & 0x7f
    return ChildResult(
      ending: hung ? .hung : signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: signal),
      output: String(decoding: texts[0], as: UTF8.self),
      error: String(decoding: texts[1], as: UTF8.self), seconds: now() - started)
  }

  /// Starts a program and waits for its end.
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    deadline: Double = 60
  ) -> ChildResult {
    Child(program, arguments, environment: environment).wait(deadline: deadline)
  }
}

/// Seconds of the monotonic clock.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What a descriptor has ready now; nothing at its end.
private func readSome(_ descriptor: Int32) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
    count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
  }
}
