internal import TestSupport
internal import Testing

/// What people type when they mistake a word, and the line that sets them right.
@Suite struct TypoTests {
  @Test(arguments: Way.allCases)
  func `a command that other tools call otherwise is named`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl increment hits
        ! metricctl: e_inval: 'increment' is not a command. Did you mean 'incr'? (see metricctl --help)
        [2]
        $ metricctl inc hits
        ! metricctl: e_inval: 'inc' is not a command. Did you mean 'incr'? (see metricctl --help)
        [2]
        $ metricctl INCR hits
        ! metricctl: e_inval: 'INCR' is not a command. Did you mean 'incr'? (see metricctl --help)
        [2]
        $ metricctl incrby hits 2
        ! metricctl: e_inval: 'incrby' is not a command. Did you mean 'incr'? (see metricctl --help)
        [2]
        $ metricctl decr hits
        ! metricctl: e_inval: 'decr' is not a command. Did you mean 'add NAME -1'? (see metricctl --help)
        [2]
        $ metricctl rm hits
        ! metricctl: e_inval: 'rm' is not a command. Did you mean 'delete'? (see metricctl --help)
        [2]
        $ metricctl del hits
        ! metricctl: e_inval: 'del' is not a command. Did you mean 'delete'? (see metricctl --help)
        [2]
        $ metricctl remove hits
        ! metricctl: e_inval: 'remove' is not a command. Did you mean 'delete'? (see metricctl --help)
        [2]
        $ metricctl ls
        ! metricctl: e_inval: 'ls' is not a command. Did you mean 'list'? (see metricctl --help)
        [2]
        $ metricctl show
        ! metricctl: e_inval: 'show' is not a command. Did you mean 'dump'? (see metricctl --help)
        [2]
        $ metricctl cat hits
        ! metricctl: e_inval: 'cat' is not a command. Did you mean 'dump'? (see metricctl --help)
        [2]
        $ metricctl inspect
        ! metricctl: e_inval: 'inspect' is not a command. Did you mean 'check'? (see metricctl --help)
        [2]
        $ metricctl verify
        ! metricctl: e_inval: 'verify' is not a command. Did you mean 'check'? (see metricctl --help)
        [2]
        $ metricctl create hits counter
        ! metricctl: e_inval: 'create' is not a command. Did you mean 'declare'? (see metricctl --help)
        [2]
        $ metricctl decl hits counter
        ! metricctl: e_inval: 'decl' is not a command. Did you mean 'declare'? (see metricctl --help)
        [2]
        $ metricctl ob lat 3
        ! metricctl: e_inval: 'ob' is not a command. Did you mean 'observe'? (see metricctl --help)
        [2]
        $ metricctl se hits 3
        ! metricctl: e_inval: 'se' is not a command. Did you mean 'set'? (see metricctl --help)
        [2]
        $ metricctl batc
        ! metricctl: e_inval: 'batc' is not a command. Did you mean 'batch'? (see metricctl --help)
        [2]
        $ metricctl completion bash
        ! metricctl: e_inval: 'completion' is not a command. Did you mean 'completions'? (see metricctl --help)
        [2]
        $ metricctl version
        ! metricctl: e_inval: 'version' is not a command. Did you mean '--version'? (see metricctl --help)
        [2]
        $ metricctl start
        ! metricctl: e_inval: 'start' is not a command. Did you mean 'serve'? (see metricctl --help)
        [2]
        $ metricctl help rm
        ! metricctl: e_inval: 'rm' is not a command. Did you mean 'delete'? (see metricctl --help)
        [2]
        $ metricctl hits incr
        ! metricctl: e_inval: 'hits' is not a command. Did you mean 'incr hits'? (see metricctl --help)
        [2]
        $ metricctl hits get
        ! metricctl: e_inval: 'hits' is not a command. Did you mean 'get hits'? (see metricctl --help)
        [2]
        $ metricctl metricctl incr hits
        ! metricctl: e_inval: 'metricctl' is written once (see metricctl --help)
        [2]
        $ metricctl --db x incr hits
        ! metricctl: e_inval: unknown option '--db'. Did you mean '--database'? (see metricctl --help)
        [2]
        $ metricctl incr hits --db x
        ! metricctl: e_inval: unknown option '--db'. Did you mean '--database'? (see metricctl incr --help)
        [2]
        $ metricctl incr hits --timeout 3
        ! metricctl: e_inval: unknown option '--timeout'. Did you mean '--lock-timeout'? (see metricctl incr --help)
        [2]
        $ metricctl dump --fromat json
        ! metricctl: e_inval: unknown option '--fromat'. Did you mean '--format'? (see metricctl dump --help)
        [2]
        $ metricctl dump --silent
        ! metricctl: e_inval: unknown option '--silent'. Did you mean '--quiet'? (see metricctl dump --help)
        [2]
        $ metricctl declare hits counter --bucket 1,2
        ! metricctl: e_inval: unknown option '--bucket'. Did you mean '--buckets'? (see metricctl declare --help)
        [2]
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `words in the wrong place are told where they go`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""; metricctl declare temp gauge "" ""; metricctl declare lat histogram --buckets 1,2; metricctl declare door stateset --states open,shut
        $ metricctl incr hits 5
        ! metricctl: e_inval: incr adds 1 and takes no number: use add hits 5 (see metricctl incr --help)
        [2]
        $ metricctl incr hits -5
        ! metricctl: e_inval: incr adds 1 and takes no number: use add hits -5 (see metricctl incr --help)
        [2]
        $ metricctl incr hits code=200 5
        ! metricctl: e_inval: incr adds 1 and takes no number: use add hits code=200 5 (see metricctl incr --help)
        [2]
        $ metricctl reset hits 5
        ! metricctl: e_inval: reset takes no number: use set hits 5 (see metricctl reset --help)
        [2]
        $ metricctl delete hits 5
        ! metricctl: e_inval: delete takes no number; '5' is left over (see metricctl delete --help)
        [2]
        $ metricctl add hits 3 code=1
        ! metricctl: e_inval: add takes the number last: add hits code=1 3 (see metricctl add --help)
        [2]
        $ metricctl add hits 3 a=1 b=2
        ! metricctl: e_inval: add takes the number last: add hits a=1,b=2 3 (see metricctl add --help)
        [2]
        $ metricctl observe lat 3 code=1
        ! metricctl: e_inval: observe takes the number last: observe lat code=1 3 (see metricctl observe --help)
        [2]
        $ metricctl set temp -3 room=a
        ! metricctl: e_inval: set takes the number last: set temp room=a -3 (see metricctl set --help)
        [2]
        $ metricctl set temp=3
        ! metricctl: e_inval: set takes NAME and VALUE as words of their own: set temp 3 (see metricctl set --help)
        [2]
        $ metricctl add hits=5
        ! metricctl: e_inval: add takes NAME and DELTA as words of their own: add hits 5 (see metricctl add --help)
        [2]
        $ metricctl set door=open
        ! metricctl: e_inval: set takes NAME and VALUE as words of their own: set door open (see metricctl set --help)
        [2]
        $ metricctl set temp = 3
        ! metricctl: e_inval: set takes no '=' between its words: set temp 3 (see metricctl set --help)
        [2]
        $ metricctl set temp == 3
        ! metricctl: e_inval: set takes no '=' between its words: set temp 3 (see metricctl set --help)
        [2]
        $ metricctl set temp =3
        ! metricctl: e_inval: '=3' is not a number (write 3)
        [2]
        $ metricctl set temp 21,5
        ! metricctl: e_inval: '21,5' is not a number (write 21.5)
        [2]
        $ metricctl set temp 1,000
        ! metricctl: e_inval: '1,000' is not a number (like 3, -0.5, 1e6, +Inf, NaN)
        [2]
        $ metricctl incr hits=5
        ! metricctl: e_inval: incr needs the NAME of a metric before the labels: incr NAME hits=5 (see metricctl incr --help)
        [2]
        $ metricctl incr code=200
        ! metricctl: e_inval: incr needs the NAME of a metric before the labels: incr NAME code=200 (see metricctl incr --help)
        [2]
        $ metricctl set room=a 3
        ! metricctl: e_inval: set needs the NAME of a metric before the labels: set NAME room=a 3 (see metricctl set --help)
        [2]
        $ metricctl incr hits a=b, c=d
        ! metricctl: e_inval: incr takes one LABELSET, labels joined by commas without blanks: a=b,c=d (see metricctl incr --help)
        [2]
        $ metricctl incr hits a=b ,c=d
        ! metricctl: e_inval: incr takes one LABELSET, labels joined by commas without blanks: a=b,c=d (see metricctl incr --help)
        [2]
        $ metricctl incr hits a=b , c=d
        ! metricctl: e_inval: incr takes one LABELSET, labels joined by commas without blanks: a=b,c=d (see metricctl incr --help)
        [2]
        $ metricctl incr hits a=b c=d
        ! metricctl: e_inval: incr takes one LABELSET, labels joined by commas without blanks: a=b,c=d (see metricctl incr --help)
        [2]
        $ metricctl incr hits a=b,
        ! metricctl: e_inval: incr takes labels joined by commas, with none behind the last: a=b (see metricctl incr --help)
        [2]
        $ metricctl incr hits a = b
        ! metricctl: e_inval: incr takes labels without blanks around '=': a=b (see metricctl incr --help)
        [2]
        $ metricctl incr hits a= 1
        ! metricctl: e_inval: incr takes labels without blanks around '=': a=1 (see metricctl incr --help)
        [2]
        $ metricctl add hits a =b 3
        ! metricctl: e_inval: add takes labels without blanks around '=': a=b (see metricctl add --help)
        [2]
        $ metricctl add hits a=b, c=d 3
        ! metricctl: e_inval: add takes one LABELSET, labels joined by commas without blanks: a=b,c=d (see metricctl add --help)
        [2]
        $ metricctl get hits a=b c=d
        ! metricctl: e_inval: get takes one LABELSET, labels joined by commas without blanks: a=b,c=d (see metricctl get --help)
        [2]
        $ metricctl get hits a=b x
        ! metricctl: e_inval: get takes one LABELSET, labels joined by commas; 'x' is left over (see metricctl get --help)
        [2]
        $ metricctl set door open wide
        ! metricctl: e_inval: labels 'open': expected name=value
        [2]
        $ metricctl declare counter requests
        ! metricctl: e_inval: declare takes NAME before TYPE: declare requests counter (see metricctl declare --help)
        [2]
        $ metricctl declare counter gauge; metricctl delete counter --all
        $ metricctl declare requests count
        ! metricctl: e_inval: 'count' is not a type (counter, gauge, duration, histogram, gaugehistogram, summary, info, stateset, unknown)
        [2]
        $ metricctl get hits; metricctl get temp; metricctl get lat_count
        0
        0
        ! metricctl: e_not_found: metric 'lat_count' is not declared in 'DB'. Did you mean 'lat'?
        [4]
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `a matcher is not a label`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare req counter "" code=500
        $ metricctl reset 'req{code=~"5.."}'
        ! metricctl: e_inval: labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl incr 'req{code=~"5.."}'
        ! metricctl: e_inval: labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl add 'req{code!="5"}' 3
        ! metricctl: e_inval: labels 'code!="5"': != is for selectors, as dump takes them; here each label has one value (code=200)
        [2]
        $ metricctl set 'req{code!~"5.."}' 3
        ! metricctl: e_inval: labels 'code!~"5.."': !~ is for selectors, as dump takes them; here each label has one value (code=200)
        [2]
        $ metricctl delete 'req{code=~"5.."}'
        ! metricctl: e_inval: labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl get 'req{code=~"5.."}'
        ! metricctl: e_inval: labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl incr 'req{code=500}'
        ! metricctl: e_inval: labels 'code=500': in braces a value stands in double quotes, and for the shell all of it in single ones ('NAME{code="200"}')
        [2]
        $ metricctl incr req{code="500"}
        ! metricctl: e_inval: labels 'code=500': in braces a value stands in double quotes, and for the shell all of it in single ones ('NAME{code="200"}')
        [2]
        $ metricctl incr req code=~5..
        ! metricctl: e_inval: labels 'code=~5..': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl incr req 'code=~"5.."'
        ! metricctl: e_inval: labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl get req 'code!=5'
        ! metricctl: e_inval: labels 'code!=5': != is for selectors, as dump takes them; here each label has one value (code=200)
        [2]
        $ metricctl reset req 'code!~5..'
        ! metricctl: e_inval: labels 'code!~5..': !~ is for selectors, as dump takes them; here each label has one value (code=200)
        [2]
        $ metricctl incr req -l 'code=~5..'
        ! metricctl: e_inval: labels 'code=~5..': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl incr req -l 'code!~5..'
        ! metricctl: e_inval: labels 'code!~5..': !~ is for selectors, as dump takes them; here each label has one value (code=200)
        [2]
        $ metricctl get req -l 'code!=5'
        ! metricctl: e_inval: labels 'code!=5': != is for selectors, as dump takes them; here each label has one value (code=200)
        [2]
        $ metricctl declare req counter "" 'code=~5..'
        ! metricctl: e_inval: labels 'code=~5..': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl incr req 'code="~5"' --print
        1
        $ metricctl incr 'req{ code = "500", }' --print
        1
        $ printf '%s\n' "incr 'req{code=~\"5..\"}'" 'incr req code=~5..' 'incr req code=500' 'add req code=~5 3' 'incr req code=500' 'incr req code!=5' 'incr req -l code=~5' > lines
        $ metricctl batch lines
        ! metricctl: e_inval: lines: line 1: incr 'req{code=~"5.."}': labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl batch --keep-going lines
        ! metricctl: e_inval: lines: line 1: incr 'req{code=~"5.."}': labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        ! metricctl: e_inval: lines: line 2: incr req code=~5..: labels 'code=~5..': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        ! metricctl: e_inval: lines: line 4: add req code=~5 3: labels 'code=~5': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        ! metricctl: e_inval: lines: line 6: incr req code!=5: labels 'code!=5': != is for selectors, as dump takes them; here each label has one value (code=200)
        ! metricctl: e_inval: lines: line 7: incr req -l code=~5: labels 'code=~5': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl batch --stream lines
        ! metricctl: e_inval: lines: line 1: incr 'req{code=~"5.."}': labels 'code=~"5.."': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        ! metricctl: e_inval: lines: line 2: incr req code=~5..: labels 'code=~5..': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        ! metricctl: e_inval: lines: line 4: add req code=~5 3: labels 'code=~5': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        ! metricctl: e_inval: lines: line 6: incr req code!=5: labels 'code!=5': != is for selectors, as dump takes them; here each label has one value (code=200)
        ! metricctl: e_inval: lines: line 7: incr req -l code=~5: labels 'code=~5': =~ is for selectors, as dump takes them; here each label has one value (code=200; one that begins with ~ in a quoted LABELSET, home="~x")
        [2]
        $ metricctl dump --created off
        # TYPE req counter
        req_total{code="500"} 3
        req_total{code="~5"} 1
        # EOF
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `what cannot be seen is named when it is the reason`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "" ""
        $ cr=$(printf '\r'); metricctl incr hits code=200$cr
        ! metricctl: e_inval: 'code=200\u{d}' ends in a carriage return (does the script have CRLF line ends?)
        [2]
        $ cr=$(printf '\r'); metricctl incr hits$cr
        ! metricctl: e_inval: 'hits\u{d}' ends in a carriage return (does the script have CRLF line ends?)
        [2]
        $ cr=$(printf '\r'); metricctl get hits$cr
        ! metricctl: e_inval: 'hits\u{d}' ends in a carriage return (does the script have CRLF line ends?)
        [2]
        $ cr=$(printf '\r'); metricctl add hits 3$cr
        ! metricctl: e_inval: '3\u{d}' ends in a carriage return (does the script have CRLF line ends?)
        [2]
        $ cr=$(printf '\r'); metricctl incr$cr
        ! metricctl: e_inval: 'incr\u{d}' ends in a carriage return (does the script have CRLF line ends?)
        [2]
        $ cr=$(printf '\r'); metricctl incr hits --print$cr
        ! metricctl: e_inval: '--print\u{d}' ends in a carriage return (does the script have CRLF line ends?)
        [2]
        $ cr=$(printf '\r'); metricctl -d metrics.db$cr incr hits
        ! metricctl: e_inval: 'metrics.db\u{d}' ends in a carriage return (does the script have CRLF line ends?)
        [2]
        $ cr=$(printf '\r'); METRICCTL_DATABASE=metrics.db$cr metricctl incr hits
        ! metricctl: e_inval: environment variable METRICCTL_DATABASE takes a path without a carriage return at its end (has something CRLF line ends?), not 'metrics.db\u{d}'
        [2]
        $ metricctl --database='~/metrics.db' declare hits counter
        ! metricctl: e_inval: --database takes a path without ~, which only the shell knows (write the whole path), not '~/metrics.db'
        [2]
        $ METRICCTL_DATABASE='~/metrics.db' metricctl incr hits
        ! metricctl: e_inval: environment variable METRICCTL_DATABASE takes a path without ~, which only the shell knows (write the whole path), not '~/metrics.db'
        [2]
        $ metricctl -d '~root/metrics.db' incr hits
        ! metricctl: e_inval: --database takes a path without ~, which only the shell knows (write the whole path), not '~root/metrics.db'
        [2]
        $ metricctl -d '~' incr hits
        ! metricctl: e_inval: --database takes a path without ~, which only the shell knows (write the whole path), not '~'
        [2]
        $ printf '\357\273\277incr hits\nincr hits\n' > lines; metricctl batch lines
        ! metricctl: e_inval: lines: line 1: \u{feff}incr hits: a byte order mark stands before the line (save the file as UTF-8 without one)
        [2]
        $ printf '\357\273\277# comment\nincr hits\n' | metricctl batch --keep-going
        ! metricctl: e_inval: line 1: \u{feff}# comment: a byte order mark stands before the line (save the file as UTF-8 without one)
        [2]
        $ printf 'incr hits code=200\r\nincr hits\r\n' | metricctl batch; metricctl get hits
        1
        $ printf '\357\273\277database = metrics.db\n' > c; metricctl --config c incr hits
        ! metricctl: e_inval: c: line 1: the file begins with a byte order mark (save it as UTF-8 without one)
        [2]
        $ printf 'database = "metrics.db"\n' > c; metricctl --config c incr hits
        ! metricctl: e_inval: c: line 1: after '=' a value stands without quotes
        [2]
        $ printf 'database = ~/metrics.db\n' > c; metricctl --config c incr hits
        ! metricctl: e_inval: c: line 1: ~ does not stand for a home folder here (write the whole path)
        [2]
        $ printf 'namespace = app\r\nsafe = 1\r\n' > c; metricctl --config c get hits
        1
        $ printf 'databse = metrics.db\n' > c; metricctl --config c incr hits
        ! metricctl: e_inval: c: line 1: unknown key 'databse'. Did you mean 'database'?
        [2]
        $ printf 'METRICCTL_DURABILITY=full\n' > c; metricctl --config c incr hits
        ! metricctl: e_inval: c: line 1: unknown key 'METRICCTL_DURABILITY'. Did you mean 'durability'?
        [2]
        $ printf 'safe = 1\ndurability = ful\n' > c; metricctl --config c incr hits
        ! metricctl: e_inval: c: line 2: durability takes full or relaxed, not 'ful'
        [2]
        $ ls
        c
        lines
        metrics.db
        """#, in: workspace, way: way)
    }
  }

  @Test func `without words help is on standard error, and the status that of wrong usage`()
    async throws
  {
    let help = try await Command.run(Command.metricctl, ["--help"])
    let bare = try await Command.run(Command.metricctl, [])
    #expect(bare == CommandResult(status: 2, output: "", error: help.output))
  }
}
