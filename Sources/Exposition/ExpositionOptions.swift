public import MetricModel

/// What a user may choose about the text of a snapshot.
public struct ExpositionOptions: Equatable, Sendable {
  /// Put before each name, joined with `_`.
  public var namespace: MetricName?
  /// Whether created times are written; nil leaves it to the format.
  public var showsCreated: Bool?
  /// The columns that the table may take; nil for as many as it needs.
  public var tableWidth: Int?
  /// Whether the table carries the escape sequences of colour.
  public var usesColor: Bool
  /// How Graphite is told labels.
  public var labelStyle: LabelStyle
  /// Whether the first family goes on from an earlier part of the text, which has said what it is.
  package var isContinued = false

  /// Options by their parts; the defaults suit a pipe.
  public init(
    namespace: MetricName? = nil, showsCreated: Bool? = nil, tableWidth: Int? = nil,
    usesColor: Bool = false, labelStyle: LabelStyle = .tags
  ) {
    self.namespace = namespace
    self.showsCreated = showsCreated
    self.tableWidth = tableWidth
    self.usesColor = usesColor
    self.labelStyle = labelStyle
  }

  /// The name under which a family appears: with the namespace, without any suffix.
  func name(of family: MetricFamily) -> [UInt8] {
    guard let namespace else { return Array(family.name.text.utf8) }
    return Array(namespace.text.utf8) + [UInt8(ascii: "_")] + Array(family.name.text.utf8)
  }
}
