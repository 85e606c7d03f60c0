import Groundwork
import Quality
import Workbench

/// The quality checks of a survey epoch.
enum CheckRoutes {
  static let endpoints: [Endpoint] = [
    .job(
      "\(EndpointTable.root)/epochs/{epoch}/check", "check",
      "Runs the quality checks on a survey; findings go to the layer finding_<epoch>; the result is "
        + "a CheckResult",
      [.path("epoch", .text, "Survey epoch")]
    ) { call in
      let epoch = call.text("epoch")
      _ = try Workbench(call.workspace).survey(epoch)
      return JobOrder("check", Localized(zh: "质量检查 \(epoch)", en: "Check \(epoch)")) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let report = try bench.check(epoch: epoch)
        try bench.keep([(epoch: epoch, report: report)])
        return try .json(CheckResult(report))
      }
    }
  ]
}

/// The counts of a check; the findings are in the workspace.
struct CheckResult: Encodable {
  struct Count: Encodable {
    var rule: String
    var count: Int
  }

  var layer: String
  var featureCount: Int
  var errorCount: Int
  var warningCount: Int
  var findings: [Count]

  init(_ report: CheckReport) {
    layer = report.layer
    featureCount = report.featureCount
    errorCount = report.errorCount
    warningCount = report.warningCount
    findings = report.countsByRule.map { Count(rule: $0.key, count: $0.value) }
      .sorted { $0.rule < $1.rule }
  }
}
