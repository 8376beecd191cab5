/// What a metadata line says.
enum MetadataKeyword: String {
  case type = "TYPE"
  case help = "HELP"
  case unit = "UNIT"

  /// The keyword that some bytes are, or nil.
  init?(_ bytes: some Sequence<UInt8>) {
    for keyword in [Self.type, .help, .unit] where bytes.elementsEqual(keyword.rawValue.utf8) {
      self = keyword
      return
    }
    return nil
  }
}
