internal import TestSupport
internal import Testing

/// Where the output goes: pipes that close, full disks, and what is never asked of standard input.
@Suite struct StreamTests {
  @Test(arguments: Way.allCases)
  func `a reader that closes the pipe early is no error`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        """
        $ metricctl declare hits counter "" "" code=200
        $ metricctl dump | head -1
        # TYPE hits counter
        $ rm -f gone; { until [ -e gone ]; do sleep 0.01; done; metricctl dump; echo $? > status; } | { exec <&-; : > gone; }; cat status
        0
        $ rm -f gone; { until [ -e gone ]; do sleep 0.01; done; metricctl get hits; echo $? > status; } | { exec <&-; : > gone; }; cat status
        0
        $ rm -f gone; { until [ -e gone ]; do sleep 0.01; done; metricctl list; echo $? > status; } | { exec <&-; : > gone; }; cat status
        0
        $ rm -f gone; { until [ -e gone ]; do sleep 0.01; done; metricctl --help; echo $? > status; } | { exec <&-; : > gone; }; cat status
        0
        $ trap '' PIPE; rm -f gone; { until [ -e gone ]; do sleep 0.01; done; metricctl dump; echo $? > status; } | { exec <&-; : > gone; }; cat status
        0
        """, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `output that cannot be written is a failure`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        """
        $ metricctl declare hits counter "" ""
        $ metricctl get hits > /dev/full
        ! metricctl: e_failure: cannot write 'standard output': No space left on device
        [1]
        $ metricctl dump > /dev/full
        ! metricctl: e_failure: cannot write 'standard output': No space left on device
        [1]
        $ metricctl --help > /dev/full
        ! metricctl: e_failure: cannot write 'standard output': No space left on device
        [1]
        $ metricctl incr hits --print > /dev/full
        ! metricctl: e_failure: cannot write 'standard output': No space left on device
        [1]
        $ metricctl get hits
        1
        $ metricctl dump >&-
        ! metricctl: e_failure: cannot write 'standard output': Bad file descriptor
        [1]
        $ metricctl incr hits >&- 2>&- <&-; metricctl get hits
        2
        $ metricctl incr none 2> /dev/full
        [4]
        """, in: workspace, way: way)
    }
  }

  @Test func `nothing is read from standard input`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        """
        $ printf 'one\\ntwo\\n' | { metricctl declare hits counter; metricctl incr hits; cat; }
        one
        two
        $ printf 'one\\n' | { metricctl get hits; metricctl dump -o out; metricctl check -q; cat; }
        1
        one
        """, in: workspace)
    }
  }
}
