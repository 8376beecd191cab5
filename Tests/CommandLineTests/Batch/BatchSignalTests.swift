internal import TestSupport
internal import Testing

/// Signals that end a stream.
@Suite struct BatchSignalTests {
  /// Feeds a stream through a FIFO, waits for an answer, sends a signal, and shows what is left.
  private func stream(
    _ lines: String, before signal: String, in workspace: Workspace, prefix: String = ""
  ) async throws -> String {
    try await workspace.run("declare", "hits", "counter", "", "")
    let script = #"""
      mkfifo fifo
      \#(prefix) "$METRICCTL" batch --stream < fifo > out 2> err &
      pid=$!
      exec 3> fifo
      printf '\#(lines)' >&3
      until [ -s out ]; do sleep 0.01; done
      kill -\#(signal) $pid
      exec 3>&-
      wait $pid
      echo "status $?"
      cat out err
      "$METRICCTL" get hits
      """#
    return try await workspace.shell(script).output
  }

  @Test func `SIGTERM keeps what was carried out and drops an unfinished cork`() async throws {
    try await Workspace.use { workspace in
      let shown = try await stream(
        #"incr hits\nflush\ncork\nincr hits\nincr hits\n"#, before: "TERM", in: workspace)
      #expect(
        shown == """
          status 0
          ok
          metricctl: line 3: cork: the stream ended before uncork, and nothing of it was carried out
          1

          """)
    }
  }

  @Test func `what was sent before SIGTERM is carried out, but no line that is cut off`()
    async throws
  {
    try await Workspace.use { workspace in
      let shown = try await stream(
        #"flush\nincr hits\nincr hits\nadd hits 10"#, before: "TERM", in: workspace)
      #expect(
        shown == """
          status 0
          ok
          metricctl: line 4: add hits 10: cut off before its end, and not carried out
          2

          """)
    }
  }

  @Test func `after a wrong line SIGTERM leaves its status`() async throws {
    try await Workspace.use { workspace in
      let shown = try await stream(#"incr hits\nincr 0\nflush\n"#, before: "TERM", in: workspace)
      #expect(shown.hasPrefix("status 2\ne_inval: line 2: incr 0: "))
      #expect(shown.hasSuffix("\n1\n"))
    }
  }

  @Test func `SIGINT ends with the shell's status for it`() async throws {
    try await Workspace.use { workspace in
      // A shell has its background commands ignore SIGINT; env sets it back.
      let shown = try await stream(
        #"incr hits\nflush\ncork\nincr hits\n"#, before: "INT", in: workspace,
        prefix: "env --default-signal=INT")
      #expect(
        shown == """
          status 130
          ok
          metricctl: line 3: cork: the stream ended before uncork, and nothing of it was carried out
          1

          """)
    }
  }

  @Test func `a signal that the parent ignores stays ignored`() async throws {
    try await Workspace.use { workspace in
      let shown = try await stream(
        #"incr hits\nflush\ncork\nincr hits\nuncork\n"#, before: "TERM", in: workspace,
        prefix: "env --ignore-signal=TERM")
      #expect(shown == "status 0\nok\n2\n")
    }
  }

  @Test func `a batch that reads when SIGTERM comes changes nothing`() async throws {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "counter", "", "")
      let script = #"""
        mkfifo fifo
        "$METRICCTL" batch fifo &
        pid=$!
        exec 3> fifo
        printf 'incr hits\nincr hits\n' >&3
        sleep 0.1
        kill $pid
        exec 3>&-
        wait $pid
        echo "status $?"
        "$METRICCTL" get hits
        """#
      #expect(try await workspace.shell(script).output == "status 143\n0\n")
    }
  }
}
