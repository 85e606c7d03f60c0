import Flow
import Foundation
import Geometry
import Groundwork
import Planning
import Policy
import Storage

/// The verdicts on a plan with the ground that bears witness to them.
public struct Verification: Sendable {
  public var evaluation: Evaluation
  public var laid: LaidPlan
  public var facts: PlanFacts
}

extension Workbench {
  /// Judges a plan by the rules in force on a date.
  ///
  /// - Parameters:
  ///   - scope: the administrative code of the place; `nil` takes it from the township layer.
  public func verify(
    plan name: String, base epoch: String, book: RuleBook, on date: CalendarDate,
    scope: String? = nil
  ) throws -> Verification {
    let laid = try lay(plan: name, base: epoch, area: .official)
    let ground = try ground(base: laid.base)
    let facts = try PlanFacts.make(
      laid.state, plan: laid.plan, ground: ground, catalogue: book.catalogue, job: job)
    let place = scope ?? ground.townshipFacts.first.map { String($0.code.prefix(6)) } ?? ""
    var evaluation = try RuleEngine.evaluate(
      book.packs, facts.facts, on: date, scope: place, job: job)
    evaluation.plan = name
    evaluation.base = epoch
    var verification = Verification(evaluation: evaluation, laid: laid, facts: facts)
    verification.placeWitnesses()
    return verification
  }

  /// Keeps verdicts and witnesses: a document of kind `verdicts` and the layer `witness_<plan>`.
  public func keep(_ verification: Verification) throws {
    let name = verification.evaluation.plan
    let record = LayerRecord(
      name: Workbench.tableName("witness_\(name)"), role: .witness,
      epoch: verification.evaluation.base, plan: name, title: "规则证据 \(name)",
      synthetic: try isSynthetic(workspace.layers()))
    let body = try verification.evaluation.json()
    try workspace.write { writer in
      let layer = try writer.createLayer(
        record, geometry: .multiPolygon,
        columns: [
          Column("rule", .text), Column("rank", .integer), Column("from_id", .text),
          Column("to_id", .text), Column("from_class", .text), Column("to_class", .text),
          Column("zt_area", .integer), Column("note", .text),
        ])
      for verdict in verification.evaluation.verdicts {
        let rule = verdict.part.map { "\(verdict.rule)/\($0)" } ?? verdict.rule
        for (rank, witness) in verdict.witnesses.enumerated() {
          guard let geometry = verification.geometry(of: witness) else { continue }
          func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
          try layer.append(
            geometry: geometry,
            values: [
              .text(rule), .integer(Int64(rank + 1)), text(witness.fromID), text(witness.toID),
              text(witness.fromClass), text(witness.toClass),
              witness.area.map { .integer($0) } ?? .null, text(witness.note?.zh),
            ])
        }
      }
      try layer.finish()
      try writer.putDocument(kind: "verdicts", key: name, body: body)
    }
  }
}

extension Verification {
  /// The ground of a witness; `nil` for one that has none, such as a township.
  public func geometry(of witness: Witness) -> MultiPolygon? {
    switch witness.collection {
    case "pieces":
      let index = Int(witness.id) - 1
      return facts.atoms.indices.contains(index) ? facts.atoms[index].geometry : nil
    case "measures":
      return laid.plan.side.fids.firstIndex(of: witness.id)
        .map { laid.plan.side.polygons.multiPolygon(of: $0) }
    default:
      return nil
    }
  }

  /// Writes the box of every witness into the verdicts, so that a map can fly to it.
  fileprivate mutating func placeWitnesses() {
    for verdict in evaluation.verdicts.indices {
      for index in evaluation.verdicts[verdict].witnesses.indices {
        let witness = evaluation.verdicts[verdict].witnesses[index]
        guard let box = geometry(of: witness)?.bounds else { continue }
        evaluation.verdicts[verdict].witnesses[index].bounds = [
          box.minX, box.minY, box.maxX, box.maxY,
        ]
      }
    }
  }
}
