import Certificates
import Classes
import Geometry
import Groundwork
import Optimisation
import Programme

extension StudyGround {
  /// A parcel as people see it.
  public struct Parcel: Sendable {
    public var geometry: MultiPolygon
    public var name: Localized
    public var area: Area
    /// `nil` where the survey has none, also where one was estimated.
    public var slope: Int?
    public var grade: Int?
  }

  /// The parcel of an item; `nil` for a project.
  public func parcel(of item: StudyAnswer.Item) -> Parcel? {
    guard let number = item.patch, patches.indices.contains(number) else { return nil }
    let patch = patches[number]
    return Parcel(
      geometry: patch.geometry,
      name: patch.use?.name ?? Localized(zh: "其他", en: "other"), area: patch.area,
      slope: patch.isEstimated ? nil : patch.slope, grade: patch.grade)
  }
}

extension StudySolver {
  public static func name(of use: LandUse) -> Localized { use.name }
}

extension StudyAnswer {
  /// A project of a portfolio.
  public struct Project: Sendable {
    public var id: String
    public var name: String
    /// The year in which it begins; `nil` if it does not.
    public var start: Int?
    /// How many years it takes.
    public var years: Int
    public var cost: Money
    public var benefit: Int64
  }

  /// The projects of a portfolio by the year in which they begin, those that do not last; empty for other
  /// kinds.
  public var projects: [Project] {
    guard case .portfolio(let plan) = plan else { return [] }
    let starts = plan.certificate.starts
    return plan.certificate.problem.projects.map {
      Project(
        id: $0.id, name: $0.name, start: starts[$0.id], years: $0.duration,
        cost: $0.costs.reduce(.zero, +), benefit: $0.benefit)
    }.sorted { ($0.start ?? .max, $0.id) < ($1.start ?? .max, $1.id) }
  }
}

extension OptimalPlanDocument.Alternative {
  public init(_ found: StudyAlternative) {
    let document = found.answer.document
    self.init(
      value: document.value, bound: document.bound, worse: found.worse,
      percent: 100 * found.share, comesIn: found.comesIn, goes: found.goes, plan: document.plan,
      broken: document.trial?.broken)
  }
}

extension OptimalPlanDocument.Point {
  public init(_ point: StudyPoint) {
    let document = point.answer?.document
    self.init(
      asked: point.asked, reached: point.reached, value: document?.value, bound: document?.bound,
      isDominated: point.isDominated, fault: point.fault, broken: document?.trial?.broken)
  }
}
