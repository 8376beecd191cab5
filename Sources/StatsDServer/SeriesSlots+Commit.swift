internal import MetricModel

/// Taking out what is to be committed, and learning what became of it.
extension SeriesSlots {
  /// Takes everything out that was gathered.
  mutating func takeDue(at nanoseconds: Int64) -> [PendingSeries] {
    beginSetInterval(at: nanoseconds)
    var pending: [PendingSeries] = []
    pending.reserveCapacity(due.count)
    for place in due { pending.append(take(place)) }
    due.removeAll(keepingCapacity: true)
    singles = 0
    return pending
  }

  private mutating func take(_ place: Int) -> PendingSeries {
    let slot = slots[place]
    slots[place].lines = 0
    slots[place].isDue = false
    slots[place].number = 0
    slots[place].isAbsolute = false
    return PendingSeries(
      place: place, target: slot.target, lines: slot.lines, content: content(of: slot, place))
  }

  private mutating func content(of slot: Slot, _ place: Int) -> PendingSeries.Content {
    switch slot.target.role {
    case .counter: return .add(slot.number)
    case .gauge: return slot.isAbsolute ? .set(slot.number) : .add(slot.number)
    case .observations:
      let taken = observations[slot.box]
      observations[slot.box] = Observations(taken.measure)
      return .observations(taken)
    case .distinct: return .distinct(sets[slot.box].take())
    }
  }

  /// Puts back what was not committed, before what came since.
  mutating func putBack(_ pending: [PendingSeries]) {
    for series in pending {
      let place = series.place
      switch series.content {
      case .add(let number): slots[place].number += slots[place].isAbsolute ? 0 : number
      case .set(let number):
        if !slots[place].isAbsolute { slots[place].number += number }
        slots[place].isAbsolute = true
      case .observations(let observations): merge(observations, into: place)
      case .distinct: break
      }
      touch(place, lines: series.lines)
    }
  }

  private mutating func merge(_ older: Observations, into place: Int) {
    refuse(observations[slots[place].box].merge(older), of: place)
    singles += observations[slots[place].box].measure == nil ? older.singleCount : 0
  }

  /// Keeps what a commit has shown of the metrics.
  ///
  /// Returns how many lines that were gathered in another form meanwhile are dropped for it.
  mutating func learn(_ measures: [(place: Int, measure: Measure)]) -> Int {
    var dropped = 0
    for (place, measure) in measures {
      let box = slots[place].box
      if observations[box].measure == nil {
        singles -= observations[box].singleCount
        settle(place, on: measure)
      } else if observations[box].measure != measure {
        dropped += slots[place].lines
        slots[place].lines = 0
        observations[box] = Observations(measure)
      }
    }
    return dropped
  }
}
