internal import Testing

/// delete: one series, or a family with its declaration.
@Suite struct DeleteTests {
  @Test(arguments: Way.allCases)
  func `delete takes away what is there and only that`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "Requests" "" code=200 code=404
        $ metricctl declare hits_per_second gauge "" ""
        $ metricctl delete hits code=200
        $ metricctl delete hits code=200
        ! metricctl: e_not_found: series 'hits{code="200"}' is not there (metricctl dump hits shows those that are)
        [4]
        $ metricctl get hits code=200
        ! metricctl: e_not_found: series 'hits{code="200"}' is not there (metricctl dump hits shows those that are)
        [4]
        $ metricctl delete hits
        $ metricctl dump --created off
        # TYPE hits counter
        # HELP hits Requests
        hits_total{code="404"} 0
        # TYPE hits_per_second gauge
        hits_per_second 0
        # EOF
        $ metricctl delete hits code=404 --all
        ! metricctl: e_inval: delete takes no labels with --all (see metricctl delete --help)
        [2]
        $ metricctl delete hits_total --all
        $ metricctl delete hits
        ! metricctl: e_not_found: metric 'hits' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl delete hits --all
        ! metricctl: e_not_found: metric 'hits' is not declared in 'DB' (metricctl list shows those that are)
        [4]
        $ metricctl delete
        ! metricctl: e_inval: missing expected argument '<name>' (see metricctl delete --help)
        [2]
        $ metricctl delete hits_per_second --print
        ! metricctl: e_inval: unknown option '--print' (see metricctl delete --help)
        [2]
        $ metricctl list
        hits_per_second	gauge		1	
        $ metricctl declare hits gauge
        """#, in: workspace, way: way)
    }
  }
}
