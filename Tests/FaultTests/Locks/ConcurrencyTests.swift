internal import Dispatch
internal import Synchronization
internal import Testing

extension Faults {
  @Suite("Many processes")
  struct ConcurrencyTests {
    @Test("Increments of 32 processes are all counted, and readers see no half update")
    func increments() async {
      let each = Setting.count("METRICCTL_INCREMENTS", default: 500)
      let crowd = Crowd(writers: 32, incrementsEach: each)
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          crowd.run()
          continuation.resume()
        }
      }
      print(
        "32 processes x \(each) increments: \(crowd.seconds) s, slowest command "
          + "\(crowd.slowest) s, \(crowd.readings) dumps meanwhile")
      crowd.findings.report()
      #expect(crowd.counted == [Int](repeating: 8 * each, count: 4))
    }
  }
}
