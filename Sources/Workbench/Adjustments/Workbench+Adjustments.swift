import Access
import EventLog
import Foundation
import Geometry
import Governance
import Groundwork
import Policy
import Records
import Storage
import Survey

/// An act as somebody asks for it; what is measured is added by the use case.
public enum AdjustmentRequest: Sendable {
  case propose(AdjustmentProposal)
  case revise(AdjustmentProposal, reason: String)
  case submit(note: String)
  case giveBack(reason: String)
  case approve(document: String, note: String)
  case refuse(reason: String)
  case execute(document: String)
  case withdraw(reason: String)
}

/// The use cases of proposals to adjust control lines (规划调整, 活规划).
extension Workbench {
  /// All proposals by number, also the closed ones.
  public func adjustmentRows() throws -> [AdjustmentBoard.Row] {
    try workspace.readEvents { try $0.current(AdjustmentBoard.self) }.rows.values
      .sorted { $0.id < $1.id }
  }

  /// One proposal with its history.
  /// - Throws: Diagnostic `adjustment.missing`.
  public func adjustment(
    _ number: String
  ) throws -> (row: AdjustmentBoard.Row, history: [Deed<AdjustmentEvent>]) {
    let stream = try StreamName(AdjustmentEvent.category, number)
    return try workspace.readEvents { reader in
      let deeds = try reader.deeds(of: stream, as: AdjustmentEvent.self)
      guard !deeds.isEmpty else { throw missingAdjustment(number) }
      return (
        AdjustmentBoard.Row(
          id: number, version: Int64(deeds.count), record: AdjustmentDecider.fold(deeds)),
        deeds
      )
    }
  }

  /// A proposal as the rights see it: part of a plan, where it lies.
  public static func adjustmentAccess(
    _ proposal: AdjustmentProposal?, _ number: String, authors: Set<String> = []
  ) throws -> AccessObject {
    AccessObject(
      .plan, "adjustment/\(number)", area: try AreaCode(proposal?.area ?? ""), workers: authors)
  }

  static func action(of act: AdjustmentAct?) -> Action {
    switch act {
    case nil: .create
    case .revise, .submit, .withdraw: .change
    case .giveBack, .approve, .refuse, .execute: .check
    }
  }

  /// What somebody may do with a proposal as it stands.
  public static func acts(
    on row: AdjustmentBoard.Row, _ acting: Acting
  ) throws -> [AdjustmentAct] {
    let record = row.record
    let object = try adjustmentAccess(record.proposal, row.id, authors: record.authors)
    return AdjustmentAct.allCases.filter { act in
      let action = action(of: act)
      return AdjustmentDecider.phases(for: act).contains(record.phase)
        && (action != .check || !record.authors.contains(acting.actor.person))
        && acting.authority.law.may(acting.authority.subject, action, object, at: acting.time)
          .isAllowed
    }
  }

  /// Proposes, or does something with a proposal.
  ///
  /// What is carried out is measured now; taking basic farmland out is refused while a rule that the
  /// course names for it does not pass (CORE-09, 先补划后调整).
  ///
  /// - Parameters:
  ///   - number: `nil` for a new proposal, which gets the next number.
  ///   - expected: the version that the author saw; `nil` for any.
  /// - Throws: `EventConflict`; diagnostics `adjustment.*`, `access.refused`.
  @discardableResult
  public func performAdjustment(
    _ request: AdjustmentRequest, on number: String?, expected: Int64?, book: RuleBook,
    by context: DeedContext, _ authority: Authority
  ) throws -> AdjustmentBoard.Row {
    var seen: AdjustmentBoard.Row?
    if let number { seen = try adjustment(number).row }
    let command = try command(completed(request), on: seen, book)
    return try workspace.write { writer in
      let events = writer.events
      try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let board = try events.current(AdjustmentBoard.self)
      let number = number ?? Workbench.nextAdjustment(board)
      let stream = try StreamName(AdjustmentEvent.category, number)
      let before = try events.state(of: stream, AdjustmentDecider.self)
      let action = Workbench.action(of: command.act)
      var objects = [before.state.proposal].compactMap(\.self)
      switch command {
      case .propose(let proposal), .revise(let proposal, _): objects.append(proposal)
      default: break
      }
      for object in objects {
        try authority.demand(
          action,
          Workbench.adjustmentAccess(object, number, authors: before.state.authors),
          at: context.time)
      }
      if case .execute(_, let ground) = command, let proposal = before.state.proposal {
        // What was measured belongs to the version that was read.
        guard before.version == seen?.version else {
          throw AdjustmentDecider.changed
        }
        try checkOrder(
          proposal, ground, number, Array(board.rows.values), book, at: context.time)
      }
      let after = try events.perform(
        AdjustmentDecider.self, command, on: stream, expected: expected, by: context)
      try events.update(AdjustmentBoard.self)
      let row = AdjustmentBoard.Row(id: number, version: after.version, record: after.state)
      try checkSingle(row, Array(board.rows.values))
      return row
    }
  }

  private func command(
    _ request: AdjustmentRequest, on row: AdjustmentBoard.Row?, _ book: RuleBook
  ) throws -> AdjustmentDecider.Command {
    switch request {
    case .propose(let proposal): .propose(proposal)
    case .revise(let proposal, let reason): .revise(proposal, reason: reason)
    case .submit(let note): .submit(note: note)
    case .giveBack(let reason): .giveBack(reason: reason)
    case .approve(let document, let note): .approve(document: document, note: note)
    case .refuse(let reason): .refuse(reason: reason)
    case .execute(let document):
      .execute(
        document: document,
        ground: try row.map { try measuredGround(of: $0, book) } ?? AdjustedGround(parts: []))
    case .withdraw(let reason): .withdraw(reason: reason)
    }
  }

  /// A request whose patches and problems exist; a proposal that does not say where it lies gets the
  /// narrowest code that all its patches share.
  private func completed(_ request: AdjustmentRequest) throws -> AdjustmentRequest {
    switch request {
    case .propose(let proposal): .propose(try completed(proposal))
    case .revise(let proposal, let reason): .revise(try completed(proposal), reason: reason)
    default: request
    }
  }

  private func completed(_ given: AdjustmentProposal) throws -> AdjustmentProposal {
    var proposal = given
    for number in proposal.problems { _ = try problem(number) }
    let record = try survey(proposal.epoch)
    let field = FieldFinder(try workspace.columns(of: record.name))
    guard let own = field[.id] else {
      throw ProposedAdjustments.noPatch(
        proposal.patches.first ?? "", proposal.title, proposal.epoch)
    }
    let wanted = Set(proposal.patches)
    var found: [String: Int] = [:]
    var codes: Set<String> = []
    let place = field["ZLDWDM"]
    try workspace.forEachFeature(in: record.name, geometry: false) { feature in
      guard let id = feature.values[own].string, wanted.contains(id) else { return }
      found[id, default: 0] += 1
      codes.insert(place.flatMap { feature.values[$0].string } ?? "")
    }
    for id in proposal.patches where found[id] != 1 {
      throw ProposedAdjustments.noPatch(id, proposal.title, proposal.epoch)
    }
    if proposal.area.isEmpty, let first = codes.first {
      proposal.area =
        [12, 9, 6, 4, 2].lazy.filter { $0 <= first.count }.map { String(first.prefix($0)) }
        .first { prefix in codes.allSatisfy { $0.hasPrefix(prefix) } } ?? ""
    }
    return proposal
  }

  /// A patch stands in one active proposal.
  private func checkSingle(
    _ row: AdjustmentBoard.Row, _ rows: [AdjustmentBoard.Row]
  ) throws {
    guard row.record.isActive, let own = row.record.proposal else { return }
    let patches = Set(own.patches)
    for other in rows.sorted(by: { $0.id < $1.id })
    where other.id != row.id && other.record.isActive {
      guard let proposal = other.record.proposal, proposal.epoch == own.epoch,
        proposal.line == own.line,
        let shared = proposal.patches.first(where: patches.contains)
      else { continue }
      throw ProposedAdjustments.twice(shared, row.id, other.id)
    }
  }

  /// Refuses to take basic farmland out before enough was added, by the rules of the packs.
  private func checkOrder(
    _ proposal: AdjustmentProposal, _ ground: AdjustedGround, _ number: String,
    _ rows: [AdjustmentBoard.Row], _ book: RuleBook, at time: Timestamp
  ) throws {
    guard proposal.line == .basicFarmland, proposal.direction == .out else { return }
    let rules = try Workbench.adjustmentRules()
    guard let course = rules.course(.basicFarmland), !course.ordered.isEmpty else { return }
    var rows = rows
    if let place = rows.firstIndex(where: { $0.id == number }) {
      rows[place].record.phase = .executed
      rows[place].record.executed = ground
      rows[place].record.executedAt = time
    }
    var facts = Facts(book.catalogue)
    let date = try Workbench.day(of: time)
    try facts.set("as_of", .date(date))
    try facts.set(Workbench.adjustmentEvents(rows, book.catalogue))
    let evaluation = try RuleEngine.evaluate(
      book.packs, facts, on: date, scope: String(proposal.area.prefix(6)), job: job)
    for rule in course.ordered {
      let verdicts = evaluation.verdicts.filter { $0.rule == rule }
      guard let open = verdicts.first(where: { !$0.verdict.isClear }) else {
        if !verdicts.isEmpty { continue }
        throw Diagnostic(
          code: "adjustment.no-rule",
          Localized(
            zh: "规则 \(rule) 在 \(date) 不生效，无法判断能否调出。",
            en: "the rule \(rule) is not in force on \(date); whether land may go out is unknown."),
          remedy: Localized(zh: "查看规则库。", en: "Look into the rule packs."))
      }
      let why =
        open.remedies.first?.say ?? open.reason
        ?? Localized(
          zh: open.missing.isEmpty ? "" : "缺少：\(open.missing.joined(separator: "、"))",
          en: open.missing.isEmpty ? "" : "missing: \(open.missing.joined(separator: ", "))")
      throw Diagnostic(
        code: "adjustment.order",
        Localized(
          zh: "先补划后调整：\(open.reference)“\(open.title.zh)”未通过。\(why.zh)",
          en: "add before you take out: \(open.reference), ‘\(open.title.en)’, does not pass."
            + " \(why.en)"),
        remedy: Localized(
          zh: "先执行补划建议，数量和质量都要够。",
          en: "Carry out proposals that add land first, enough of it and good enough."))
    }
  }

  static func nextAdjustment(_ board: AdjustmentBoard.State) -> String {
    let last = board.rows.keys.compactMap { Int($0.drop { !$0.isNumber }) }.max() ?? 0
    return "TZ-" + String(String(10_000 + last + 1).dropFirst())
  }

  private func missingAdjustment(_ number: String) -> Diagnostic {
    Diagnostic(
      code: "adjustment.missing",
      Localized(
        zh: "没有规划调整建议 \(number)。", en: "there is no proposal of adjustment \(number)."),
      remedy: Localized(zh: "用 zhitu adjust 查看编号。", en: "See the numbers with zhitu adjust."),
      file: workspace.path)
  }
}

extension AdjustmentDecider {
  fileprivate static var changed: Diagnostic {
    Diagnostic(
      code: "adjustment.changed",
      Localized(
        zh: "测算期间建议有了变化，请重新办理。",
        en: "the proposal changed while its ground was measured; do it again."))
  }
}
