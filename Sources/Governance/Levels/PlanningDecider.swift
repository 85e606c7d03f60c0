import EventLog
import Groundwork

/// A planning object as it stands: the state of the stream `programme/ID`.
public struct PlanningRecord: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case none, drafted, adopted, withdrawn

    public var title: Localized {
      switch self {
      case .none: Localized(zh: "无", en: "none")
      case .drafted: Localized(zh: "编制中", en: "drafted")
      case .adopted: Localized(zh: "已审定", en: "adopted")
      case .withdrawn: Localized(zh: "已撤销", en: "withdrawn")
      }
    }
  }

  public var phase = Phase.none
  public var object: PlanningObject?
  public var authors: Set<String> = []

  public init() {}

  public var isActive: Bool { phase == .drafted || phase == .adopted }
}

/// The rules of a planning object: drafted, revised, adopted by somebody who did not write it; whoever
/// revises an adopted one opens it again, with a reason.
public enum PlanningDecider: Decider {
  public enum Command: Sendable, Hashable, Codable {
    case draft(PlanningObject)
    case revise(PlanningObject, reason: String)
    case adopt(note: String)
    case withdraw(reason: String)
  }

  public typealias Event = PlanningEvent

  public static let initial = PlanningRecord()

  public static func phases(for command: Command) -> Set<PlanningRecord.Phase> {
    switch command {
    case .draft: [.none]
    case .revise, .withdraw: [.drafted, .adopted]
    case .adopt: [.drafted]
    }
  }

  public static func decide(
    _ command: Command, in state: PlanningRecord, by context: DeedContext
  ) throws -> [PlanningEvent] {
    guard phases(for: command).contains(state.phase) else {
      throw refusal(
        "phase", zh: "规划处于“\(state.phase.title.zh)”，不能这样办理。",
        en: "the plan is \(state.phase.title.en); this cannot be done with it.")
    }
    switch command {
    case .draft(let object): return [.drafted(object: try checked(object))]
    case .revise(let object, let reason):
      let object = try checked(object)
      guard object.level == state.object?.level else {
        throw refusal("level", zh: "规划的层级不能改变。", en: "the level of a plan cannot change.")
      }
      if object == state.object { return [] }
      return [
        .revised(
          object: object, reason: state.phase == .adopted ? try required(reason) : reason)
      ]
    case .adopt(let note):
      guard !state.authors.contains(context.actor.person) else {
        throw refusal(
          "own-work", zh: "须由未编写该规划的人员审定。", en: "somebody who did not write it adopts it.")
      }
      return [.adopted(note: note)]
    case .withdraw(let reason): return [.withdrawn(reason: try required(reason))]
    }
  }

  public static func evolve(_ state: inout PlanningRecord, _ deed: Deed<PlanningEvent>) {
    switch deed.event {
    case .drafted(let object), .revised(let object, _):
      state.phase = .drafted
      state.object = object
      state.authors.insert(deed.actor.person)
    case .adopted: state.phase = .adopted
    case .withdrawn: state.phase = .withdrawn
    }
  }

  static func checked(_ object: PlanningObject) throws -> PlanningObject {
    _ = try required(object.title)
    guard object.title.count <= 200, object.text.count <= 20_000 else {
      throw refusal("text", zh: "名称不超过 200 字，正文不超过 20000 字。", en: "the text is too long.")
    }
    guard ProjectCardCheck.isArea(object.area) else {
      throw refusal(
        "area", zh: "区划代码为 2、4、6、9 或 12 位数字，不补零。",
        en: "an administrative code has 2, 4, 6, 9 or 12 digits, without padding zeros.")
    }
    guard object.parent == nil ? !object.level.needsParent : object.level.above != nil else {
      throw refusal(
        "parent",
        zh: object.level.above.map { "须写明上级：\($0.title.zh)。" } ?? "\(object.level.title.zh)没有上级。",
        en: object.level.above.map { "name the \($0.en) above it." }
          ?? "\(object.level.en) have nothing above them.")
    }
    guard object.level.holdsProjects || object.projects.isEmpty else {
      throw refusal(
        "projects", zh: "项目归属片区或单元。", en: "projects belong to districts and units.")
    }
    guard object.targets.allSatisfy({ (0...1_000_000_000_000_000).contains($0.amount) }),
      Set(object.targets.map(\.indicator)).count == object.targets.count,
      Set(object.projects).count == object.projects.count
    else {
      throw refusal(
        "targets", zh: "指标不为负、不过大，指标和项目各写一次。",
        en: "targets are not negative, and each target and project is named once.")
    }
    try checkParts(object)
    return object
  }

  /// At most so many annexes, and coordinates of the ground.
  private static let limits = (annexes: 60, coordinates: 400_000)

  private static func checkParts(_ object: PlanningObject) throws {
    let annexes = object.annexes
    guard annexes.count <= limits.annexes,
      annexes.allSatisfy({
        $0.title.contains { !$0.isWhitespace } && $0.title.count <= 200 && $0.name.count <= 200
      }), Set(annexes.map(\.hash)).count == annexes.count
    else {
      throw refusal(
        "annexes", zh: "附件至多 \(limits.annexes) 件，每件有名称，内容不重复。",
        en: "at most \(limits.annexes) annexes, each with a title, and none twice.")
    }
    guard let polygons = object.ground?.polygons else { return }
    let rings = polygons.joined()
    guard !polygons.isEmpty, polygons.allSatisfy({ !$0.isEmpty }),
      rings.allSatisfy({ $0.count >= 6 && $0.count.isMultiple(of: 2) }),
      rings.reduce(0, { $0 + $1.count }) <= limits.coordinates
    else {
      throw refusal(
        "ground", zh: "划定范围由多边形组成，坐标成对，不超过 \(limits.coordinates) 个。",
        en: "the ground is polygons of pairs of coordinates, at most \(limits.coordinates).")
    }
  }

  private static func required(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw refusal("text", zh: "须写明名称或理由。", en: "state a title or a reason.")
    }
    return text
  }

  static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "programme.\(code)", Localized(zh: zh, en: en))
  }
}

extension PlanningLevel {
  var en: String { title.en }
}

/// All planning objects: the projection `programme`.
public enum PlanningBoard: StreamBoard {
  public typealias Rules = PlanningDecider

  public static let name = "programme"
  public static let version = 1
}
