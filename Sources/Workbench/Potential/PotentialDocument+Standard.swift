import Groundwork
import Programme

extension PotentialLibrary {
  /// How far candidates are ready to be offered as standard land; `nil` where no task says what that needs.
  public var standardLand: StandardLandReadiness? {
    record.rules.standardLand.map { rules in
      StandardLandReadiness(record.entries, record.register, rules) {
        visit($0)?.finding.verdict == .rejected
      }
    }
  }
}

extension PotentialDocument.Standard {
  public init(_ readiness: StandardLandReadiness) {
    conditions = readiness.rules.conditions.enumerated().map { place, one in
      func count(_ answer: StandardLandReadiness.Answer) -> Int {
        readiness.parcels.count { $0.answers[place] == answer }
      }
      return Condition(
        id: one.id, title: one.title, isControl: one.isControl, origin: one.origin,
        met: count(.met), open: count(.open), unknown: count(.unknown))
    }
    groups = StandardLandReadiness.Standing.allCases.map {
      Group(standing: $0, parcels: readiness.count($0), area: readiness.area($0))
    }
    parcels = readiness.parcels.map {
      Parcel(
        number: $0.number, task: $0.task, patch: $0.patch, villageName: $0.villageName,
        area: $0.area, standing: $0.standing, answers: $0.answers)
    }
    suppliedBy = readiness.rules.suppliedBy
  }
}
