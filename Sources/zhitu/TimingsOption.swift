import ArgumentParser
import Groundwork

/// `--timings`: the file for the times of the steps of a command.
struct TimingsOption: ParsableArguments {
  @Option(
    name: .customLong("timings"),
    help: ArgumentHelp("各步耗时 JSON 文件 · times of the steps as JSON", valueName: "file"))
  var file: OutputFile?

  /// The job, with a stopwatch if times are requested.
  func started(_ job: Job) -> Job {
    var job = job
    if file != nil { job.stopwatch = Stopwatch() }
    return job
  }

  func write(_ job: Job) throws {
    guard let file, let stopwatch = job.stopwatch else { return }
    try file.write { try $0(Console.encoded(Timings(steps: stopwatch.steps))) }
  }

  private struct Timings: Encodable {
    var schema = "zhitu.timings/1"
    var steps: [Stopwatch.Step]
  }
}
