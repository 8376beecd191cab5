internal import Testing

/// Wrong words: one line that names the mistake and the way out.
@Suite struct MistakeTests {
  @Test(arguments: Way.allCases)
  func `a mistake is one line on standard error and nothing is made`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl incrr hits
        ! metricctl: e_inval: 'incrr' is not a command. Did you mean 'incr'? (see metricctl --help)
        [2]
        $ metricctl hits incr
        ! metricctl: e_inval: 'hits' is not a command. Did you mean 'incr hits'? (see metricctl --help)
        [2]
        $ metricctl graph hits
        ! metricctl: e_inval: 'graph' is not a command (see metricctl --help)
        [2]
        $ metricctl ''
        ! metricctl: e_inval: '' is not a command (see metricctl --help)
        [2]
        $ metricctl --databse x incr hits
        ! metricctl: e_inval: unknown option '--databse'. Did you mean '--database'? (see metricctl --help)
        [2]
        $ metricctl incr --databse x hits
        ! metricctl: e_inval: unknown option '--databse'. Did you mean '--database'? (see metricctl incr --help)
        [2]
        $ metricctl incr hits --printt
        ! metricctl: e_inval: unknown option '--printt'. Did you mean '--print'? (see metricctl incr --help)
        [2]
        $ metricctl incr hits --verbos=1
        ! metricctl: e_inval: unknown option '--verbos'. Did you mean '--verbose'? (see metricctl incr --help)
        [2]
        $ metricctl incr hits --print=1
        ! metricctl: e_inval: the option '--print' does not take any value, but '1' was specified (see metricctl incr --help)
        [2]
        $ metricctl incr hits --all
        ! metricctl: e_inval: unknown option '--all' (see metricctl incr --help)
        [2]
        $ metricctl -d
        ! metricctl: e_inval: option '-d' needs a value (see metricctl --help)
        [2]
        $ metricctl -d metrics.db
        ! metricctl: e_inval: a command is missing (see metricctl --help)
        [2]
        $ metricctl -v
        ! metricctl: e_inval: a command is missing (see metricctl --help)
        [2]
        $ metricctl -x
        ! metricctl: e_inval: unknown option '-x' (see metricctl --help)
        [2]
        $ metricctl -x incr hits
        ! metricctl: e_inval: unknown option '-x' (see metricctl --help)
        [2]
        $ metricctl -- incr hits
        ! metricctl: e_inval: a command is missing before '--' (see metricctl --help)
        [2]
        $ metricctl incr hits -d
        ! metricctl: e_inval: missing value for '-d' (see metricctl incr --help)
        [2]
        $ metricctl incr hits --lock-timeout
        ! metricctl: e_inval: missing value for '--lock-timeout <seconds>' (see metricctl incr --help)
        [2]
        $ metricctl incr hits --lock-timeout soon
        ! metricctl: e_inval: --lock-timeout takes a number of seconds, 0 or more, not 'soon'
        [2]
        $ metricctl incr hits --lock-timeout -1
        ! metricctl: e_inval: --lock-timeout takes a number of seconds, 0 or more, not '-1'
        [2]
        $ metricctl incr hits --durability sure
        ! metricctl: e_inval: --durability takes full or relaxed, not 'sure'
        [2]
        $ metricctl incr hits --mode 0999
        ! metricctl: e_inval: --mode takes an octal mode such as 0640, for its owner to read and write, not '0999'
        [2]
        $ metricctl incr hits --mode 0400
        ! metricctl: e_inval: --mode takes an octal mode such as 0640, for its owner to read and write, not '0400'
        [2]
        $ metricctl incr hits --namespace 0a
        ! metricctl: e_inval: --namespace takes the beginning of a metric name, without ':', not '0a'
        [2]
        $ metricctl incr hits --database ''
        ! metricctl: e_inval: --database takes the path of a file, not ''
        [2]
        $ metricctl incr hits --config none
        ! metricctl: e_failure: cannot open 'none': No such file or directory
        [1]
        $ metricctl incr hits --config .
        ! metricctl: e_failure: cannot read '.': Is a directory
        [1]
        $ metricctl dump -o
        ! metricctl: e_inval: missing value for '-o' (see metricctl dump --help)
        [2]
        $ metricctl dump --format
        ! metricctl: e_inval: missing value for '--format <format>' (see metricctl dump --help)
        [2]
        $ metricctl dump --formt json
        ! metricctl: e_inval: unknown option '--formt'. Did you mean '--format'? (see metricctl dump --help)
        [2]
        $ metricctl list -5
        ! metricctl: e_inval: unknown option '-5' (see metricctl list --help)
        [2]
        $ metricctl help incrr
        ! metricctl: e_inval: 'incrr' is not a command. Did you mean 'incr'? (see metricctl --help)
        [2]
        $ metricctl -d x help incrr
        ! metricctl: e_inval: 'incrr' is not a command. Did you mean 'incr'? (see metricctl --help)
        [2]
        $ metricctl incr hits "$(printf 'a\033[31m\nb')"
        ! metricctl: e_inval: labels 'a\u{1b}[31m\nb': expected name=value
        [2]
        $ metricctl incr "$(printf 'a\377')"
        ! metricctl: e_inval: 'a�' is not UTF-8
        [2]
        $ METRICCTL_DATABASE="$(printf 'a\377')" metricctl incr hits
        ! metricctl: e_inval: 'a�' is not UTF-8
        [2]
        $ metricctl "$(printf %0300d 0)" hits
        ! metricctl: e_inval: '0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000... (see metricctl --help)
        [2]
        $ metricctl incr hits a=1 "$(printf %0300d 0)"
        ! metricctl: e_inval: incr adds 1 and takes no number: use add hits a=1 00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000... (see metricctl incr --help)
        [2]
        $ metricctl incr hits "--$(printf %0300d 0)"
        ! metricctl: e_inval: unknown option '--00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000... (see metricctl incr --help)
        [2]
        $ ls
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `a variable that is wrong is named, and an empty one is not set`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ METRICCTL_LOCK_TIMEOUT=soon metricctl incr hits
        ! metricctl: e_inval: environment variable METRICCTL_LOCK_TIMEOUT takes a number of seconds, 0 or more, not 'soon'
        [2]
        $ METRICCTL_DURABILITY=sure metricctl incr hits
        ! metricctl: e_inval: environment variable METRICCTL_DURABILITY takes full or relaxed, not 'sure'
        [2]
        $ METRICCTL_NAMESPACE=0a metricctl incr hits
        ! metricctl: e_inval: environment variable METRICCTL_NAMESPACE takes the beginning of a metric name, without ':', not '0a'
        [2]
        $ METRICCTL_SAFE=maybe metricctl incr hits
        ! metricctl: e_inval: environment variable METRICCTL_SAFE takes 1 or 0, not 'maybe'
        [2]
        $ METRICCTL_CONFIG=none metricctl incr hits
        ! metricctl: e_failure: cannot open 'none': No such file or directory
        [1]
        $ METRICCTL_LOCK_TIMEOUT= METRICCTL_DURABILITY= METRICCTL_NAMESPACE= METRICCTL_SAFE= METRICCTL_CONFIG= metricctl incr hits --print
        1
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `commands refuse words that they do not take`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl completions
        ! metricctl: e_inval: missing expected argument '<shell>' (see metricctl completions --help)
        [2]
        $ metricctl completions tcsh
        ! metricctl: e_inval: SHELL takes bash, zsh or fish, not 'tcsh'
        [2]
        $ metricctl completions bash zsh
        ! metricctl: e_inval: unexpected argument 'zsh' (see metricctl completions --help)
        [2]
        $ metricctl address
        ! metricctl: e_not_found: no server is running on 'DB'
        [4]
        $ metricctl address here
        ! metricctl: e_inval: unexpected argument 'here' (see metricctl address --help)
        [2]
        $ ls
        """#, in: workspace, way: way)
    }
  }
}
