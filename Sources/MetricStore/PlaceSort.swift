internal import MetricModel

/// What has a place in the file.
protocol Placed {
  var offset: Int { get }
  /// The offset just past it.
  var end: Int { get }
}

extension RecordPlace: Placed {}
extension TableSlot: Placed {}

extension Array where Element: Placed {
  /// Sorts by offset: first into the blocks of the file, then within each.
  ///
  /// Buckets name records all over the file, so that comparing alone would take several times as
  /// long; but a file may be mostly holes. The offsets must lie within the file.
  mutating func sortByOffset(fileSize: Int) {
    let blocks = fileSize / TableHeader.blockSize + 1
    guard blocks <= count + 1024 else { return sort { $0.offset < $1.offset } }
    var places = [Int](repeating: 0, count: blocks)
    for element in self { places[element.offset / TableHeader.blockSize] += 1 }
    var place = 0
    for block in places.indices {
      place += places[block]
      places[block] = place - places[block]
    }
    var sorted = self
    for element in self {
      let block = element.offset / TableHeader.blockSize
      sorted[places[block]] = element
      places[block] += 1
    }
    self = sorted
    var start = 0
    for end in places where end > start {
      self[start..<end].sort { $0.offset < $1.offset }
      start = end
    }
  }
}

extension TableFile {
  /// Refuses sorted places of which one lies over the next.
  borrowing func checkApart(_ places: [some Placed]) throws(MetricError) {
    for (left, right) in zip(places, places.dropFirst()) where left.end > right.offset {
      throw damaged("the records at \(left.offset) and \(right.offset) overlap")
    }
  }
}
