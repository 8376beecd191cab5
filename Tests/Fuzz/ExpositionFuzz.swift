// What libFuzzer calls with each text that it made up (see run).
internal import Exposition
internal import MetricModel

/// Reads a text in both formats; what is taken must come back the same when it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAnyText(_ start: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let text = UnsafeRawBufferPointer(start: start, count: size)
  _ = try? ExpositionReader.read(text, from: "text")
  for dialect in ExpositionDialect.allCases {
    guard let snapshot = try? ExpositionReader.read(text, from: "text", as: dialect) else {
      continue
    }
    // Created times that a text does not give cannot be written.
    let options = ExpositionOptions(showsCreated: false)
    let written = try? ExpositionFormat.openmetrics.bytes(of: snapshot, options: options)
    let again = written.flatMap { try? ExpositionReader.read($0, from: "text") }
    let twice = again.flatMap {
      try? ExpositionFormat.openmetrics.bytes(of: $0, options: options)
    }
    precondition(written != nil && written == twice)
  }
  return 0
}
