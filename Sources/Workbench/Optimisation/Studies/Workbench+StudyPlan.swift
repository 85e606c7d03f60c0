import EventLog
import Flow
import Governance
import Groundwork
import Planning
import Policy
import Records
import Storage

extension Workbench {
  /// Stores an answer as a plan of its own, laid on its base and verified.
  ///
  /// - Throws: ``Diagnostic`` `study.no-plan` for an answer that could not be laid; as making, laying and
  ///   verifying a plan.
  public func storeStudy(
    _ answer: StudyAnswer, as name: String, book: RuleBook, on date: CalendarDate,
    by context: DeedContext
  ) throws -> Evaluation {
    guard let trial = answer.trial else {
      throw Diagnostic(
        code: "study.no-plan",
        Localized(
          zh: "这一解答不能套合成方案：\(answer.untried?.zh ?? "")",
          en: "This answer cannot be laid as a plan: \(answer.untried?.en ?? "")"))
    }
    let drawings = trial.plan.measures.indices.map { trial.plan.drawing(of: $0) }
    try newPlan(name, base: trial.base, measures: drawings, stating: trial.plan.stated, by: context)
    return try publishDrawing(name, book: book, on: date, by: context)
  }

  /// Creates a plan with measures on a survey epoch.
  ///
  /// - Parameter stated: the further fields that its layer gets.
  /// - Throws: as ``newPlan(_:base:from:by:)``.
  private func newPlan(
    _ name: String, base epoch: String, measures drawings: [MeasureDrawing],
    stating stated: ConsolidationPlan.Stated, by context: DeedContext
  ) throws {
    let record = try newPlanRecord(name, base: survey(epoch), model: nil)
    let measures = drawings.map { (number: $0.fid, measure: DrawingSession.drawn($0)) }
    let fields = StatedFields(stated)
    let rows = PlanRows(
      further: fields.columns,
      values: Dictionary(
        drawings.map { ($0.fid, fields.values(of: $0.measure)) },
        uniquingKeysWith: { first, _ in first }))
    try workspace.write { writer in
      try rows.write(
        measures, touched: Set(measures.map(\.number)), as: record, to: writer, self)
      try present(record, in: writer)
      try begin(
        writer, plan: name, base: epoch, measures: measures,
        next: (drawings.map(\.fid).max() ?? 0) + 1, by: context)
    }
  }
}

/// The fields of a plan's layer that say more of a measure than a drawing does.
private struct StatedFields {
  let columns: [Column]
  private let stated: ConsolidationPlan.Stated

  init(_ stated: ConsolidationPlan.Stated) {
    self.stated = stated
    var columns: [Column] = []
    if stated.contains(.pbfChange) { columns.append(Column("YNTZ", .text)) }
    if stated.contains(.udbChange) { columns.append(Column("KFBJTZ", .text)) }
    if stated.contains(.approval) { columns.append(Column("PFWH", .text)) }
    if stated.contains(.scattered) { columns.append(Column("LXBZ", .text)) }
    if stated.contains(.ridgeShare) { columns.append(Column("KCXS", .real)) }
    if stated.contains(.balanceRecord) { columns.append(Column("JCPHBH", .text)) }
    columns.append(Column("PDJB", .integer))
    columns.append(Column("GDDB", .integer))
    self.columns = columns
  }

  /// In the order of the columns.
  func values(of measure: Measure) -> [Value] {
    func text(_ value: String?) -> Value {
      guard let value, !value.isEmpty else { return .null }
      return .text(value)
    }
    func whole(_ value: Int?) -> Value { value.map { .integer(Int64($0)) } ?? .null }
    return columns.map { column in
      switch column.name {
      case "YNTZ": text(measure.pbfChange?.rawValue)
      case "KFBJTZ": text(measure.udbChange?.rawValue)
      case "PFWH": text(measure.approval)
      case "LXBZ": text(measure.isScattered ? "1" : "0")
      case "KCXS": measure.ridgeShare.map { .real($0) } ?? .null
      case "JCPHBH": text(measure.balanceRecord)
      case "PDJB": whole(measure.slopeClass)
      default: whole(measure.grade)
      }
    }
  }
}
