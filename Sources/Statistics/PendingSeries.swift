internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

/// The updates of one series, summed where they can be.
///
/// They are a few actions that cannot be summed, in their order, and the sum of all after them.
/// Setting a gauge, and a reset, make forget what came before; only a counter's `set` must wait to
/// see what it finds.
struct PendingSeries {
  let identity: SeriesIdentity
  private let keepsEvents: Bool
  private var fixed: [Operation.Action] = []
  /// What was added since, as a series of its own that began empty.
  private var sum: SeriesState?
  /// When a duration was set: by the time of the commit more has elapsed.
  private var setAt: Int64 = 0

  init(_ identity: SeriesIdentity, keepsEvents: Bool) {
    self.identity = identity
    self.keepsEvents = keepsEvents
  }

  /// Takes an update that its series' kind allows; throws `invalid` for others.
  mutating func take(_ action: Operation.Action) throws(MetricError) {
    switch action {
    case .add, .observe, .merge: try gather(action)
    default:
      var scratch = fresh()
      try apply(action, to: &scratch)
      fix(action)
    }
  }

  /// Takes an update that was taken once already; where sums grow too large they stay apart.
  mutating func keep(_ action: Operation.Action) {
    do throws(MetricError) {
      try take(action)
    } catch {
      fixed = actions + [action]
      sum = nil
    }
  }

  /// What is to be done to the series, in this order.
  var actions: [Operation.Action] {
    var actions = fixed
    if identity.kind == .duration { actions = actions.map(ofNow) }
    guard let sum else { return actions }
    switch sum.value {
    case .number(let number): actions.append(.add(number))
    case .histogram, .summary: if !keepsEvents { actions.append(.merge(sum.value)) }
    case .start, .states: break
    }
    return actions
  }

  private mutating func gather(_ action: Operation.Action) throws(MetricError) {
    var sum = self.sum ?? fresh()
    self.sum = nil  // Lets go of the counts, so that they change in place.
    defer { self.sum = sum }
    try apply(action, to: &sum)
    if keepsEvents, case .observe = action { fixed.append(action) }
  }

  private mutating func fix(_ action: Operation.Action) {
    setAt = monotonicNanoseconds()
    if isForgetting(action) {
      fixed = [action]
    } else if let last = fixed.last, sum == nil, isCovered(last, by: action) {
      fixed[fixed.count - 1] = action
    } else {
      fixed = actions + [action]
    }
    sum = nil
  }

  /// Whether what came before an action does not show after it.
  private func isForgetting(_ action: Operation.Action) -> Bool {
    switch action {
    case .reset: !keepsEvents || !identity.kind.hasCreated
    case .set(_, let onlyIfNew), .setState(_, let onlyIfNew):
      !onlyIfNew && identity.kind != .counter
    case .setInfo: true
    default: false
    }
  }

  /// Whether a counter that was set comes to the same when it is only set to the greater number.
  private func isCovered(_ last: Operation.Action, by action: Operation.Action) -> Bool {
    guard case .set(let old, onlyIfNew: false) = last,
      case .set(let new, onlyIfNew: false) = action
    else { return false }
    return new >= old
  }

  /// A duration's action with the time added that went by since.
  private func ofNow(_ action: Operation.Action) -> Operation.Action {
    let passed = Double(monotonicNanoseconds() - setAt) / 1e9
    switch action {
    case .set(let seconds, let onlyIfNew): return .set(seconds + passed, onlyIfNew: onlyIfNew)
    case .reset: return .set(passed, onlyIfNew: false)
    default: return action
    }
  }

  private func fresh() -> SeriesState {
    .fresh(identity.kind, layout: identity.layout, at: Timestamp(nanoseconds: 0))
  }

  private func apply(_ action: Operation.Action, to state: inout SeriesState) throws(MetricError) {
    // A duration that is set counts back from here; any moment that is far from the ends will do.
    try state.apply(action, to: identity.reference, layout: identity.layout, at: .now)
  }
}
