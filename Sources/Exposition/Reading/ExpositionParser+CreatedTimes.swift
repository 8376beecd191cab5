internal import MetricModel

// Gauges of created times in Prometheus text, which has no other way to say them.
extension ExpositionParser {
  /// Gives created times to the series that they are of.
  ///
  /// They stand right behind their metric or, where metrics were sorted by name, elsewhere. What
  /// does not fit stays a gauge, beside which a counter keeps its sample's name.
  mutating func assignCreatedTimes() {
    guard dialect == .prometheus else { return }
    for index in finished.indices where !finished[index].isFaulty {
      if finished[index].holdsCreatedTimes {
        assignOrRefuse(index)
      } else if mayHoldCreatedTimes(index) {
        tryAsCreatedTimes(index)
      }
    }
  }

  private mutating func assignOrRefuse(_ index: Int) {
    do throws(ExpositionFault) {
      if try assign(index) { return }
    } catch {
      guard let owner = owner(ofCreatedTimes: index), finished[owner].kind == .counter else {
        return blame(error, of: index)
      }
      finished[owner].isNamedAsSample = true
    }
    finished[index].holdsCreatedTimes = false
    readAgain(index)
  }

  private func mayHoldCreatedTimes(_ index: Int) -> Bool {
    let family = finished[index]
    guard family.kind == .gauge || family.kind == .unknown, family.table.count > 0 else {
      return false
    }
    return owner(ofCreatedTimes: index) != nil
  }

  private mutating func tryAsCreatedTimes(_ index: Int) {
    let (gauge, count) = (finished[index], faults.count)
    finished[index].holdsCreatedTimes = true
    readAgain(index)
    let isAssigned = !finished[index].isFaulty && (try? assign(index)) == true
    guard !isAssigned else { return }
    if let owner = owner(ofCreatedTimes: index), finished[owner].kind == .counter {
      finished[owner].isNamedAsSample = true
    }
    finished[index] = gauge
    faults.removeLast(faults.count - count)
  }

  /// Finds all series first, so that none is changed when one is not there; false when there is no
  /// such metric.
  private mutating func assign(_ index: Int) throws(ExpositionFault) -> Bool {
    guard let owner = owner(ofCreatedTimes: index) else { return false }
    let times = finished[index]
    var rows: [Int] = []
    for row in 0..<times.table.count {
      let labels = times.table.labels(row)
      let likely = rows.last.map { $0 + 1 } ?? 0
      guard let found = finished[owner].table.place(of: labels, near: likely) else {
        let said = String(decoding: labels, as: UTF8.self)
        throw text.fault(.createdOfNoSeries(said), at: times.lines[row])
      }
      rows.append(found)
    }
    for (row, found) in rows.enumerated() {
      let moment = Timestamp(nanoseconds: Int64(bitPattern: times.table.word(row)))
      finished[owner].table.setCreated(moment, of: found)
    }
    return true
  }

  /// The metric whose created times a family holds by its name.
  private func owner(ofCreatedTimes index: Int) -> Int? {
    let name = MetricName(trusted: finished[index].nameText)
    guard let base = name.removing(suffix: "_created") else { return nil }
    for owner in [base.text, base.text + "_total"] {
      guard let place = finished.index(of: owner) else { continue }
      let found = finished[place]
      if !found.isFaulty, found.kind.hasCreated, !found.isNamedAsSample, found.baseName == base {
        return place
      }
    }
    return nil
  }
}
