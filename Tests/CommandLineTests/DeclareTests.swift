internal import Testing

/// Declaring metrics: what is made, what is kept, what is refused.
@Suite struct DeclareTests {
  @Test(arguments: Way.allCases)
  func `a family keeps its values when it is declared again`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter "Requests served"
        $ metricctl dump --created off
        # EOF
        $ metricctl list
        hits	counter		0	Requests served
        $ metricctl declare hits counter "Requests served" "" code=200 method=GET,code=500
        $ metricctl dump --created off
        # TYPE hits counter
        # HELP hits Requests served
        hits_total 0
        hits_total{code="200"} 0
        hits_total{code="500",method="GET"} 0
        # EOF
        $ metricctl incr hits
        $ metricctl declare hits counter "Requests answered" "" code=200
        $ metricctl dump --created off hits
        # TYPE hits counter
        # HELP hits Requests answered
        hits_total 1
        hits_total{code="200"} 0
        hits_total{code="500",method="GET"} 0
        # EOF
        $ metricctl declare hits counter
        $ metricctl list
        hits	counter		3	Requests answered
        $ metricctl declare hits_total counter ""
        $ metricctl list
        hits	counter		3	
        $ metricctl declare hits gauge
        ! metricctl: e_inval: metric 'hits' is declared as counter, not gauge (metricctl delete hits --all forgets it)
        [2]
        $ metricctl declare hits gauge "Requests answered"
        ! metricctl: e_inval: metric 'hits' is declared as counter, not gauge (metricctl delete hits --all forgets it)
        [2]
        $ metricctl get hits
        1
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `a unit is the end of the name`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare wait_seconds gauge "Waited" --unit seconds
        $ metricctl declare wait_seconds gauge
        $ metricctl list
        wait_seconds	gauge	seconds	0	Waited
        $ metricctl declare wait_seconds gauge --unit ''
        $ metricctl list
        wait_seconds	gauge		0	Waited
        $ metricctl declare wait gauge --unit seconds
        ! metricctl: e_inval: with unit 'seconds' the name must end in '_seconds' (declare wait_seconds)
        [2]
        $ metricctl declare wait_s/h gauge --unit s/h
        ! metricctl: e_inval: 'wait_s/h' is not a metric name (letters, digits, '_' and ':', not a digit first, at most 1024 bytes)
        [2]
        $ metricctl declare data_bytes counter --unit=bytes
        $ metricctl declare data_bytes_total counter "Data" "" --unit=bytes
        $ metricctl dump --created off
        # TYPE data_bytes counter
        # UNIT data_bytes bytes
        # HELP data_bytes Data
        data_bytes_total 0
        # EOF
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `names that would print the same sample are refused`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare hits counter
        $ metricctl declare hits_total gauge
        ! metricctl: e_inval: metric 'hits_total' would share a sample name with the declared metric 'hits' (choose another name)
        [2]
        $ metricctl declare hits_created gauge
        ! metricctl: e_inval: metric 'hits_created' would share a sample name with the declared metric 'hits' (choose another name)
        [2]
        $ metricctl declare hits_total_total counter
        ! metricctl: e_inval: metric 'hits_total' would share a sample name with the declared metric 'hits' (choose another name)
        [2]
        $ metricctl declare hits_count gauge
        $ metricctl declare size_total gauge
        $ metricctl declare size counter
        ! metricctl: e_inval: metric 'size' would share a sample name with the declared metric 'size_total' (choose another name)
        [2]
        $ metricctl declare size gauge
        $ metricctl declare deep_total_total counter
        $ metricctl incr deep_total_total --print
        1
        $ metricctl incr deep_total --print
        2
        $ metricctl declare deep counter
        ! metricctl: e_inval: metric 'deep' would share a sample name with the declared metric 'deep_total' (choose another name)
        [2]
        $ metricctl list
        deep_total	counter		1	
        hits	counter		0	
        hits_count	gauge		0	
        size	gauge		0	
        size_total	gauge		0	
        $ metricctl check | cut -d, -f1,2
        sound: 5 metrics, 1 series
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `updates declare a missing family when they are told to`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl incr hits
        ! metricctl: e_dbfailure: database 'DB' does not exist (metricctl declare makes it)
        [3]
        $ ls
        $ metricctl incr hits_total code=200 --declare counter --print
        1
        $ metricctl incr hits code=200 --declare counter --print
        2
        $ metricctl incr hits code=200 --declare gauge
        ! metricctl: e_inval: metric 'hits' is declared as counter, not gauge (metricctl delete hits --all forgets it)
        [2]
        $ metricctl set temp 4 --declare gauge
        $ metricctl set age 60 --declare duration
        $ metricctl reset zero --declare gauge --print
        0
        $ metricctl incr nope --declare duration
        ! metricctl: e_inval: metric 'nope' is a duration: it advances by itself (use set or reset)
        [2]
        $ metricctl incr nope --declare histogram
        ! metricctl: e_inval: histogram 'nope' needs its buckets (--buckets 0.1,1,10; --unit seconds and bytes have their own)
        [2]
        $ metricctl incr nope --declare colour
        ! metricctl: e_inval: 'colour' is not a type (counter, gauge, duration, histogram, gaugehistogram, summary, info, stateset, unknown)
        [2]
        $ metricctl delete nope --declare counter
        ! metricctl: e_inval: unknown option '--declare' (see metricctl delete --help)
        [2]
        $ metricctl list
        age	duration		1	
        hits	counter		1	
        temp	gauge		1	
        zero	gauge		1	
        """#, in: workspace, way: way)
    }
  }
}
