import Geometry
import Groundwork
import Workbench

/// The measures to drop or shrink so that a rule passes, with their ground.
struct LeastChangeView: Encodable {
  var report: LeastChangeReport
  /// The ground that the change removes from the measures; GeoJSON in degrees.
  var taken: WitnessView
}

extension LeastChangeView {
  /// Takes some seconds: the plan is laid and searched by the rules of its last verification.
  static func make(
    plan: String, rule: String, _ state: WorkspaceState, _ job: Job
  ) throws -> LeastChangeView {
    let answer = try Workbench(state.workspace, job: job).leastChange(for: rule, plan: plan)
    guard let projection = try state.projection() else {
      return LeastChangeView(report: answer.report, taken: WitnessView(features: []))
    }
    let changes = (answer.report.drop ?? []) + answer.report.shrink
    let pieces = try zip(changes, answer.taken).enumerated().map { rank, entry in
      let (change, ground) = entry
      return WitnessView.Piece(
        id: Int64(rank + 1), geometry: try GeoJSONPolygon(ground, projection),
        properties: WitnessView.Properties(
          rule: rule, rank: Int64(rank + 1), fromId: nil, toId: change.measure, fromClass: nil,
          toClass: nil, note: change.action.rawValue, area: change.taken))
    }
    return LeastChangeView(report: answer.report, taken: WitnessView(features: pieces))
  }
}
