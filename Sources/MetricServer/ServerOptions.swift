package import MetricModel
package import MetricStore
package import SystemCalls

/// What a server is to do.
package struct ServerOptions: Sendable {
  /// Where it listens.
  package var addresses: [ListenAddress] = []
  /// Who may use its sockets in the file system.
  package var socketAccess = SocketAccess()
  /// Where its certificate is; without one it speaks HTTP only.
  package var certificate: CertificateFiles?
  /// The htpasswd file of those who may ask; without one everyone may.
  package var passwordFile: String?
  /// Whether created times are among the samples of a scrape.
  package var showsCreated = false
  /// Whether the server's own metrics are.
  package var showsSelf = false
  /// The most connections at a time.
  package var maximumConnections = 4_096
  /// Seconds that an answer may take to be made and read.
  package var requestSeconds = 60.0
  /// Seconds that a client may take to send a request.
  package var headSeconds = 10.0
  /// Seconds after which a connection without a request is closed.
  package var idleSeconds = 75.0

  /// Seconds that answers on their way may take when the server is to stop.
  package var farewellSeconds = 10.0

  /// Whether clients have to prove who they are, by a password or a certificate.
  var authenticates: Bool { passwordFile != nil || certificate?.clientAuthorities != nil }

  /// Options for a server that listens nowhere yet.
  package init() {}
}

/// What a server is told again when its configuration is read anew.
package struct ServerSettings: Sendable {
  /// The database, and how it is opened.
  package var database: Database
  /// Put before each name.
  package var namespace: MetricName?

  /// Networks whose clients may ask, besides this machine's own.
  package var allowed: [AddressRange]
  /// Names that this machine may be asked by where nobody has to prove who it is.
  var hosts: [HostName]

  /// Settings by their parts; nil with a name of a host that is none.
  package init?(
    database: Database, namespace: MetricName?, allowed: [AddressRange], hosts: [String]
  ) {
    self.hosts = hosts.compactMap { HostName(word: $0) }
    guard self.hosts.count == hosts.count else { return nil }
    (self.database, self.namespace, self.allowed) = (database, namespace, allowed)
  }
}
