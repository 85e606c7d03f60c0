import Foundation
import Groundwork
import Policy
import Storage
import Workbench

/// The sample in one click, for first-time users.
enum SampleRoutes {
  static let endpoints: [Endpoint] = [
    .job(
      "\(EndpointTable.root)/sample", "makeSample",
      "Makes an empty workspace into the synthetic sample district with its people and their history",
      problems: [409, 422], right: .bring
    ) { call in
      guard try Workbench(call.workspace).mayTakeSample() else {
        throw Problem(
          409, "sample.not-empty", zh: "工作空间中已有数据，样例只放入空的工作空间。",
          en: "The workspace contains data; the sample needs an empty one.")
      }
      return JobOrder("sample", Localized(zh: "生成样例片区", en: "Make the sample district")) {
        state, job in
        let today = String(Date().formatted(.iso8601).prefix(10))
        guard let date = CalendarDate(today) else { preconditionFailure("no calendar date") }
        let bench = Workbench(state.workspace, job: job)
        try bench.makeSample(book: RuleBook.load(ProgramHome.path("Policies")), on: date)
        return try .json(SampleResult(layers: state.workspace.layers().count))
      }
    }
  ]

  private struct SampleResult: Encodable {
    var layers: Int
  }
}
