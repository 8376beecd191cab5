/// What can be asked for, by its path.
enum Route: String {
  case page = "/"
  case metrics = "/metrics"
  case json = "/api/v1/metrics"
  case healthy = "/-/healthy"
  case ready = "/-/ready"

  init?(path: String) { self.init(rawValue: path) }
}
