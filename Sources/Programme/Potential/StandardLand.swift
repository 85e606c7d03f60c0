import Groundwork
import YAMLFiles

/// What must be settled before a parcel can be offered as standard land (标准地): one task's file says so.
public struct StandardLandRules: Sendable, Hashable, Codable {
  public struct Condition: Sendable, Hashable, Codable {
    /// The key in the register.
    public var id: String
    public var title: Localized
    /// Whether a number is agreed (事前定标准), rather than something done or not.
    public var isControl: Bool
    public var origin: Localized
  }

  /// The tasks whose candidates could become standard land.
  public var tasks: [String]
  public var conditions: [Condition]
  public var suppliedBy: Localized
}

extension StandardLandRules {
  init(_ node: YAMLNode) throws {
    let map = try node.mapping(["tasks", "conditions", "supplied_by"])
    tasks = try node.require("tasks", in: map).texts()
    conditions = try node.require("conditions", in: map).list().map { item in
      let own = try item.mapping(["id", "title", "kind", "origin"])
      let kind = try item.require("kind", in: own)
      let text = try kind.text()
      guard ["done", "control"].contains(text) else {
        throw kind.error("kind", zh: "kind 为 done 或 control", en: "a kind is done or control")
      }
      return Condition(
        id: try item.require("id", in: own).text(),
        title: try item.require("title", in: own).localized(), isControl: text == "control",
        origin: try item.require("origin", in: own).localized())
    }
    suppliedBy = try node.require("supplied_by", in: map).localized()
    guard !conditions.isEmpty, Set(conditions.map(\.id)).count == conditions.count else {
      throw node.error(
        "standard-land", zh: "条件不能为空或重复", en: "conditions must stand, each once")
    }
  }
}

extension PotentialRegister {
  /// What is on record about a parcel on its way to standard land.
  public struct StandardParcel: Sendable, Hashable, Codable {
    public var patch: String
    /// What is done (`true`) or not done; what nobody states is absent.
    public var done: [String: Bool]
    /// Controls that were set, in hundredths of their unit.
    public var controls: [String: Int64]
  }
}

/// How far candidates are ready to be offered as standard land. Readiness is a statement of the register,
/// condition by condition; what nobody stated is unknown and never counts as met.
public struct StandardLandReadiness: Sendable, Hashable {
  public enum Answer: String, Sendable, Codable, CaseIterable { case met, open, unknown }

  public enum Standing: String, Sendable, Codable, CaseIterable {
    /// Every condition is met.
    case ready
    /// Some condition is known to be open.
    case open
    /// None is known to be open, some are unknown.
    case unknown
  }

  public struct Parcel: Sendable, Hashable {
    public var number: String
    public var task: String
    public var patch: String
    public var villageName: String?
    public var area: Area
    /// In the order of the conditions.
    public var answers: [Answer]

    public var standing: Standing {
      if answers.contains(.open) { return .open }
      return answers.contains(.unknown) ? .unknown : .ready
    }
  }

  public var rules: StandardLandRules
  /// Those with the most conditions met first, then the largest, then by number.
  public var parcels: [Parcel]

  /// - Parameter isRejected: whether a candidate was rejected in the field; it is left out.
  public init(
    _ entries: [PotentialEntry], _ register: PotentialRegister?, _ rules: StandardLandRules,
    isRejected: (String) -> Bool
  ) {
    self.rules = rules
    let known = Dictionary(
      (register?.standardLand ?? []).map { ($0.patch, $0) }, uniquingKeysWith: { a, _ in a })
    let tasks = Set(rules.tasks)
    parcels = entries.filter {
      tasks.contains($0.task) && $0.isCandidate && !isRejected($0.number)
    }.map { entry in
      let record = known[entry.patch]
      return Parcel(
        number: entry.number, task: entry.task, patch: entry.patch,
        villageName: entry.villageName, area: entry.net,
        answers: rules.conditions.map { condition in
          if condition.isControl { return record?.controls[condition.id] == nil ? .unknown : .met }
          return record?.done[condition.id].map { $0 ? .met : .open } ?? .unknown
        })
    }.sorted { a, b in
      let (x, y) = (a.answers.count { $0 == .met }, b.answers.count { $0 == .met })
      if x != y { return x > y }
      return a.area != b.area ? a.area > b.area : a.number < b.number
    }
  }

  public func count(_ standing: Standing) -> Int { parcels.count { $0.standing == standing } }
  public func area(_ standing: Standing) -> Area {
    parcels.filter { $0.standing == standing }.map(\.area).total()
  }
}
