// How many events a second are appended to a workspace file in batches, and verified.
//
//   zhitu-bench-events FILE [COUNT [BATCH]]     prints one line of JSON
//
// The time of appending excludes making the events.
import EventLog
import Foundation
import Groundwork
import Storage
import StorageGeoPackage

struct Taken: EventPayload {
  static let category = "walk"
  var kind: String { "taken" }
  var number: Int
}

struct Figure: Encodable {
  var seconds: Double
  var processorSeconds: Double
  var perSecond: Int

  init(_ count: Int, _ seconds: Double, _ processor: Double) {
    self.seconds = (seconds * 1000).rounded() / 1000
    processorSeconds = (processor * 1000).rounded() / 1000
    perSecond = Int(Double(count) / seconds)
  }
}

struct Outcome: Encodable {
  var algorithm: String
  var events: Int
  var batch: Int
  var bytes: Int
  var append: Figure
  /// By the number of threads.
  var verify: [String: Figure] = [:]
}

func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

struct Watch {
  private let start = ContinuousClock.now
  private let used = processorSeconds()

  func figure(_ count: Int) -> Figure {
    let (seconds, rest) = (ContinuousClock.now - start).components
    return Figure(
      count, Double(seconds) + Double(rest) / 1e18, processorSeconds() - used)
  }
}

func measure(_ path: String, _ algorithm: HashAlgorithm, _ count: Int, _ batch: Int) throws
  -> Outcome
{
  let file = Workspace(try GeoPackageHome.openOrCreate(path))
  defer { file.close() }
  try file.writeEvents {
    try $0.beginLog(
      LogHeader(id: "bench", algorithm: algorithm, created: Timestamp(milliseconds: 0)))
  }
  let streams = try (0..<1000).map { try StreamName("walk", "w\($0)") }
  let actor = Actor(person: "p", name: "李样", role: "planner", organisation: "centre")
  let json = CanonicalJSON()
  let drafts = try (0..<10_000).map { try EventDraft(Taken(number: $0), by: json) }
  let watch = Watch()
  for start in stride(from: 0, to: count, by: batch) {
    let end = min(count, start + batch)
    // Grouped by stream, as capabilities append them.
    let appends = (0..<min(streams.count, end - start)).map { stream in
      StreamAppend(
        streams[stream], expected: .any,
        events: stride(from: start + stream, to: end, by: streams.count)
          .map { drafts[$0 % drafts.count] })
    }
    try file.writeEvents {
      _ = try $0.append(
        AppendBatch(time: Timestamp(milliseconds: Int64(start)), actor: actor, appends: appends))
    }
  }
  let appended = watch.figure(count)
  let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  var outcome = Outcome(
    algorithm: algorithm.rawValue, events: count, batch: batch, bytes: size, append: appended)
  for threads in [1, 2] {
    let watch = Watch()
    let report = try LogVerification.run(file, job: Job(threads: threads))
    outcome.verify["\(threads)"] = watch.figure(count)
    guard report.isIntact, report.count == count else {
      throw Diagnostic(
        code: "bench", Localized(zh: "日志不完好", en: "the log is not intact"))
    }
  }
  return outcome
}

let arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.first else {
  FileHandle.standardError.write(Data("usage: zhitu-bench-events FILE [COUNT [BATCH]]\n".utf8))
  exit(2)
}
let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
let batch = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 10_000
do {
  for algorithm in HashAlgorithm.allCases {
    let file = path + "." + algorithm.rawValue + ".gpkg"
    let outcome = try measure(file, algorithm, count, batch)
    try FileManager.default.removeItem(atPath: file)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(outcome), as: UTF8.self))
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
