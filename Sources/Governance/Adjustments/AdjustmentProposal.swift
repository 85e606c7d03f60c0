import EventLog
import Groundwork

/// A proposal to adjust a control line (规划调整建议, 活规划): basic farmland out or in, or a part of the
/// development boundary.
///
/// It names patches of a survey epoch; how much of them lies inside the line is measured when somebody
/// looks, and is never typed.
public struct AdjustmentProposal: Hashable, Sendable, Codable {
  /// The line that is adjusted.
  public enum Line: String, Sendable, Codable, CaseIterable {
    /// 永久基本农田.
    case basicFarmland = "basic_farmland"
    /// 城镇开发边界.
    case developmentBoundary = "development_boundary"

    public var title: Localized {
      switch self {
      case .basicFarmland: Localized(zh: "永久基本农田", en: "basic farmland")
      case .developmentBoundary: Localized(zh: "城镇开发边界", en: "development boundary")
      }
    }
  }

  public enum Direction: String, Sendable, Codable, CaseIterable {
    /// 调出.
    case out
    /// 调入、补划.
    case `in`
  }

  /// Why; the first six are those that PBF-03 knows for taking basic farmland out.
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// 国家重大项目.
    case majorProject = "major_project"
    /// 划定不合理.
    case unreasonable
    /// 零星破碎.
    case fragmented
    /// 误划.
    case wrong
    /// 灾毁.
    case disaster
    case other
    /// 取自储备区.
    case reserve
    /// 整治新增耕地.
    case newFarmland = "new_farmland"
    /// 其他现状耕地.
    case existing
    /// 边角地、夹心地.
    case boundaryPart = "boundary_part"

    public var title: Localized {
      switch self {
      case .majorProject: Localized(zh: "国家重大项目", en: "major project")
      case .unreasonable: Localized(zh: "划定不合理", en: "unreasonable delineation")
      case .fragmented: Localized(zh: "零星破碎", en: "fragmented")
      case .wrong: Localized(zh: "误划", en: "designated in error")
      case .disaster: Localized(zh: "灾毁", en: "destroyed by a disaster")
      case .other: Localized(zh: "其他", en: "other")
      case .reserve: Localized(zh: "取自储备区", en: "from the reserve")
      case .newFarmland: Localized(zh: "整治新增耕地", en: "farmland gained by consolidation")
      case .existing: Localized(zh: "其他现状耕地", en: "other existing farmland")
      case .boundaryPart: Localized(zh: "边角地、夹心地", en: "a part at the boundary")
      }
    }

    /// The reasons that fit.
    public static func fitting(_ line: Line, _ direction: Direction) -> [Reason] {
      switch (line, direction) {
      case (.basicFarmland, .out):
        [.majorProject, .unreasonable, .fragmented, .wrong, .disaster, .other]
      case (.basicFarmland, .in): [.reserve, .newFarmland, .existing]
      case (.developmentBoundary, _): [.boundaryPart, .unreasonable, .wrong, .other]
      }
    }
  }

  public var line: Line
  public var direction: Direction
  public var reason: Reason
  public var title: String
  /// The adjustment plan (调整方案) whose proposals are judged together.
  public var scheme: String
  /// The survey epoch of the patches.
  public var epoch: String
  /// The administrative code of its location; empty where unknown.
  public var area: String
  /// Ids of the patches, ascending.
  public var patches: [String]
  /// Numbers of the problems found on the ground that speak for it.
  public var problems: [String]
  public var note: String

  public init(
    line: Line, direction: Direction, reason: Reason, title: String, scheme: String,
    epoch: String, area: String = "", patches: [String], problems: [String] = [],
    note: String = ""
  ) {
    self.line = line
    self.direction = direction
    self.reason = reason
    self.title = title
    self.scheme = scheme
    self.epoch = epoch
    self.area = area
    self.patches = patches
    self.problems = problems
    self.note = note
  }
}

/// What was measured when an approved adjustment was carried out: the fact that CORE-09 adds up.
public struct AdjustedGround: Hashable, Sendable, Codable {
  /// Ground of one grade; `nil` where the survey states none.
  public struct Part: Hashable, Sendable, Codable {
    public var grade: Int?
    public var area: Area

    public init(grade: Int?, area: Area) {
      self.grade = grade
      self.area = area
    }
  }

  /// Basic farmland net of what does not count, by grade ascending, unknown last; for the boundary, the
  /// ground.
  public var parts: [Part]

  public init(parts: [Part]) { self.parts = parts }

  public var area: Area { parts.map(\.area).total() }
}

/// The events of a proposal.
public enum AdjustmentEvent: EventPayload {
  case proposed(proposal: AdjustmentProposal)
  case revised(proposal: AdjustmentProposal, reason: String)
  /// 报批.
  case submitted(note: String)
  /// 退回修改.
  case returned(reason: String)
  /// 批准, with the number of the document.
  case approved(document: String, note: String)
  /// 不予批准.
  case refused(reason: String)
  /// 执行: added land was accepted (补划验收), or land was taken out (调出执行).
  case executed(document: String, ground: AdjustedGround)
  case withdrawn(reason: String)

  public static let category = "adjustment"

  public var kind: String {
    switch self {
    case .proposed: "proposed"
    case .revised: "revised"
    case .submitted: "submitted"
    case .returned: "returned"
    case .approved: "approved"
    case .refused: "refused"
    case .executed: "executed"
    case .withdrawn: "withdrawn"
    }
  }

  /// What was said with it, for people.
  public var said: String {
    switch self {
    case .proposed: ""
    case .revised(_, let text), .submitted(let text), .returned(let text), .refused(let text),
      .withdrawn(let text):
      text
    case .approved(let document, let note): note.isEmpty ? document : "\(document)：\(note)"
    case .executed(let document, let ground): "\(document)（\(ground.area.decimal) m²）"
    }
  }
}
