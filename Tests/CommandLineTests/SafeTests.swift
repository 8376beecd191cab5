internal import Testing

/// --safe: a database error is reported and harms no script.
@Suite struct SafeTests {
  @Test(arguments: Way.allCases)
  func `safe makes database errors harmless and no others`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ echo text > text
        $ metricctl --safe -d text incr hits
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        $ metricctl -d text incr hits --safe
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        $ METRICCTL_SAFE=1 metricctl -d text incr hits
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        $ METRICCTL_SAFE=0 metricctl -d text incr hits
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        [3]
        $ METRICCTL_SAFE=maybe metricctl -d text incr hits
        ! metricctl: e_inval: environment variable METRICCTL_SAFE takes 1 or 0, not 'maybe'
        [2]
        $ metricctl --safe -d text dump
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        $ metricctl --safe -d text check
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        $ metricctl --safe -d /proc/none/db declare hits counter
        ! metricctl: e_failure: cannot make the folder '/proc/none': No such file or directory
        $ metricctl --safe -d none/../db declare hits counter; metricctl --safe -d db dump -o db/out
        ! metricctl: e_failure: cannot open 'db/out-new': Not a directory
        [1]
        $ rm -r db none
        $ metricctl --safe incr hits
        ! metricctl: e_dbfailure: database 'DB' does not exist (metricctl declare makes it)
        $ metricctl --safe incr 0hits
        ! metricctl: e_inval: '0hits' is not a metric name (letters, digits, '_' and ':', not a digit first, at most 1024 bytes)
        [2]
        $ metricctl --safe -d text dump -o out; ls
        text
        ! metricctl: e_dbfailure: 'text' is not a metricctl database: it is not a GDBM file (left untouched; name another with -d)
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `verbose tells which database is used and why`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter -v
        ! metricctl: database 'DB' (from METRICCTL_DATABASE), durability full, lock timeout 5 s
        $ metricctl incr hits -v --print
        1
        ! metricctl: database 'DB' (from METRICCTL_DATABASE), durability full, lock timeout 5 s
        $ metricctl -v -d "$FOLDER/metrics.db" get hits --durability relaxed --lock-timeout 0.5
        1
        ! metricctl: database 'DB' (from --database), durability relaxed, lock timeout 0.5 s
        $ metricctl -v -q get hits
        1
        $ metricctl add hits -v
        ! metricctl: e_inval: add needs a DELTA (see metricctl add --help)
        [2]
        $ metricctl check -v | cut -d, -f1,2
        sound: 1 metric, 1 series
        ! metricctl: database 'DB' (from METRICCTL_DATABASE), durability full, lock timeout 5 s
        $ metricctl check -q
        """#, in: workspace, way: way)
    }
  }
}
