internal import Testing

/// Everything that goes wrong around metricctl: calls that fail, kills, power loss, bad places,
/// corrupt bytes, held locks.
///
/// One suite after the other, since each of them keeps all cores busy and some measure time. How
/// much is tried is set by the environment: METRICCTL_LONG_TESTS=1 for all of it, or one by one
/// METRICCTL_KILL_ROUNDS, METRICCTL_CORRUPT_FILES, METRICCTL_INCREMENTS, METRICCTL_DISKS and
/// METRICCTL_FAULT_STRIDE; what is random, by METRICCTL_TEST_SEED.
@Suite("Faults", .serialized)
enum Faults {}
