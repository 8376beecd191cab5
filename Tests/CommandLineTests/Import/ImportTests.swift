internal import Foundation
internal import TestSupport
internal import Testing

/// Text into the database, as a user meets it.
@Suite struct ImportTests {
  @Test func `a file, standard input and a dash are read`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf '# TYPE hits counter\n# HELP hits All.\nhits_total{code="200"} 3\nhits_created{code="200"} 1700000000.000000001\n# EOF\n' > text
        $ metricctl import text
        $ metricctl import --quiet < text
        $ cat text | metricctl import -
        $ metricctl import --verbose -d more.db text 2>&1 | tail -n 1
        metricctl: imported 1 metric, 1 series
        $ metricctl dump
        # TYPE hits counter
        # HELP hits All.
        hits_total{code="200"} 3
        hits_created{code="200"} 1700000000.000000001
        # EOF
        $ metricctl import --safe nothing
        ! metricctl: e_failure: cannot open 'nothing': No such file or directory
        [1]
        $ metricctl import .
        ! metricctl: e_failure: cannot read '.': Is a directory
        [1]
        $ metricctl import text more
        ! metricctl: e_not_found: text: there is no metric 'more' in it
        [4]
        """#, in: workspace)
    }
  }

  @Test func `a fault is told with its place, and nothing is changed`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ printf '# TYPE hits counter\nhits_total 3\nhits_total{code=200} 3\n# EOF\n' > text
        $ metricctl import text
        ! metricctl: e_inval: text: line 3, column 17: expected '"', found '2'
        [2]
        $ ls
        text
        $ metricctl declare hits gauge "" ""
        $ printf '# TYPE a gauge\na 1\n# TYPE hits unknown\nhits 3\n# EOF\n' | metricctl import
        ! metricctl: e_inval: standard input: line 3: metric 'hits' is declared as gauge, not unknown (metricctl delete hits --all forgets it)
        [2]
        $ printf '# TYPE a gauge\na 1\n# TYPE hits_info info\nhits_info_info 1\n# TYPE hits_total gauge\n# TYPE b gauge\nb 1 \n# EOF\n' | metricctl import -
        ! metricctl: e_inval: standard input: line 7, column 5: expected a timestamp, found the end of the line
        [2]
        $ metricctl list
        hits	gauge		1	
        $ printf 'a 1\n' | metricctl import --format openmetrics
        ! metricctl: e_inval: standard input: line 2, column 1: the text must end in '# EOF' (it was cut off; or it is Prometheus text: --format prometheus)
        [2]
        $ printf 'a 1' | metricctl import
        $ metricctl get a
        1
        $ metricctl import --format json text
        ! metricctl: e_inval: --format takes openmetrics or prometheus, not 'json'
        [2]
        """#, in: workspace)
    }
  }

  @Test func `values are replaced, and other metrics, series and texts stay`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "Hits" "" code=200
        $ metricctl add hits code=200 5
        $ metricctl add hits 7
        $ metricctl declare temp_celsius gauge "T" "" --unit celsius
        $ metricctl declare took summary "" "" --quantiles 0.5
        $ metricctl observe took 4
        $ printf '# TYPE hits counter\nhits_total{code="200"} 2\n# TYPE temp_celsius gauge\n# HELP temp_celsius New\ntemp_celsius -1\n# TYPE took summary\ntook{quantile="0.5"} 9\ntook_count 8\ntook_sum 7\n# EOF\n' | metricctl import
        $ metricctl dump --created off
        # TYPE hits counter
        # HELP hits Hits
        hits_total 7
        hits_total{code="200"} 2
        # TYPE temp_celsius gauge
        # UNIT temp_celsius celsius
        # HELP temp_celsius New
        temp_celsius -1
        # TYPE took summary
        took{quantile="0.5"} 9
        took_count 8
        took_sum 7
        # EOF
        $ printf '# TYPE took summary\ntook_count 8\ntook_sum 7\n# EOF\n' | metricctl import
        ! metricctl: e_inval: standard input: line 1: metric 'took' is declared with quantiles 0.5 (metricctl delete took --all forgets it)
        [2]
        """#, in: workspace)
    }
  }

  @Test func `a gauge of the text is the elapsed time of a declared duration`() async throws {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "up_seconds", "duration", "Uptime", "")
      let text = "# TYPE up_seconds gauge\nup_seconds 1000\nup_seconds{x=\"1\"} 2000\n# EOF\n"
      for options in ["", "--add"] {
        let result = try await workspace.shell("printf '\(text)' | metricctl import \(options)")
        #expect(result == CommandResult(status: 0, output: "", error: ""))
        let first = try #require(Double(try await workspace.run("get", "up_seconds").shortOutput))
        let other = try #require(
          Double(try await workspace.run("get", "up_seconds", "x=1").shortOutput))
        #expect((1000...1060).contains(first) && (2000...2060).contains(other))
      }
      let refused = try await workspace.shell(
        "printf '# TYPE up_seconds gauge\\nup_seconds -1\\n# EOF\\n' | metricctl import")
      #expect(
        refused.error == "metricctl: e_inval: standard input: line 1: a duration cannot be -1 "
          + "(0 to about 200 years of seconds)\n")
    }
  }

  @Test func `with --add numbers and counts are summed`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ metricctl declare temp gauge "" ""
        $ metricctl declare took_seconds histogram "" "" --buckets 1
        $ metricctl declare size summary "" ""
        $ metricctl declare door stateset "" "" --states open,shut
        $ metricctl declare build info "" rev=a
        $ metricctl add hits 5
        $ metricctl set temp -2.5
        $ metricctl observe took_seconds 0.5
        $ metricctl observe size 3
        $ metricctl set door open
        """#, in: workspace)
      let text = """
        # TYPE hits counter
        hits_total 3
        hits_total{x="1"} 3
        # TYPE temp gauge
        temp 1
        # TYPE took_seconds histogram
        took_seconds_bucket{le="1.0"} 2
        took_seconds_bucket{le="+Inf"} 5
        took_seconds_count 5
        took_seconds_sum 40
        # TYPE size summary
        size_count 2
        size_sum 0.5
        # TYPE door stateset
        door{door="open"} 0
        door{door="shut"} 1
        # TYPE build info
        build_info{rev="a"} 1
        build_info{rev="b"} 1
        # EOF

        """
      try text.write(
        toFile: workspace.folder.file("text"), atomically: false, encoding: .utf8)
      try await Transcript.expect(
        #"""
        $ metricctl import --add text
        $ metricctl dump --created off
        # TYPE build info
        build_info{rev="a"} 1
        build_info{rev="b"} 1
        # TYPE door stateset
        door{door="open"} 0
        door{door="shut"} 1
        # TYPE hits counter
        hits_total 8
        hits_total{x="1"} 3
        # TYPE size summary
        size_count 3
        size_sum 3.5
        # TYPE temp gauge
        temp -1.5
        # TYPE took_seconds histogram
        took_seconds_bucket{le="1.0"} 3
        took_seconds_bucket{le="+Inf"} 6
        took_seconds_count 6
        took_seconds_sum 40.5
        # EOF
        $ printf '# TYPE hits counter\nhits_total 9007199254740991\n# EOF\n' | metricctl import --add
        ! metricctl: e_inval: standard input: line 1: adding 9007199254740991 to 'hits' would be lost: 8 is past what a double counts exactly
        [2]
        """#, in: workspace)
    }
  }
}

extension CommandResult {
  /// Standard output without the end of its line.
  fileprivate var shortOutput: String { output.trimmingCharacters(in: .newlines) }
}
