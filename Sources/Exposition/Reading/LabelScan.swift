internal import MetricModel

/// Reads the labels of a sample, and makes their canonical text.
///
/// Labels that stand in order are copied as they are, which is what nearly every exposer writes;
/// others are put in order, and those with an empty value left out.
struct LabelScan {
  /// The labels of the sample that was read last.
  private(set) var labels: [LabelSpan] = []
  /// Whether the text between the braces is canonical.
  private var isCanonical = true
  /// Whether there were no braces.
  private(set) var isBare = false
  private var open = 0
  private var close = 0
  private let dialect: ExpositionDialect

  init(_ dialect: ExpositionDialect) {
    self.dialect = dialect
    labels.reserveCapacity(LabelSet.maximumCount)
  }

  /// Reads what stands in braces here; nothing when there are none.
  mutating func read(_ text: inout TextCursor) throws(ExpositionFault) {
    labels.removeAll(keepingCapacity: true)
    isCanonical = true
    open = text.position
    close = open
    isBare = text.byte != UInt8(ascii: "{")
    if isBare { return }
    text.position += 1
    open = text.position
    try skipBlanks(&text)
    while text.byte != UInt8(ascii: "}") || needsLabel {
      try readLabel(&text)
      try skipBlanks(&text)
      if text.byte == UInt8(ascii: "}") { break }
      try text.take(UInt8(ascii: ","), .commaOrBrace)
      try skipBlanks(&text)
      // Prometheus text may have a comma behind the last label.
      if dialect == .prometheus, text.byte == UInt8(ascii: "}") {
        isCanonical = false
        break
      }
    }
    close = text.position
    text.position += 1
    if !isCanonical { try putInOrder(text) }
  }

  /// Whether a label must follow: behind a comma, in OpenMetrics.
  private var needsLabel: Bool { !labels.isEmpty }

  private mutating func skipBlanks(_ text: inout TextCursor) throws(ExpositionFault) {
    guard dialect == .prometheus else { return }
    while text.byte == UInt8(ascii: " ") || text.byte == UInt8(ascii: "\t") {
      text.position += 1
      isCanonical = false
    }
  }

  private mutating func readLabel(_ text: inout TextCursor) throws(ExpositionFault) {
    let name = text.position
    guard isNameStart(text.byte) else { throw text.expected(.labelName) }
    while isNameByte(text.byte) { text.position += 1 }
    let nameEnd = text.position
    if text[name] == UInt8(ascii: "_"), text[name + 1] == UInt8(ascii: "_") {
      throw text.fault(.reservedLabel(text.string(name, nameEnd)), at: name)
    }
    try skipBlanks(&text)
    try text.take(UInt8(ascii: "="), .equals)
    try skipBlanks(&text)
    try text.take(UInt8(ascii: "\""), .quote)
    var label = LabelSpan(
      name: name, nameEnd: nameEnd, value: text.position, valueEnd: 0, isOdd: false)
    try readValue(&text, of: &label)
    if label.isOdd || label.value == label.valueEnd { isCanonical = false }
    if let last = labels.last, text.order(last, label) >= 0 { isCanonical = false }
    labels.append(label)
    guard labels.count <= LabelSet.maximumCount else {
      throw text.fault(.tooManyLabels(labels.count), at: name)
    }
  }

  @inline(__always)
  private func readValue(
    _ text: inout TextCursor, of label: inout LabelSpan
  ) throws(ExpositionFault) {
    while true {
      switch text.byte {
      case UInt8(ascii: "\""):
        label.valueEnd = text.position
        text.position += 1
        return
      case UInt8(ascii: "\n"): throw text.fault(.quoteMissing, at: label.value)
      case UInt8(ascii: "\\"):
        try readEscape(&text, of: &label)
      default: text.position += 1
      }
    }
  }

  private func readEscape(
    _ text: inout TextCursor, of label: inout LabelSpan
  ) throws(ExpositionFault) {
    let next = text[text.position + 1]
    if TextCursor.isEscaped(next) {
      text.position += 2
      return
    }
    guard next != UInt8(ascii: "\n") else { throw text.fault(.quoteMissing, at: label.value) }
    guard dialect == .openmetrics else {
      let escape = text.string(text.position, text.position + 2)
      throw text.fault(.badEscape(escape), at: text.position)
    }
    label.isOdd = true
    text.position += 1
  }

  /// Sorts labels by name, by insertion: they are few, and mostly in order.
  private mutating func putInOrder(_ text: TextCursor) throws(ExpositionFault) {
    for index in labels.indices {
      var place = index
      while place > 0 {
        let order = text.order(labels[place - 1], labels[place])
        if order == 0 {
          let label = labels[place]
          throw text.fault(
            .labelTwice(text.string(label.name, label.nameEnd)), at: label.name)
        }
        if order < 0 { break }
        labels.swapAt(place - 1, place)
        place -= 1
      }
    }
  }
}

extension LabelScan {
  /// Makes a buffer hold the canonical text of all labels but one; `own` is that one's place.
  func write(
    to buffer: inout [UInt8], without own: Int?, _ text: TextCursor
  ) throws(ExpositionFault) {
    buffer.removeAll(keepingCapacity: true)
    if isCanonical, own == nil {
      buffer.append(contentsOf: text.bytes(open, close))
    } else if isCanonical, let own, own == labels.count - 1 {
      if labels.count > 1 { buffer.append(contentsOf: text.bytes(open, labels[own].name - 1)) }
    } else {
      for (index, label) in labels.enumerated() where index != own {
        append(label, to: &buffer, text)
      }
    }
    guard buffer.count <= LabelSet.maximumLength else {
      throw text.fault(.labelsTooLong(buffer.count), at: open)
    }
  }

  private func append(_ label: LabelSpan, to buffer: inout [UInt8], _ text: TextCursor) {
    guard label.value < label.valueEnd else { return }
    if !buffer.isEmpty { buffer.append(UInt8(ascii: ",")) }
    buffer.append(contentsOf: text.bytes(label.name, label.nameEnd))
    buffer.append(UInt8(ascii: "="))
    buffer.append(UInt8(ascii: "\""))
    if label.isOdd {
      for byte in text.unescaped(label.value, label.valueEnd) { buffer.appendEscaped(byte) }
    } else {
      buffer.append(contentsOf: text.bytes(label.value, label.valueEnd))
    }
    buffer.append(UInt8(ascii: "\""))
  }

  /// The place of the label of a name.
  @inline(__always)
  func place(of name: [UInt8], _ text: TextCursor) -> Int? {
    var place = labels.count - 1
    while place >= 0 {
      if text.isNamed(name, labels[place]) { return place }
      place -= 1
    }
    return nil
  }

  /// How many characters names and values come to, as exemplars count them.
  func characters(_ text: TextCursor) -> Int {
    var count = 0
    for label in labels {
      count += label.nameEnd - label.name
      let value = text.unescaped(label.value, label.valueEnd)
      count += value.count { $0 & 0xc0 != 0x80 }
    }
    return count
  }
}
