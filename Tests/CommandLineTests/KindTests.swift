internal import Testing

/// Histogram, summary, info and stateset, as a user meets them.
@Suite struct KindTests {
  @Test(arguments: Way.allCases)
  func `a histogram counts what it observes`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare rpc histogram "Calls" --buckets 0.1,1,+Inf
        $ metricctl observe rpc code=200 0.1
        $ metricctl observe rpc code=200 0.5 --print
        count=2 sum=0.6 0.1=1 1=2 +Inf=2
        $ metricctl observe rpc code=200 7
        $ metricctl get rpc code=200
        count=3 sum=7.6 0.1=1 1=2 +Inf=3
        $ metricctl get rpc_count code=200
        3
        $ metricctl get rpc_sum code=200
        7.6
        $ metricctl get 'rpc_bucket{code="200",le="1"}'
        2
        $ metricctl get rpc_bucket code=200,le=2
        ! metricctl: e_not_found: metric 'rpc_bucket' is not declared in 'DB'. Did you mean 'rpc'?
        [4]
        $ metricctl observe rpc code=200 -- -1
        ! metricctl: e_inval: 'rpc' cannot observe -1 (finite numbers, 0 or more unless a histogram has buckets below 0)
        [2]
        $ metricctl observe rpc code=200 NaN
        ! metricctl: e_inval: 'rpc' cannot observe NaN (finite numbers, 0 or more unless a histogram has buckets below 0)
        [2]
        $ metricctl incr rpc code=200
        ! metricctl: e_inval: metric 'rpc' is of type histogram: use observe
        [2]
        $ metricctl observe rpc le=1 1
        ! metricctl: e_inval: label 'le' is reserved (choose another name)
        [2]
        $ metricctl declare rpc histogram --buckets 0.1,2
        ! metricctl: e_inval: metric 'rpc' is declared with buckets 0.1,1 (metricctl delete rpc --all forgets it)
        [2]
        $ metricctl reset rpc code=200 --print
        count=0 sum=0 0.1=0 1=0 +Inf=0
        $ metricctl declare temp histogram --buckets -1,0,1
        $ metricctl observe temp -5 --print
        count=1 sum=-5 -1=1 0=1 1=1 +Inf=1
        $ metricctl dump temp --created off
        # TYPE temp histogram
        temp_bucket{le="-1.0"} 1
        temp_bucket{le="0.0"} 1
        temp_bucket{le="1.0"} 1
        temp_bucket{le="+Inf"} 1
        # EOF
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `a unit brings its buckets`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl observe wait_seconds 0.5 --declare histogram --print
        count=1 sum=0.5 0.001=0 0.01=0 0.1=0 1=1 10=1 100=1 +Inf=1
        $ metricctl declare got_bytes histogram --unit bytes ""
        $ metricctl observe got_bytes 4096 --print
        count=1 sum=4096 1024=0 4096=1 32768=1 131072=1 1048576=1 4194304=1 33554432=1 134217728=1 1073741824=1 +Inf=1
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `a summary counts, and estimates the quantiles that were declared`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare plain summary
        $ metricctl observe plain 0.25
        $ metricctl observe plain 0.5 --print
        count=2 sum=0.75
        $ metricctl declare size summary "" "" --quantiles 0,0.5,1
        $ metricctl get size
        count=0 sum=0 0=NaN 0.5=NaN 1=NaN
        $ metricctl observe size 0 --print
        count=1 sum=0 0=0 0.5=0 1=0
        $ for i in 1 2 4; do metricctl observe size $i; done
        $ metricctl get size_count
        4
        $ metricctl get 'size{quantile="1.0"}' | cut -c1-3
        3.9
        $ metricctl dump size --format table
        NAME TYPE            VALUE
        size summary count=4 sum=7
        """#, in: workspace, way: way)
    }
  }

  @Test(arguments: Way.allCases)
  func `an info is its labels, a stateset one of its states`(way: Way) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl declare build_info info "Versions" version=1
        $ metricctl set build version=2,rev=a --print
        1
        $ metricctl set build_info -l version=3
        $ metricctl set build version=4 4
        ! metricctl: e_inval: metric 'build' is of type info: use set with labels and no VALUE
        [2]
        $ metricctl declare door stateset --states open,shut
        $ metricctl set door room=a shut
        $ metricctl set door room=a open --if-new --print
        shut
        $ metricctl set door room=b open --print
        open
        $ metricctl set door ajar
        ! metricctl: e_inval: 'ajar' is not a state of 'door' (open, shut)
        [2]
        $ metricctl set door room=a
        ! metricctl: e_inval: metric 'door' is of type stateset: set needs a VALUE
        [2]
        $ metricctl get 'door{room="a",door="open"}'
        0
        $ metricctl reset door room=b --print

        $ metricctl dump
        # TYPE build info
        # HELP build Versions
        build_info{rev="a",version="2"} 1
        build_info{version="1"} 1
        build_info{version="3"} 1
        # TYPE door stateset
        door{room="a",door="open"} 0
        door{room="a",door="shut"} 1
        door{room="b",door="open"} 0
        door{room="b",door="shut"} 0
        # EOF
        $ metricctl declare a:b stateset --states x
        ! metricctl: e_inval: a stateset's name is also a label, and 'a:b' cannot be one (no ':', no '__' first)
        [2]
        $ metricctl delete build --all
        $ metricctl list
        door	stateset		2	
        """#, in: workspace, way: way)
    }
  }
}
