/// The marks of parts that a histogram or summary does not have.
///
/// Texts have histograms without a sum, summaries without a count, and series of one family of which
/// each has buckets or quantiles of its own. The family then has the layout of all of them, and a
/// series says of each part that it lacks that it is not there. Such a part is never printed, and no
/// observation brings it: what was not known before is not known with one more. A reset does.
public enum AbsentPart {
  /// In place of a sum or a quantile's value: a NaN that no calculation makes.
  public static let number = Double(bitPattern: 0x7ff8_6162_7365_6e74)
  /// In place of the count of a bucket, but for the last, and of a summary.
  public static let count = UInt64.max
  /// A bit of the count of a histogram's last bucket, `+Inf`: the bucket is not there.
  public static let infinity: UInt64 = 1 << 63
  /// Another bit of it: there is no count of all.
  public static let total: UInt64 = 1 << 62
  /// The bits of it that count.
  package static let lastCounted = total - 1
}

extension Double {
  /// Whether it stands for a number that is not there.
  public var isAbsent: Bool { bitPattern == AbsentPart.number.bitPattern }
}
