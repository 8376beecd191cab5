internal import Foundation
internal import MetricModel
internal import MetricStore
internal import TestSupport
internal import Testing

/// A dump that is imported into an empty database gives the same dump.
@Suite struct ImportIdentityTests {
  /// Metrics of every kind but duration, which a text has as a gauge that goes on.
  private static let everyKind = #"""
    $ metricctl declare hits counter "Hits \"all\"" "" 'path="/a,\"b\"\\\n"'
    $ metricctl add hits 0.1
    $ metricctl add hits 'path="/a,\"b\"\\\n"' 123456789012
    $ metricctl declare temp_celsius gauge "" room=é --unit celsius
    $ metricctl set temp_celsius room=é -- -273.15
    $ metricctl declare odd unknown "" a=1
    $ metricctl set odd a=1 NaN
    $ metricctl declare rpc_seconds histogram "Calls" "" code=200 --unit seconds
    $ metricctl observe rpc_seconds code=200 0.25
    $ metricctl observe rpc_seconds code=200 250
    $ metricctl declare depth histogram "" "" --buckets -1,0,1
    $ metricctl observe depth -- -0.5
    $ metricctl declare size summary "" "" a=1 --quantiles 0.5,0.99
    $ metricctl observe size a=1 17
    $ metricctl declare plain summary "" ""
    $ metricctl observe plain 3
    $ metricctl declare build info "" version=1.0,rev=a
    $ metricctl declare door stateset "" "" x=1 --states open,shut,ajar
    $ metricctl set door x=1 ajar
    """#

  @Test func `OpenMetrics text of every kind gives the same text, created times too`() async throws
  {
    try await Workspace.use { workspace in
      try await Transcript.expect(Self.everyKind, in: workspace)
      try await Transcript.expect(
        #"""
        $ metricctl dump > first
        $ metricctl dump | metricctl import -d second.db
        $ metricctl dump -d second.db | cmp first -
        $ metricctl import -d second.db first
        $ metricctl dump -d second.db | cmp first -
        $ grep -c _created first
        8
        $ metricctl check -d second.db | cut -d, -f1,2
        sound: 9 metrics, 13 series
        """#, in: workspace)
    }
  }

  @Test func `Prometheus text with created times gives the same text`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(Self.everyKind, in: workspace)
      try await Transcript.expect(
        #"""
        $ metricctl delete door --all
        $ metricctl dump --format prometheus --created on > first
        $ metricctl import -d second.db first
        $ metricctl dump -d second.db --format prometheus --created on | cmp first -
        $ metricctl dump -d second.db hits plain rpc_seconds --created on > third
        $ metricctl dump hits plain rpc_seconds --created on | grep -v UNIT | cmp - third
        """#, in: workspace)
    }
  }

  @Test func `a duration comes back as a gauge`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare up_seconds duration "Uptime" "" --unit seconds
        $ metricctl dump > first
        $ metricctl import -d second.db first
        $ metricctl list -d second.db
        up_seconds	gauge	seconds	1	Uptime
        $ metricctl dump -d second.db | cmp first -
        """#, in: workspace)
    }
  }

  @Test func `thousands of new series are one update, and found again`() async throws {
    try await Workspace.use { workspace in
      let lines = (0..<5_000).map { "hits_total{i=\"\($0)\"} \($0)\nhits_created{i=\"\($0)\"} 1\n" }
      let text = "# TYPE hits counter\n" + lines.sorted().joined() + "# EOF\n"
      try text.write(
        toFile: workspace.folder.file("text"), atomically: false, encoding: .utf8)
      try await Transcript.expect(
        #"""
        $ metricctl declare first counter "" ""
        $ metricctl import text
        $ metricctl incr hits i=4999 --print
        5000
        $ metricctl import --add text
        $ metricctl get hits i=4999
        9999
        $ metricctl check | cut -d, -f1,2
        sound: 2 metrics, 5001 series
        $ metricctl get first
        0
        """#, in: workspace)
    }
  }
}
