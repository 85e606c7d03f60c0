import Flow
import Foundation
import Geometry
import Groundwork
import Planning
import Policy
import Records
import Storage

/// The verdicts on a plan with the ground of their witnesses.
public struct Verification: Sendable {
  public var evaluation: Evaluation
  public var laid: LaidPlan
  public var facts: PlanFacts
  public var ground: PlanGround
  /// The rules that were evaluated.
  public var book: RuleBook
  public var date: CalendarDate
  /// The override records that were passed in.
  public var overrides: [OverrideRecord]
  /// The jurists' records that were passed in or are stored in the workspace.
  public var confirmations: [Confirmation] = []
}

extension Workbench {
  /// Evaluates a plan by the rules in force on a date.
  ///
  /// - Parameters:
  ///   - scope: the administrative code of the place; `nil` takes it from the township layer.
  ///   - stage: only the rules of this stage gate; `nil` for all.
  ///   - registers: files of facts and overrides, YAML, JSON or XLSX; see ``Policy/Register``.
  ///   - confirmations: files of rules that a jurist has confirmed; those of the workspace count too.
  public func verify(
    plan name: String, base epoch: String, book: RuleBook, on date: CalendarDate,
    scope: String? = nil, stage: String? = nil, registers files: [String] = [],
    confirmations: [String] = []
  ) throws -> Verification {
    let registers = try files.map { try Workbench.register($0, catalogue: book.catalogue) }
    let confirmed =
      try keptConfirmations()
      + confirmations.flatMap { try ConfirmationFile.load($0).confirmations }
    let laid = try job.measure("plan") { try lay(plan: name, base: epoch, area: .official) }
    let ground = try job.measure("ground") { try records.ground(base: laid.base) }
    var facts = try job.measure("facts") { () -> PlanFacts in
      try PlanFacts.make(
        laid.state, plan: laid.plan, ground: ground, catalogue: book.catalogue, job: job)
    }
    try facts.facts.set("as_of", .date(date))
    let quotas = try quotaRegister(book.catalogue, beside: registers)
    let funds = try fundRegister(plan: name, book.catalogue, beside: registers)
    let sharing = try sharingRegister(plan: name, book.catalogue, beside: registers)
    try facts.facts.add(registers + [quotas, funds, sharing].compactMap(\.self))
    facts.facts.setOrigin("plan \(name), base \(epoch)")
    let place = scope ?? ground.townshipFacts.first.map { String($0.code.prefix(6)) } ?? ""
    return try judge(
      laid, ground, facts,
      Inputs(
        book: book, date: date, scope: place, stage: stage,
        overrides: registers.flatMap(\.overrides), confirmations: confirmed))
  }

  /// Repeats the last verification of a plan on the current plan: with the same rules, day and
  /// registers. Nil if it has not been verified.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `replay.damaged`, and as laying a plan.
  public func verifyAgain(plan name: String) throws -> Verification? {
    guard let record = try lastEvaluation(of: name) else { return nil }
    let (book, known, date) = try inputs(of: record)
    let laid = try lay(plan: name, base: record.base, area: .official)
    let ground = try records.ground(base: laid.base)
    var facts = try PlanFacts.make(
      laid.state, plan: laid.plan, ground: ground, catalogue: book.catalogue, job: job)
    try facts.facts.complete(asOf: date, from: known)
    return try judge(
      laid, ground, facts,
      Inputs(
        book: book, date: date, scope: record.scope, stage: record.stage,
        overrides: record.overrides, confirmations: record.confirmations ?? []))
  }

  /// The inputs of a verification.
  private struct Inputs {
    var book: RuleBook
    var date: CalendarDate
    var scope: String
    var stage: String?
    var overrides: [OverrideRecord]
    var confirmations: [Confirmation]
  }

  private func judge(
    _ laid: LaidPlan, _ ground: PlanGround, _ facts: PlanFacts, _ inputs: Inputs
  ) throws -> Verification {
    var evaluation = try job.measure("rules") {
      try RuleEngine.evaluate(
        inputs.book.packs, facts.facts, on: inputs.date, scope: inputs.scope,
        stage: inputs.stage, overrides: inputs.overrides,
        confirmations: inputs.confirmations, job: job)
    }
    evaluation.plan = laid.plan.name
    evaluation.base = laid.base.epoch ?? laid.base.name
    var verification = Verification(
      evaluation: evaluation, laid: laid, facts: facts, ground: ground, book: inputs.book,
      date: inputs.date, overrides: inputs.overrides, confirmations: inputs.confirmations)
    verification.placeWitnesses()
    return verification
  }

  /// Stores verdicts and witnesses: a document of kind `verdicts`, the layer `witness_<plan>`, and
  /// everything needed to repeat the evaluation; see ``EvaluationRecord``.
  ///
  /// - Parameter body: the JSON form of the evaluation.
  public func keep(_ verification: Verification, _ body: [UInt8]) throws {
    let name = verification.evaluation.plan
    let layerRecord = LayerRecord(
      name: try witnessLayer(of: name), role: .witness,
      epoch: verification.evaluation.base, plan: name, title: "规则证据 \(name)",
      synthetic: try isSynthetic(workspace.layers()))
    let record = EvaluationRecord(verification, body)
    try workspace.write { writer in
      try record.keep(in: writer, verification)
      let layer = try writer.createLayer(
        layerRecord, geometry: .multiPolygon,
        columns: WitnessRecord.columns)
      for verdict in verification.evaluation.verdicts {
        let rule = verdict.part.map { "\(verdict.rule)/\($0)" } ?? verdict.rule
        for (rank, witness) in verdict.witnesses.enumerated() {
          guard let geometry = verification.geometry(of: witness) else { continue }
          let row = WitnessRecord(witness, rule: rule, rank: rank + 1)
          try layer.append(geometry: geometry, values: row.values)
        }
      }
      try layer.finish()
      try present(layerRecord, in: writer)
      try writer.putDocument(.verdicts, key: name, body: body)
    }
  }
}

extension Verification {
  /// The verdicts of other rules on the same facts. Nothing is stored.
  public func evaluated(by other: RuleBook, job: Job = Job()) throws -> Verification {
    var result = self
    result.book = other
    result.facts.facts = facts.facts.converted(to: other.catalogue)
    result.evaluation = try RuleEngine.evaluate(
      other.packs, result.facts.facts, on: date, scope: evaluation.scope, stage: evaluation.stage,
      overrides: overrides, confirmations: confirmations, job: job)
    result.evaluation.plan = evaluation.plan
    result.evaluation.base = evaluation.base
    result.placeWitnesses()
    return result
  }

  /// The ground of a witness; `nil` for one that has none, or whose record comes from a register. The
  /// ground of a project is that of its measures.
  public func geometry(of witness: Witness) -> MultiPolygon? {
    guard
      !evaluation.origins.contains(where: { $0.fact == witness.collection && $0.isForeign })
    else { return nil }
    let place = Int(witness.id) - 1
    switch witness.collection {
    case "pieces":
      return facts.atoms.indices.contains(place) ? facts.atoms[place].geometry : nil
    case "blocks":
      guard facts.blocks.indices.contains(place) else { return nil }
      return MultiPolygon(facts.blocks[place].flatMap { facts.atoms[$0].geometry.polygons })
    case "measures":
      return Verification.ground(of: witness.id, in: laid.plan.side)
    case "projects":
      let measures = laid.plan.measures.indices.filter {
        laid.plan.measures[$0].project == witness.toID
      }
      return measures.isEmpty
        ? nil
        : MultiPolygon(
          measures.flatMap { laid.plan.side.polygons.multiPolygon(of: $0).polygons })
    case "townships":
      return ground.townshipFacts.firstIndex { $0.fid == witness.id }
        .flatMap { ground.townships?.polygons.multiPolygon(of: $0) }
    case "patches":
      return Verification.ground(of: witness.id, in: laid.state.ledger.before)
    default:
      return nil
    }
  }

  /// The ground of a patch by its number in its layer, which usually equals its index.
  private static func ground(of fid: Int64, in side: FlowSide) -> MultiPolygon? {
    let guess = Int(fid) - 1
    let place =
      side.fids.indices.contains(guess) && side.fids[guess] == fid
      ? guess : side.fids.firstIndex(of: fid)
    return place.map { side.polygons.multiPolygon(of: $0) }
  }

  /// Writes the box of every witness into the verdicts, so that a map can zoom to it.
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
