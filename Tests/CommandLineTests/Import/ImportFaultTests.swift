internal import Foundation
internal import TestSupport
internal import Testing

/// Texts some metrics of which cannot be kept.
@Suite struct ImportFaultTests {
  private static let text = #"""
    $ printf '# TYPE a gauge\na 1\na x\n# TYPE b gauge\nb{x="1"} 1\nb{x="2"} 2\n# TYPE hits gauge\nhits 1\n# TYPE c counter\nc x\n0d 1\n' > text
    """#

  @Test func `all faults are told, and nothing is changed`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        Self.text + "\n" + #"""
          $ metricctl import text
          ! metricctl: e_inval: text: line 3, column 3: 'x' is not a number
          ! metricctl: e_inval: text: line 10, column 3: 'x' is not a number
          [2]
          $ ls
          text
          $ metricctl declare b summary "" ""
          $ metricctl declare hits summary "" ""
          $ printf '# TYPE b gauge\nb 1\n# TYPE d gauge\nd 1\n# TYPE hits gauge\nhits 1\n' | metricctl import
          ! metricctl: e_inval: standard input: line 1: metric 'b' is declared as summary, not gauge (metricctl delete b --all forgets it)
          ! metricctl: e_inval: standard input: line 5: metric 'hits' is declared as summary, not gauge (metricctl delete hits --all forgets it)
          [2]
          $ metricctl list
          b	summary		1	
          hits	summary		1	
          $ seq 25 | sed 's/.*/a& x/' | metricctl import 2>&1 | sed -n '1p;20,$p'
          metricctl: e_inval: standard input: line 1, column 4: 'x' is not a number
          metricctl: e_inval: standard input: line 20, column 5: 'x' is not a number
          metricctl: e_inval: and 5 more
          """#, in: workspace)
    }
  }

  @Test func `with --skip-invalid the others are taken, each whole`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        Self.text + "\n" + #"""
          $ metricctl declare hits summary "" ""
          $ metricctl import --skip-invalid --verbose text 2>&1 | sed 1d
          metricctl: e_inval: text: line 3, column 3: 'x' is not a number: metric 'a' is left out
          metricctl: e_inval: text: line 10, column 3: 'x' is not a number: metric 'c' is left out
          metricctl: imported 1 metric, 3 series
          metricctl: e_inval: text: line 7: metric 'hits' is declared as summary, not gauge (metricctl delete hits --all forgets it): metric 'hits' is left out
          $ metricctl import --skip-invalid text 2>/dev/null
          [2]
          $ metricctl dump --created off
          # TYPE b gauge
          b{x="1"} 1
          b{x="2"} 2
          # TYPE hits summary
          hits_count 0
          hits_sum 0
          # EOF
          $ printf 'e 1\n' | metricctl import --skip-invalid
          $ printf 'f 1\r\n' | metricctl import --skip-invalid
          ! metricctl: e_inval: standard input: line 1, column 4: the line ends in a carriage return and a line feed (CRLF): only a line feed may end it (tr -d '\r' takes the others out)
          [2]
          $ printf '# TYPE f unknown\nf 1\n' | metricctl import --skip-invalid
          ! metricctl: e_inval: standard input: line 3, column 1: the text must end in '# EOF' (it was cut off; or it is Prometheus text: --format prometheus)
          [2]
          $ printf '# comment\n\n0g 1\n# EOF\n' | metricctl import --skip-invalid
          ! metricctl: e_inval: standard input: line 1, column 3: only TYPE, UNIT, HELP and EOF may follow '# ' in OpenMetrics, found 'comment': the line is left out
          ! metricctl: e_inval: standard input: line 2, column 1: OpenMetrics has no blank lines: the line is left out
          ! metricctl: e_inval: standard input: line 3, column 1: expected a metric name, found '0': the line is left out
          [2]
          """#, in: workspace)
    }
  }

  @Test func `a sum that would be lost leaves nothing of its metric behind`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" x=2
        $ metricctl set hits x=2 9007199254740992
        $ printf '# TYPE a gauge\na 1\n# TYPE hits_total counter\nhits_total{x="1"} 1\nhits_total{x="2"} 1\n' > text
        $ metricctl import --add --skip-invalid text
        ! metricctl: e_inval: text: line 3: adding 1 to 'hits{x="2"}' would be lost: 9007199254740992 is past what a double counts exactly: metric 'hits' is left out
        [2]
        $ metricctl dump --created off
        # TYPE a gauge
        a 1
        # TYPE hits counter
        hits_total{x="2"} 9007199254740992
        # EOF
        """#, in: workspace)
    }
  }

  @Test func `a Prometheus text that ends in EOF by chance is told so`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf '# HELP a A.\n# TYPE a untyped\na 1\n# EOF\n' > text
        $ metricctl import text
        ! metricctl: e_inval: text: line 2, column 10: 'untyped' is not a type of this format
        ! metricctl: it was read as OpenMetrics since it ends in '# EOF'; as Prometheus text all of it is right (--format prometheus)
        [2]
        $ printf 'a 1\n# EOF\na{x="1"} 2\n# EOF\n' | metricctl import
        ! metricctl: e_inval: standard input: line 3, column 1: nothing may follow '# EOF'
        ! metricctl: it was read as OpenMetrics since it ends in '# EOF'; as Prometheus text all of it is right (--format prometheus)
        [2]
        $ printf 'a x\n# EOF\n' | metricctl import
        ! metricctl: e_inval: standard input: line 1, column 3: 'x' is not a number
        [2]
        $ metricctl import --format prometheus text
        $ metricctl get a
        1
        """#, in: workspace)
    }
  }

  @Test func `empty text is nothing to do, and EOF alone makes a database`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl import < /dev/null
        $ printf '\n  \n# comment\n' | metricctl import --verbose - 2>/dev/null
        $ ls
        $ metricctl import --format openmetrics < /dev/null
        ! metricctl: e_inval: standard input: line 1, column 1: the text must end in '# EOF' (it was cut off; or it is Prometheus text: --format prometheus)
        [2]
        $ printf '# EOF\n' | metricctl import
        $ metricctl dump
        # EOF
        $ metricctl incr hits --declare counter
        $ printf '# EOF\n' | metricctl import
        $ metricctl get hits
        1
        """#, in: workspace)
    }
  }

  @Test func `of several points of one series the last is kept, and that is said`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf '# TYPE a gauge\na 1 100\na 2 200\na 3 300\n# EOF\n' > text
        $ metricctl import text
        ! metricctl: text: line 3: of several points of a series the last is kept
        $ metricctl import --quiet text
        $ metricctl get a
        3
        """#, in: workspace)
    }
  }
}
