internal import MetricModel
internal import MetricOperations

/// Summing the values of lines.
extension SeriesSlots {
  /// Adds a line's values to those of its series; all of them or none.
  mutating func add(_ line: StatsDLine, _ numbers: [StatsDNumber]) throws(StatsDFault) {
    switch line.type.role {
    case .counter: try count(line, numbers)
    case .gauge: try move(line, numbers)
    case .observations: try observe(line, numbers)
    case .distinct: break
    }
  }

  private mutating func count(
    _ line: StatsDLine, _ numbers: [StatsDNumber]
  ) throws(StatsDFault) {
    var delta = 0.0
    for number in numbers {
      guard number.value >= 0 else { throw .negative(number.text) }
      delta = try Self.sum(delta, line.rate == 1 ? number.value : number.value / line.rate, number)
    }
    let place = try place(of: line)
    slots[place].number = try Self.sum(slots[place].number, delta, numbers[0])
    touch(place, lines: numbers.count)
  }

  /// The sum of two numbers, unless it is endless or has swallowed a part of one, as integers past
  /// 2^53 do.
  private static func sum(
    _ old: Double, _ delta: Double, _ number: StatsDNumber
  ) throws(StatsDFault) -> Double {
    let new = old + delta
    guard new >= MetricNumber.exactLimit else { return new }
    guard new.isFinite, new - old == delta, new - delta == old else {
      throw .sumTooLarge(number.text)
    }
    return new
  }

  private mutating func move(
    _ line: StatsDLine, _ numbers: [StatsDNumber]
  ) throws(StatsDFault) {
    let place = try place(of: line)
    var (new, isAbsolute) = (slots[place].number, slots[place].isAbsolute)
    for number in numbers {
      new = number.isSigned ? new + number.value : number.value
      isAbsolute = isAbsolute || !number.isSigned
    }
    guard new.isFinite else { throw .sumTooLarge(numbers[numbers.count - 1].text) }
    slots[place].number = new
    slots[place].isAbsolute = isAbsolute
    touch(place, lines: numbers.count)
  }

  private mutating func observe(
    _ line: StatsDLine, _ numbers: [StatsDNumber]
  ) throws(StatsDFault) {
    let times = line.rate == 1 ? 1 : UInt64((1 / line.rate).rounded())
    let negative = numbers.first { $0.value < 0 }
    if let negative, line.type == .timing { throw .negative(negative.text) }
    for number in numbers where !(number.value * Double(times)).isFinite {
      throw .sumTooLarge(number.text)
    }
    let place = try place(of: line)
    let box = slots[place].box
    if observations[box].measure == nil { try makeRoom(place, for: numbers.count) }
    if let negative, !observations[box].takesNegatives { throw .negative(negative.text) }
    for number in numbers {
      let value = line.type == .timing ? number.value / 1_000 : number.value
      observations[box].observe(value, times: times)
    }
    touch(place, lines: numbers.count)
  }

  /// Sees to it that single observations do not become too many.
  ///
  /// Past the limit they are gathered as what the metric will be declared as. If it turns out to be
  /// declared otherwise, the commit refuses them.
  private mutating func makeRoom(_ place: Int, for count: Int) throws(StatsDFault) {
    singles += count
    guard singles > Self.maxSingles else { return }
    singles -= count + observations[slots[place].box].singleCount
    let target = slots[place].target
    do throws(MetricError) {
      let family = try MetricFamily(
        name: target.reference.name, kind: target.declaration.kind, help: "",
        unit: target.declaration.unit ?? "", layout: target.declaration.layout ?? .plain,
        created: .notGiven)
      settle(place, on: Measure(kind: family.kind, layout: family.layout))
    } catch { throw .rule(error) }
  }

  /// Gathers a series' single observations in a form; values that it has no room for are bad lines.
  mutating func settle(_ place: Int, on measure: Measure) {
    refuse(observations[slots[place].box].settle(on: measure), of: place)
  }

  /// Notes the value of a set.
  mutating func count(distinct line: StatsDLine) throws(StatsDFault) {
    let place = try place(of: line)
    let value = [UInt8](line.values)
    if !sets[slots[place].box].contains(value) {
      guard setBytes + DistinctValues.bytes(of: value) <= options.maxSetBytes else {
        throw .setsTooLarge(limit: options.maxSetBytes)
      }
      insert(value, intoSetAt: place)
    }
    touch(place)
  }
}
