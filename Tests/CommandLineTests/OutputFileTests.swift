internal import Testing

/// dump -o: a file replaced in one step.
@Suite struct OutputFileTests {
  @Test(arguments: Way.allCases)
  func `a dump replaces a file and nothing else`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ metricctl incr hits
        $ umask 077; metricctl dump --created off -o out.prom; cat out.prom; stat -c %a out.prom
        # TYPE hits counter
        hits_total 1
        # EOF
        644
        $ metricctl incr hits; metricctl dump --created off --output=out.prom hits; cat out.prom; ls
        # TYPE hits counter
        hits_total 2
        # EOF
        metrics.db
        out.prom
        $ metricctl dump -o out.csv --format csv --created off; cat out.csv
        name,type,labels,value
        hits,counter,,2
        $ metricctl dump -o - --created off
        # TYPE hits counter
        hits_total 2
        # EOF
        $ mkdir folder; metricctl dump -o folder
        ! metricctl: e_inval: --output takes a file (this is a folder), not 'folder'
        [2]
        $ metricctl dump -o /dev/null
        ! metricctl: e_inval: --output takes a file (this is a device), not '/dev/null'
        [2]
        $ mkfifo pipe; metricctl dump -o pipe
        ! metricctl: e_inval: --output takes a file (this is a FIFO), not 'pipe'
        [2]
        $ ln -s out.prom link; metricctl dump -o link
        ! metricctl: e_inval: --output takes a file (this is a symbolic link), not 'link'
        [2]
        $ metricctl dump -o none/out
        ! metricctl: e_failure: cannot open 'none/out-new': No such file or directory
        [1]
        $ metricctl dump -o ''
        ! metricctl: e_inval: --output takes the path of a file, not ''
        [2]
        $ metricctl dump -o folder/
        ! metricctl: e_inval: --output takes the path of a file, not 'folder/'
        [2]
        $ metricctl dump --format xml -o out.prom
        ! metricctl: e_inval: --format takes one of openmetrics, prometheus, json, csv, table, graphite, influx, not 'xml'
        [2]
        $ metricctl dump 'hits{' -o out.prom
        ! metricctl: e_inval: selector 'hits{': the closing brace is missing
        [2]
        $ metricctl -d absent.db dump -o out.prom
        ! metricctl: e_dbfailure: database 'absent.db' does not exist (metricctl declare makes it)
        [3]
        $ cat out.prom; ls
        # TYPE hits counter
        hits_total 2
        # EOF
        folder
        link
        metrics.db
        out.csv
        out.prom
        pipe
        """#, in: workspace, way: way)
    }
  }
}
