import EventLog
import Groundwork
import Workbench

/// The proof that the log is unchanged: its verification, and roots for other parties to keep.
enum LogProofRoutes {
  private static let root = EndpointTable.root + "/log"

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/root", "logRoot",
      "The root of the log now, a line of JSON for another party to keep", [], .json("LogRoot"),
      problems: [409], right: .asked, isVersioned: false
    ) { call in
      let bench = Workbench(call.workspace)
      try bench.demandLog(call.acting())
      let root = try bench.logRoot(at: WallClock.now())
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", MediaType.json),
          ("Content-Disposition", "attachment; filename=log-root-\(root.count).json"),
        ], body: try CanonicalJSON().bytes(root) + [0x0A])
    },
    .job(
      "\(root)/verification", "verifyLog",
      "Verifies the hash chain of the log and holds it against roots; the result is a LogProof",
      body: .json(schema: "LogRoots"), problems: [409], right: .asked
    ) { call in
      try Workbench(call.workspace).demandLog(call.acting())
      let roots = try LogRoot.list(call.body(Roots.self).roots, file: nil)
      return JobOrder("log", Localized(zh: "核对日志", en: "Verify the log")) { state, job in
        let bench = Workbench(state.workspace, job: job)
        return try .json(LogProofView(bench.verifyLog(roots: roots), at: WallClock.now()))
      }
    },
  ]

  private struct Roots: Decodable, Sendable {
    /// One root on each line; empty for the chain alone.
    var roots: String
  }
}

/// The outcome of a verification of the log.
struct LogProofView: Encodable {
  struct Fault: Encodable {
    var kind: String
    var position: Int64
    @Nullable var stream: String?
    var message: Localized
  }

  var isIntact: Bool
  var time: String
  @Nullable var log: String?
  @Nullable var algorithm: String?
  var count: Int64
  var streams: Int
  @Nullable var hash: String?
  var rootsHeld: Int
  var clockReversals: Int
  var faultCount: Int
  var faults: [Fault]

  init(_ report: LogReport, at time: Timestamp) {
    isIntact = report.isIntact
    self.time = time.iso8601
    log = report.header?.id
    algorithm = report.header?.algorithm.rawValue
    count = report.count
    streams = report.streams
    hash = report.head?.hash.hex
    rootsHeld = report.rootsHeld
    clockReversals = report.clockReversals
    faultCount = report.faultCount
    faults = report.faults.map {
      Fault(kind: $0.kind.rawValue, position: $0.position, stream: $0.stream, message: $0.message)
    }
  }
}
