/// Text that a terminal shows in less room than it takes: cut in the middle, or over several lines.
///
/// What joins the character before it, such as an accent, stays with it.
struct DisplayPieces {
  /// A character made safe, and the columns that it takes.
  private struct Piece {
    let text: String
    let columns: Int
  }

  private var pieces: [Piece] = []
  /// The columns that the whole takes.
  private(set) var width = 0

  /// Takes bytes of UTF-8 apart.
  init(_ bytes: ArraySlice<UInt8>) {
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let (text, columns) = DisplayText.shown(scalar)
      pieces.append(Piece(text: text, columns: columns))
      width += columns
    }
  }

  /// The beginning and the end with `…` between them, in at most so many columns.
  func ends(atMost limit: Int) -> (text: [UInt8], width: Int) {
    let head = beginning(of: pieces[...], atMost: limit / 2)
    var tail = pieces[head.count...]
    var left = limit - 1 - head.columns
    var first = pieces.endIndex
    while first > tail.startIndex, pieces[first - 1].columns <= left {
      first -= 1
      left -= pieces[first].columns
    }
    tail = pieces[first...].drop { $0.columns == 0 }
    let text = pieces[..<head.count].map(\.text).joined() + "…" + tail.map(\.text).joined()
    return (Array(text.utf8), limit - left)
  }

  /// The whole in lines of at most so many columns; a character that is wider has one of its own.
  func lines(atMost limit: Int) -> [(text: [UInt8], width: Int)] {
    var lines: [(text: [UInt8], width: Int)] = []
    var rest = pieces[...]
    while !rest.isEmpty {
      var (count, columns) = beginning(of: rest, atMost: limit)
      if count == 0 { (count, columns) = (1, rest[rest.startIndex].columns) }
      lines.append((Array(rest.prefix(count).map(\.text).joined().utf8), columns))
      rest = rest.dropFirst(count)
    }
    return lines
  }

  private func beginning(
    of pieces: ArraySlice<Piece>, atMost limit: Int
  ) -> (count: Int, columns: Int) {
    var (count, columns) = (0, 0)
    for piece in pieces {
      if columns + piece.columns > limit { break }
      columns += piece.columns
      count += 1
    }
    return (count, columns)
  }
}
