internal import Testing

/// dump and list: formats, selectors, names.
@Suite struct DumpTests {
  @Test(arguments: Way.allCases)
  func `what is selected is printed in the format asked for`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "Requests \ \"served\"" code=200,path=/a code=500,path=/b
        $ metricctl declare temp_celsius gauge "Temperature" "" --unit celsius
        $ metricctl declare none gauge "No series"
        $ metricctl add hits code=200,path=/a 17
        $ metricctl set temp_celsius -3.25
        $ metricctl dump --created off
        # TYPE hits counter
        # HELP hits Requests \\ \"served\"
        hits_total{code="200",path="/a"} 17
        hits_total{code="500",path="/b"} 0
        # TYPE temp_celsius gauge
        # UNIT temp_celsius celsius
        # HELP temp_celsius Temperature
        temp_celsius -3.25
        # EOF
        $ metricctl dump --format prometheus
        # HELP hits_total Requests \\ "served"
        # TYPE hits_total counter
        hits_total{code="200",path="/a"} 17
        hits_total{code="500",path="/b"} 0
        # HELP temp_celsius Temperature
        # TYPE temp_celsius gauge
        temp_celsius -3.25
        $ metricctl dump --format json --created off | sed 's/"takenAt":[0-9.]*/"takenAt":0/'
        {"takenAt":0,"families":[{"name":"hits","type":"counter","help":"Requests \\ \"served\"","unit":"","series":[{"labels":{"code":"200","path":"/a"},"value":17},{"labels":{"code":"500","path":"/b"},"value":0}]},{"name":"temp_celsius","type":"gauge","help":"Temperature","unit":"celsius","series":[{"labels":{},"value":-3.25}]}]}
        $ metricctl dump --format csv --created off
        name,type,labels,value
        hits,counter,"code=""200"",path=""/a""",17
        hits,counter,"code=""500"",path=""/b""",0
        temp_celsius,gauge,,-3.25
        $ metricctl dump --format table
        NAME                       TYPE    VALUE
        hits{code="200",path="/a"} counter    17
        hits{code="500",path="/b"} counter     0
        temp_celsius               gauge   -3.25
        $ metricctl dump --format table --namespace app
        NAME                           TYPE    VALUE
        app_hits{code="200",path="/a"} counter    17
        app_hits{code="500",path="/b"} counter     0
        app_temp_celsius               gauge   -3.25
        $ metricctl dump --namespace app --created off
        # TYPE app_hits counter
        # HELP app_hits Requests \\ \"served\"
        app_hits_total{code="200",path="/a"} 17
        app_hits_total{code="500",path="/b"} 0
        # TYPE app_temp_celsius gauge
        # UNIT app_temp_celsius celsius
        # HELP app_temp_celsius Temperature
        app_temp_celsius -3.25
        # EOF
        $ metricctl --namespace app list
        app_hits	counter		2	Requests \\ "served"
        app_none	gauge		0	No series
        app_temp_celsius	gauge	celsius	1	Temperature
        $ metricctl dump hits --format csv --created off
        name,type,labels,value
        hits,counter,"code=""200"",path=""/a""",17
        hits,counter,"code=""500"",path=""/b""",0
        $ metricctl dump 'hits{code="500"}' --format csv --created off
        name,type,labels,value
        hits,counter,"code=""500"",path=""/b""",0
        $ metricctl dump 'hits_total{code=~"5.."}' --format csv --created off
        name,type,labels,value
        hits,counter,"code=""500"",path=""/b""",0
        $ metricctl dump '{code!="500"}' --format csv --created off
        name,type,labels,value
        hits,counter,"code=""200"",path=""/a""",17
        temp_celsius,gauge,,-3.25
        $ metricctl dump 'temp*' 'hits{path="/b"}' --format csv --created off
        name,type,labels,value
        hits,counter,"code=""500"",path=""/b""",0
        temp_celsius,gauge,,-3.25
        $ metricctl dump 'absent*'
        # EOF
        $ metricctl dump 'absent*' --format json | sed 's/"takenAt":[0-9.]*/"takenAt":0/'
        {"takenAt":0,"families":[]}
        $ metricctl dump --format xml
        ! metricctl: e_inval: --format takes one of openmetrics, prometheus, json, csv, table, graphite, influx, not 'xml'
        [2]
        $ metricctl dump --created maybe
        ! metricctl: e_inval: --created takes on or off, not 'maybe'
        [2]
        $ metricctl dump --color sometimes
        ! metricctl: e_inval: --color takes auto, always or never, not 'sometimes'
        [2]
        $ metricctl dump 'hits{'
        ! metricctl: e_inval: selector 'hits{': the closing brace is missing
        [2]
        $ metricctl dump 'hits{code=200}'
        ! metricctl: e_inval: selector 'hits{code=200}': a value in quotes is expected
        [2]
        $ metricctl dump 'hits{code=~"("}'
        ! metricctl: e_inval: selector 'hits{code=~"("}': bad pattern: a '(' without its ')'
        [2]
        $ metricctl dump 0hits
        ! metricctl: e_inval: selector '0hits': the name is not a metric name or a glob (*, ?, [a-z])
        [2]
        $ metricctl dump --print
        ! metricctl: e_inval: unknown option '--print' (see metricctl dump --help)
        [2]
        $ metricctl dump --color always --format table
        \#u{1b}[1mNAME                       TYPE    VALUE\#u{1b}[0m
        hits{code="200",path="/a"} \#u{1b}[36mcounter\#u{1b}[0m    17
        hits{code="500",path="/b"} \#u{1b}[36mcounter\#u{1b}[0m     0
        temp_celsius               \#u{1b}[36mgauge\#u{1b}[0m   -3.25
        $ metricctl list 'temp*' none
        none	gauge		0	No series
        temp_celsius	gauge	celsius	1	Temperature
        $ metricctl list 'hits{code="404"}'
        $ metricctl list '{code="200"}'
        hits	counter		1	Requests \\ "served"
        $ metricctl list --all
        ! metricctl: e_inval: unknown option '--all' (see metricctl list --help)
        [2]
        """#, in: workspace, way: way)
    }
  }
}
