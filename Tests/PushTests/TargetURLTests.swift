internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import Push

@Suite struct TargetURLTests {
  @Test(arguments: [
    ("statsd://h", "statsd://h:8125"), ("STATSD://h:1/", "statsd://h:1"),
    ("statsd://[::1]:9125?labels=tags&mtu=512", "statsd://[::1]:9125?labels=tags"),
    ("statsd+unix:///run/a%20b.sock", "statsd+unix:///run/a%20b.sock"),
    ("graphite://h", "graphite://h:2003"), ("influx+udp://h", "influx+udp://h:8089"),
    ("influx://u:p%40w@h/db", "influx://u@h:8086/db"),
    ("influx+https://h/db?ca=/x", "influx+https://h:8086/db"),
    ("pushgateway://h/job/x/a/", "pushgateway://h:9091/job/x/a/"),
  ])
  func `a target has one name, without its password`(url: String, name: String) throws {
    #expect(try PushTarget(parsing: url).name == name)
  }

  @Test func `user and password are decoded`() throws {
    let target = try PushTarget(parsing: "influx://m%3Ae:p%2Fw%25@h/db")
    #expect(target.user == "m:e")
    #expect(target.password == "p/w%")
  }

  @Test(arguments: [
    ("nothing", "it has no '://'"), ("h://u:pw@h", "'h' is not a scheme for pushing"),
    ("statsd://", "it names no host"), ("statsd://h:0", "its port is not a number from 1 to 65535"),
    ("statsd://h:65536", "its port is not a number from 1 to 65535"),
    ("statsd://[::1", "its '[' has no ']'"), ("statsd://h/x", "statsd takes no path"),
    ("statsd://h#x", "it has a '#' (write %23)"),
    ("statsd://h?labels", "'labels' is not name=value"),
    ("statsd://h?labels=x", "labels is dotted or tags"),
    ("statsd://h?mtu=1", "mtu is a number of bytes from 64 to 65507"),
    ("graphite://h?mtu=512", "'mtu' is not an option of graphite (labels)"),
    ("influx://h/db?ca=x", "'ca' is not an option of influx (none)"),
    ("statsd://u@h", "statsd knows no users"), ("influx://h", "the path must be /DATABASE"),
    ("influx://%zz@h/db", "its user or password is not well encoded"),
    ("statsd+unix://h/x", "statsd+unix takes the absolute path of a socket and no host"),
    ("pushgateway://h", "the path must begin with /job/NAME"),
    ("pushgateway://h/job//a/b", "the path must begin with /job/NAME"),
    ("pushgateway://h/a/b", "the path must begin with /job/NAME"),
    ("pushgateway://h/job", "'job' has no value behind it"),
    ("pushgateway://h/job/x/a", "'a' has no value behind it"),
    ("pushgateway://h/job/x/0/a", "'0' is not a label name"),
    ("pushgateway://h/job/x/a/b/a/c", "label 'a' is given twice"),
    ("influx://h/", "the path must be /DATABASE"), ("influx://h//", "the path must be /DATABASE"),
    ("influx://h/a%2/db", "'a%2' is not well encoded"),
    ("influx://h/a/../db", "'..' cannot stand in its path"),
    ("influx://h:1/a@b/db", "its path has a '@' (write %40, and %2F for a '/' in a password)"),
    ("influx://u:1/cret@h", "its path has a '@' (write %40, and %2F for a '/' in a password)"),
    ("pushgateway://h/metrics", "the path must begin with /job/NAME"),
    ("pushgateway://h/a/job/x", "the path must begin with /job/NAME"),
    ("pushgateway://h/%2e/metrics/job/x", "'.' cannot stand in its path"),
    ("pushgateway://h/job/%ff", "'%ff' is not well encoded"),
    ("pushgateway://h/job@base64/!", "'!' is not well encoded"),
  ])
  func `what is wrong is said`(url: String, fault: String) {
    let error = #expect(throws: MetricError.self) { try PushTarget(parsing: url) }
    #expect(
      error?.description.hasPrefix(
        "e_inval: cannot push to '\(TargetURL.withoutPassword(url))': \(fault) (write ") == true)
  }

  @Test(arguments: [
    ("x://u:secret@h", "x://u:***@h"), ("x://u:se/cret@h/db", "x://u:***@h/db"),
    ("x://u:12/cret@h/db", "x://u:***@h/db"), ("x://u:12/cret@h/job/a@b", "x://u:***@h/job/a@b"),
    ("x://h:1/job/a@b", "x://h:1/job/a@b"), ("x://u:se@cret@h", "x://u:***@h"),
    ("x://u:s@h/job@base64/x", "x://u:***@h/job@base64/x"),
    ("x://h:1/job@base64/x", "x://h:1/job@base64/x"),
    ("x://[::1]/job@base64/x", "x://[::1]/job@base64/x"),
    ("x://u@h", "x://u@h"), ("nothing", "nothing"), ("u:x@h", "u:x@h"),
  ])
  func `a password is never shown`(url: String, shown: String) {
    #expect(TargetURL.withoutPassword(url) == shown)
  }

  @Test func `a message that quotes the words in any place hides it too`() async throws {
    for words in [
      ["influx://u:secret@h/db"], ["push", "statsd://h", "influx://u:secret@h/db"],
      ["incr", "influx://u:secret@h/db"], ["push", "influx://u:secret@h/"],
      ["push", "influx://u:sec/ret@h/db"], ["push", "x://u:secret@h"],
    ] {
      let result = try await Database().run(words)
      #expect(result.status == 2)
      #expect(result.error.contains("://u:***@h"), "\(result.error)")
      #expect(!result.error.contains("ret@"))
    }
  }

  @Test func `the form that a message names stays whole`() async throws {
    let result = try await Database().run("push", "influx://u:secret@h")
    #expect(
      result.error == """
        metricctl: e_inval: cannot push to 'influx://u:***@h': the path must be /DATABASE \
        (write influx://[USER@]HOST[:8086][/PREFIX]/DATABASE)

        """)
  }

  @Test func `a message names the form of that scheme, or of all`() {
    let known = #expect(throws: MetricError.self) { try PushTarget(parsing: "statsd://") }
    #expect(
      known?.description
        == "e_inval: cannot push to 'statsd://': it names no host (write statsd://HOST[:8125])")
    let unknown = #expect(throws: MetricError.self) { try PushTarget(parsing: "x") }
    #expect(
      unknown?.description == "e_inval: cannot push to 'x': it has no '://' "
        + "(write statsd://HOST[:8125], statsd+unix:///PATH, graphite://HOST[:2003], "
        + "influx://[USER@]HOST[:8086][/PREFIX]/DATABASE, "
        + "influx+https://[USER@]HOST[:8086][/PREFIX]/DATABASE, "
        + "influx+udp://HOST[:8089], "
        + "pushgateway://[USER@]HOST[:9091][/PREFIX/metrics]"
        + "/job/NAME[/LABEL/VALUE...], "
        + "pushgateway+https://[USER@]HOST[:9091][/PREFIX/metrics]"
        + "/job/NAME[/LABEL/VALUE...])")
  }
}
