/// How labels are told to a system that may or may not know labels.
public enum LabelStyle: String, CaseIterable, Sendable {
  /// As parts of the name, which every server takes: `http_requests_total.code.200`.
  case dotted
  /// As tags beside the name, in the way of the protocol.
  case tags
}
