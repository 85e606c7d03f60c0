import Geometry
import Groundwork
import Workbench

/// `/api/least-change/{plan}/{rule}`: what to drop or shrink so that a rule passes, and where.
struct LeastChangeView: Encodable {
  var report: LeastChangeReport
  /// The ground that the change takes from the measures; GeoJSON in degrees.
  var taken: WitnessView
}

extension WebService {
  /// Takes some seconds: the plan is laid and searched anew by the rules of its last verification.
  func leastChange(plan: String, rule: String) throws -> LeastChangeView {
    do {
      let answer = try Workbench(workspace).leastChange(for: rule, plan: plan)
      guard let projection = try projection() else {
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
    } catch let diagnostic as Diagnostic {
      let isMissing = ["rules.unknown", "rules.not-verified"].contains(diagnostic.code)
      throw Problem(diagnostic, status: isMissing ? 404 : 422)
    }
  }
}
