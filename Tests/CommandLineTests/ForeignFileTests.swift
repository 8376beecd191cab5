internal import Testing

/// Files that are not ours are refused and left untouched.
@Suite struct ForeignFileTests {
  @Test(arguments: Way.allCases)
  func `anything but a database of ours is named and left alone`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ mkdir folder; metricctl -d folder list
        ! metricctl: e_dbfailure: 'folder' is a folder, not a database file (name one with -d)
        [3]
        $ metricctl -d folder declare hits counter
        ! metricctl: e_dbfailure: 'folder' is a folder, not a database file (name one with -d)
        [3]
        $ mkfifo pipe; metricctl -d pipe list
        ! metricctl: e_dbfailure: 'pipe' is a FIFO, not a database file (name one with -d)
        [3]
        $ metricctl -d pipe incr hits
        ! metricctl: e_dbfailure: 'pipe' is a FIFO, not a database file (name one with -d)
        [3]
        $ echo text > text; metricctl -d text dump
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        [3]
        $ metricctl -d text incr hits; cat text
        text
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        $ ln -s nowhere link; metricctl -d link declare hits counter
        ! metricctl: e_dbfailure: 'link' is a symbolic link, not a database file (name one with -d)
        [3]
        $ metricctl declare hits counter; ln -s metrics.db other; metricctl -d other incr hits
        ! metricctl: e_dbfailure: 'other' is a symbolic link, not a database file (name one with -d)
        [3]
        $ metricctl -d /dev/null declare hits counter
        ! metricctl: e_dbfailure: '/dev/null' is a device, not a database file (name one with -d)
        [3]
        $ metricctl -d text/db declare hits counter
        ! metricctl: e_failure: cannot open 'text/db-new': Not a directory
        [1]
        $ metricctl -d /proc/none/db declare hits counter
        ! metricctl: e_failure: cannot make the folder '/proc/none': No such file or directory
        [1]
        $ ls
        folder
        link
        metrics.db
        other
        pipe
        text
        """#, in: workspace, way: way)
    }
  }
}
