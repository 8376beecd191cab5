internal import Foundation
internal import TestSupport
internal import Testing

/// A part of a text, chosen as `dump` chooses.
@Suite struct ImportSelectionTests {
  private static let text = #"""
    $ printf '# TYPE hits counter\n# HELP hits All.\nhits_total{code="200"} 3\nhits_total{code="500"} 4\n# TYPE temp gauge\ntemp 5\n# TYPE took summary\ntook_count 1\ntook_sum 2\n# TYPE bare gauge\n# EOF\n' > text
    """#

  @Test(arguments: [
    ("hits_total", ["hits_total{code=\"200\"} 3", "hits_total{code=\"500\"} 4"]),
    ("'hits{code=~\"5..\"}'", ["hits_total{code=\"500\"} 4"]),
    ("'t*'", ["temp 5", "took_count 1", "took_sum 2"]),
    ("temp 'took{x=\"1\"}'", ["temp 5"]),
    ("bare 'x*'", []),
  ])
  func `series are chosen by names, globs and matchers`(
    selectors: String, samples: [String]
  ) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        Self.text + "\n$ metricctl import text \(selectors)\n"
          + "$ metricctl dump --created off | grep -v '^#'\n"
          + (samples.isEmpty ? "[1]" : samples.joined(separator: "\n")), in: workspace)
    }
  }

  @Test func `what is not in the text is told, and faults of what is not chosen are not`()
    async throws
  {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        Self.text + "\n" + #"""
          $ metricctl import text temp hit
          ! metricctl: e_not_found: text: there is no metric 'hit' in it
          [4]
          $ metricctl import text 'x*'
          $ ls
          text
          $ metricctl import - temp < text
          $ metricctl list
          temp	gauge		1	
          $ printf 'a 1\nb x\nc_total y\nd 2\n' > text
          $ metricctl import text a 'd*'
          $ metricctl import text a c_total
          ! metricctl: e_inval: text: line 3, column 9: 'y' is not a number
          [2]
          $ metricctl import --skip-invalid text b a
          ! metricctl: e_inval: text: line 2, column 3: 'x' is not a number: metric 'b' is left out
          [2]
          $ metricctl import text 'a{'
          ! metricctl: e_inval: selector 'a{': the closing brace is missing
          [2]
          $ metricctl dump
          # TYPE a unknown
          a 1
          # TYPE d unknown
          d 2
          # TYPE temp gauge
          temp 5
          # EOF
          """#, in: workspace)
    }
  }
}
