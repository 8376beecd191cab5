internal import Exposition
internal import MetricModel
internal import MetricStore
internal import Statistics

// A job that counts its work by itself: with an argument in a database, otherwise in memory.
//
//     statistics-job [DATABASE]

let memory = MemoryStatistics()
let backend: any StatisticsBackend =
  CommandLine.arguments.count > 1
  ? DatabaseStatistics(Database(at: CommandLine.arguments[1])) : memory

let files = try backend.metric(
  .counter, "job_files", help: "Files by what became of them.", labels: ["job", "result"])
let sizes = try backend.metric(
  .histogram, "job_file", unit: "bytes", help: "Sizes of files.", labels: ["job"])
let state = try backend.metric(
  .stateset, "job_state", labels: ["job"], layout: .states(["running", "done"]))
let duration = try backend.metric(.gauge, "job_duration", unit: "seconds", labels: ["job"])

// This job's part of each metric, and its series.
let mine = try files.withPartialLabel("job", "nightly")
let (copied, skipped) = (try mine.withLabels("copied"), try mine.withLabels("skipped"))

try state.withLabels("nightly").set(state: "running")
try duration.withLabels("nightly").timed {
  // Corked, the work below is one transaction: others see all of it or none.
  backend.cork()
  for size in [512, 20_000, 3_000_000, 0] {
    if size == 0 {
      try skipped.add()
    } else {
      try copied.add()
      try sizes.withLabels("nightly").sample(Double(size))
    }
  }
  try state.withLabels("nightly").set(state: "done")
  try backend.uncork()
}

if CommandLine.arguments.count == 1 {
  let text = try ExpositionFormat.prometheus.bytes(of: memory.snapshot())
  print(String(decoding: text, as: UTF8.self), terminator: "")
}
