import Flow
import Foundation
import Geometry
import Governance
import Groundwork
import Planning
import Policy
import Programme

/// What proposals do together (`zhitu.adjustment-effect/1`): ground out and in by the ledger, grades,
/// contiguity, and the verdicts of the rules that bind. Areas are in 0.01 m².
public struct AdjustmentEffect: Encodable, Sendable {
  /// Ground of one grade; unknown grades stand last.
  public struct Grade: Encodable, Sendable, Equatable {
    public var grade: Int?
    public var area: Area
  }

  public struct Part: Encodable, Sendable {
    public var number: String
    public var title: String
    public var line: AdjustmentProposal.Line
    public var direction: AdjustmentProposal.Direction
    public var phase: AdjustmentRecord.Phase
    /// The patches, whole.
    public var patches: Area
    /// What changes sides: net basic farmland or planned farmland; ground for the boundary.
    public var area: Area
    public var grades: [Grade]
  }

  /// Contiguous basic farmland (连片): blocks in number and area.
  public struct Blocks: Encodable, Sendable, Equatable {
    public var count: Int
    public var area: Area
    /// Blocks of at least ``AdjustmentEffect/largeFrom``.
    public var large: Int
    public var largeArea: Area
    public var largest: Area
  }

  public struct Rule: Encodable, Sendable {
    public var reference: String
    public var title: Localized
    public var statement: Localized
    public var level: RuleLevel
    public var effect: RuleEffect
    public var verdict: Verdict
    public var value: Double?
    public var threshold: Double?
    public var comparator: String?
    public var unit: String
    public var source: String
    public var isDraft: Bool
    public var reason: Localized?
    public var missing: [String]
    public var remedies: [Localized]
  }

  public var schema = "zhitu.adjustment-effect/1"
  public var engine = Program.engine
  public var synthetic: Bool
  /// `nil`: all schemes.
  public var scheme: String?
  public var epoch: String
  public var date: String
  public var parts: [Part]
  public var out: Area
  public var `in`: Area
  public var net: Area
  public var outGrades: [Grade]
  public var inGrades: [Grade]
  public var boundaryOut: Area
  public var boundaryIn: Area
  /// The least area of a large block, by the parameters of suggestions.
  public var largeFrom: Area
  /// `nil` where nothing of basic farmland is adjusted.
  public var before: Blocks?
  public var after: Blocks?
  public var rules: [Rule]

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension AdjustmentEffect.Rule {
  init(_ verdict: PartVerdict) {
    reference = verdict.reference
    title = verdict.partTitle ?? verdict.title
    if let part = verdict.partTitle {
      title = Localized(
        zh: "\(verdict.title.zh)：\(part.zh)", en: "\(verdict.title.en): \(part.en)")
    }
    statement = verdict.statement
    level = verdict.level
    effect = verdict.effect
    self.verdict = verdict.verdict
    value = verdict.value
    threshold = verdict.isReport ? nil : verdict.threshold
    comparator = verdict.isReport ? nil : verdict.comparator.rawValue
    unit = verdict.unit
    source = [verdict.source.title, verdict.source.documentNumber, verdict.source.article]
      .compactMap(\.self).joined(separator: " ")
    isDraft = verdict.source.status != .inForce
    reason = verdict.reason
    missing = verdict.missing
    remedies = verdict.remedies.map(\.say)
  }
}

/// The ground of one proposal as measured.
struct MeasuredAdjustment {
  var patches = Area.zero
  var byGrade: [Int?: Area] = [:]

  var area: Area { byGrade.values.total() }

  var grades: [AdjustmentEffect.Grade] { MeasuredAdjustment.ordered(byGrade) }

  var ground: AdjustedGround {
    AdjustedGround(parts: grades.map { .init(grade: $0.grade, area: $0.area) })
  }

  static func ordered(_ sums: [Int?: Area]) -> [AdjustmentEffect.Grade] {
    sums.filter { $0.value != .zero }
      .sorted { ($0.key ?? .max) < ($1.key ?? .max) }
      .map { AdjustmentEffect.Grade(grade: $0.key, area: $0.value) }
  }
}

/// Proposals laid over their epoch as a plan that changes lines and no land use.
struct ProposedAdjustments {
  let line: LineGround
  let rows: [AdjustmentBoard.Row]
  let plan: ConsolidationPlan

  /// - Throws: Diagnostics `adjustment.no-patch`, `adjustment.twice`.
  init(_ rows: [AdjustmentBoard.Row], on line: LineGround) throws {
    self.line = line
    self.rows = rows
    var side = FlowSide(name: "规划调整")
    side.classes = line.side.classes
    var measures: [Measure] = []
    var owners: [String: String] = [:]
    for row in rows {
      guard let proposal = row.record.proposal else { continue }
      for id in proposal.patches {
        guard let place = line.places[id] else {
          throw ProposedAdjustments.noPatch(id, row.id, line.side.name)
        }
        if let other = owners.updateValue(row.id, forKey: id) {
          throw ProposedAdjustments.twice(id, row.id, other)
        }
        side.polygons.append(line.side.polygons.multiPolygon(of: place))
        side.append(
          fid: Int64(measures.count + 1), id: "\(row.id)/\(id)",
          class: line.side.classOf[place], area: line.side.areas[place])
        let change: Measure.LineChange = proposal.direction == .out ? .out : .in
        let facts = line.ground.base[place]
        measures.append(
          Measure(
            id: "\(row.id)/\(id)", project: row.id, projectName: proposal.title, stage: 1,
            ridgeShare: facts.ridgeShare, slopeClass: facts.slopeClass,
            pbfChange: proposal.line == .basicFarmland ? change : nil,
            udbChange: proposal.line == .developmentBoundary ? change : nil,
            approval: row.record.document, grade: facts.grade))
      }
    }
    plan = ConsolidationPlan(
      name: "规划调整", measures: measures,
      stated: [.pbfChange, .udbChange, .approval, .scattered, .ridgeShare], side: side)
  }

  static func noPatch(_ id: String, _ number: String, _ epoch: String) -> Diagnostic {
    Diagnostic(
      code: "adjustment.no-patch",
      Localized(
        zh: "\(epoch) 年度没有标识唯一的图斑“\(id)”。",
        en: "the epoch \(epoch) has no patch whose only id is ‘\(id)’."),
      remedy: Localized(zh: "按图斑标识（BSM）选择。", en: "Choose patches by their id (BSM)."),
      feature: number)
  }

  static func twice(_ id: String, _ number: String, _ other: String) -> Diagnostic {
    Diagnostic(
      code: "adjustment.twice",
      Localized(
        zh: "图斑“\(id)”已在建议 \(other) 中。", en: "the patch ‘\(id)’ stands in the proposal \(other)."),
      remedy: Localized(
        zh: "先修改或撤回其中一个。", en: "Revise or withdraw one of them first."), feature: number)
  }
}

extension PlannedState {
  /// The patch of the base that an atom was cut from.
  func patch(before atom: Atom) -> Int {
    guard let patch = ledger.rows[atom.row].from else {
      preconditionFailure("atoms are cut from pieces, which have a patch before and after")
    }
    return Int(patch)
  }
}
