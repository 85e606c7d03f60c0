import Classes
import Groundwork

/// The rules of one task of the potential survey (潜力调查任务): which patches are candidates, what
/// excludes them, how much they yield, and how they are ranked.
///
/// A task is one file of `Policies/potential/`. Every parameter states its origin.
public struct PotentialTask: Sendable, Hashable, Codable {
  /// A number with where it comes from.
  public struct Parameter: Sendable, Hashable, Codable {
    public var value: ExactShare
    public var origin: Localized
  }

  /// A condition on a patch.
  public struct Condition: Sendable, Hashable, Codable {
    public enum Test: Sendable, Hashable, Codable {
      /// A field of the survey has one of some values; a trailing `*` stands for any rest.
      case values(field: String, [String])
      /// A field is at most, or at least, a number.
      case atMost(field: String, ExactShare)
      case atLeast(field: String, ExactShare)
      /// The larger part of the patch lies in a layer of a role, or does not.
      case inside(role: String)
      case outside(role: String)
      /// The class of the parcel in the evaluation of industrial land (亩均评价).
      case parcelClass([String])
    }

    public var test: Test
    /// Who has the data, shown where they are missing.
    public var suppliedBy: Localized
  }

  /// A kind of patch that can be consolidated.
  public struct Source: Sendable, Hashable, Codable {
    public var id: String
    public var title: Localized
    /// Empty: any use.
    public var uses: [LandUse]
    /// All must hold.
    public var conditions: [Condition]
    /// The net rate of this source in place of the task's.
    public var yield: Parameter?
    public var origin: Localized
  }

  /// What excludes a patch, or a part of it.
  public struct Exclusion: Sendable, Hashable, Codable {
    public enum Test: Sendable, Hashable, Codable {
      /// The ground inside a layer of a role is cut off.
      case line(role: String, suppliedBy: Localized)
      /// The whole patch is excluded.
      case condition(Condition)
      /// What is left is smaller than so many m².
      case smallerThan(Area)
    }

    public var id: String
    public var title: Localized
    public var test: Test
    public var origin: Localized
  }

  /// The levels of potential: net area × yield; × will × funding; × condition.
  public struct Levels: Sendable, Hashable, Codable {
    /// The net rate (净得率) of ground that is not cut off.
    public var yield: Parameter
    /// The share that owners agree to, by their will; of the unknown by experience.
    public var will: [String: ExactShare]
    public var willOrigin: Localized
    /// The share that money is found for.
    public var funding: Parameter
    /// The share that can begin within the planning period, by the condition.
    public var condition: [String: ExactShare]
    public var conditionOrigin: Localized
  }

  /// One indicator of the ranking.
  public struct Indicator: Sendable, Hashable, Codable {
    public enum Measure: Sendable, Hashable, Codable {
      /// The net area.
      case area
      /// 4πA/P² of the patch: 1 for a circle.
      case compactness
      /// A number in a field of the survey.
      case field(String)
      /// The area of farmland in a straight line of at most so many metres.
      case farmlandBeside(metres: Int)
    }

    public var id: String
    public var title: Localized
    public var measure: Measure
    public var isBetterWhenMore: Bool
    public var weight: ExactShare
    public var origin: Localized
  }

  public var id: String
  /// The letters with which the numbers of its candidates begin.
  public var prefix: String
  public var element: PotentialElement
  public var title: Localized
  /// What an area of potential is: farmland gained, ground freed …
  public var gain: Localized
  public var sources: [Source]
  public var exclusions: [Exclusion]
  public var levels: Levels
  public var ranking: [Indicator]
  /// `nil` in records of older versions.
  public var benefits: [PotentialBenefit]?
  /// The indicator of the plans that its potential serves, such as `new_farmland`.
  public var indicator: String?
  /// The kinds of issued polygons (指引图斑) that its patches answer; `nil` in records of older versions.
  public var guides: [String]?

  /// The fields of the survey that the task reads.
  var fields: Set<String> {
    var fields: Set<String> = []
    let conditions = sources.flatMap(\.conditions) + exclusions.compactMap(\.condition)
    for condition in conditions {
      switch condition.test {
      case .values(let field, _), .atMost(let field, _), .atLeast(let field, _):
        fields.insert(field)
      case .inside, .outside, .parcelClass: break
      }
    }
    for indicator in ranking {
      if case .field(let field) = indicator.measure { fields.insert(field) }
    }
    fields.formUnion((benefits ?? []).compactMap(\.field))
    return fields
  }

  /// The roles of the layers that the task reads, with who has them.
  var roles: [String: Localized] {
    var roles: [String: Localized] = [:]
    for exclusion in exclusions {
      if case .line(let role, let supplier) = exclusion.test { roles[role] = supplier }
    }
    for condition in sources.flatMap(\.conditions) + exclusions.compactMap(\.condition) {
      switch condition.test {
      case .inside(let role), .outside(let role): roles[role] = condition.suppliedBy
      default: break
      }
    }
    return roles
  }
}

extension PotentialTask.Exclusion {
  var condition: PotentialTask.Condition? {
    if case .condition(let condition) = test { condition } else { nil }
  }
}

/// All tasks of a survey, with what the estimates of villages and the evaluation of industry need.
public struct PotentialRules: Sendable, Hashable, Codable {
  public var tasks: [PotentialTask]
  public var villages: VillageStandards?
  public var evaluation: EvaluationRules?
  /// `nil` in records of older versions.
  public var standardLand: StandardLandRules?

  public init(
    tasks: [PotentialTask], villages: VillageStandards? = nil, evaluation: EvaluationRules? = nil
  ) {
    self.tasks = tasks
    self.villages = villages
    self.evaluation = evaluation
  }

  /// The fields of the survey that some task reads, ascending.
  public var fields: [String] {
    tasks.reduce(into: Set<String>()) { $0.formUnion($1.fields) }.sorted()
  }

  /// The roles of the layers that some task reads, with who has them.
  public var roles: [String: Localized] {
    tasks.reduce(into: [:]) { $0.merge($1.roles) { first, _ in first } }
  }

  public func task(_ id: String) -> PotentialTask? { tasks.first { $0.id == id } }
}
