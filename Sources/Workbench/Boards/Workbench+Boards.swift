import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Policy
import Storage

/// Indicators of a stored evaluation; kept, as reading its facts takes a while.
public struct IndicatorTable: Sendable {
  /// The id of the evaluation.
  public var evaluation: String
  public var core: [(Indicator, IndicatorValue)]
  public var scores: [(Indicator, IndicatorValue)]
  /// The parts of projects in each township, by core indicator; none where the records hold no township.
  public var townships: [String: [String: [String: Rational]]]
}

extension Workbench {
  /// The plan that the boards show: the one named, else the only plan that was verified; none where the
  /// named one was not.
  public func boardPlan(_ name: String?) throws -> CaseEvaluation? {
    var instance = ProcessInstance()
    instance.subject = name ?? ""
    let found = try caseEvaluation(of: instance)
    return name == nil || found?.plan == name ? found : nil
  }

  /// The indicators on the facts of the last evaluation of a plan.
  ///
  /// - Parameters:
  ///   - core: A file of indicators; `nil`: that of the program.
  ///   - assessment: A table of scores, such as one that is not published yet; `nil`: that of the program.
  /// - Throws: Diagnostics `indicator.*`, `replay.damaged`; ``Groundwork/Cancelled``.
  public func indicators(
    of plan: String, core: String? = nil, assessment: String? = nil
  ) throws -> IndicatorTable? {
    guard let record = try lastEvaluation(of: plan) else { return nil }
    let facts = try inputs(of: record).facts
    func values(_ own: String?, _ name: String) throws -> [(Indicator, IndicatorValue)] {
      try Workbench.indicatorBook(own, name, facts.catalogue).indicators.map {
        ($0, try $0.value(facts, cancellation: job.cancellation))
      }
    }
    let own = try values(core, "indicators.yaml")
    return IndicatorTable(
      evaluation: record.id, core: own, scores: try values(assessment, "assessment.yaml"),
      townships: try own.reduce(into: [:]) { townships, pair in
        townships[pair.0.id] = try pair.0.parts(
          facts, by: "township", cancellation: job.cancellation)
      })
  }

  /// The records that an indicator of a plan is made of, all or those of one project.
  ///
  /// - Throws: Diagnostics `indicator.missing`, `indicator.no-records`, `rules.not-verified`.
  public func indicatorRecords(
    _ id: String, of plan: String, project: String?, limit: Int
  ) throws -> (records: [Witness], count: Int, base: String) {
    guard let record = try lastEvaluation(of: plan) else { throw Workbench.notVerified(plan) }
    let facts = try inputs(of: record).facts
    let books = try ["indicators.yaml", "assessment.yaml"].map {
      try Workbench.indicatorBook(nil, $0, facts.catalogue)
    }
    guard let indicator = books.lazy.compactMap({ $0.indicator(id) }).first else {
      throw Diagnostic(
        code: "indicator.missing",
        Localized(zh: "没有指标“\(id)”。", en: "there is no indicator ‘\(id)’."))
    }
    let found = try indicator.records(
      facts, of: project, limit: limit, cancellation: job.cancellation)
    return (found.records, found.count, record.base)
  }

  /// The boards as somebody may see them.
  public func boards(
    _ table: IndicatorTable?, _ evaluation: CaseEvaluation?, _ library: ProcessLibrary,
    _ acting: Acting
  ) throws -> Boards {
    let authority = acting.authority
    func mayRead(_ object: AccessObject) -> Bool {
      authority.law.may(authority.subject, .read, object, at: acting.time).isAllowed
    }
    var laws: [String: ProcessLaw] = [:]
    var shown: [(row: ProcessBoard.Row, definition: ProcessDefinition)] = []
    for row in try cases()
    where mayRead(try Workbench.accessObject(row.instance, row.number)) {
      let law = try laws[row.instance.digest] ?? self.law(row.instance.digest, library.calendar)
      laws[row.instance.digest] = law
      shown.append((row, law.definition))
    }
    let problems = try workspace.readEvents { try $0.current(ProblemBoard.self) }.rows.values
      .filter { mayRead(try Workbench.accessObject($0.problem, $0.number)) }
      .sorted { $0.number < $1.number }
    let known = try self.projects().filter {
      try $0.record.isActive && mayRead(Workbench.worksObject($0.record.card, $0.id))
    }
    let works = try self.works()
    return try Boards(
      time: acting.time, evaluation: evaluation, indicators: table?.core ?? [],
      townships: table?.townships ?? [:], cases: shown,
      problems: problems, library: known,
      works: known.reduce(into: [:]) { $0[$1.id] = works[$1.id]?.works },
      calendar: library.calendar)
  }

  static func indicatorBook(
    _ own: String?, _ name: String, _ catalogue: FactCatalogue
  ) throws -> IndicatorBook {
    let path = try own ?? ProgramHome.path("Policies/boards/\(name)")
    guard let body = FileManager.default.contents(atPath: path),
      let text = String(bytes: body, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "indicator.no-file",
        Localized(zh: "读不到指标文件", en: "the file of indicators cannot be read"), file: path)
    }
    return try IndicatorBook(yaml: text, file: own ?? name, catalogue: catalogue)
  }

  private static func notVerified(_ plan: String) -> Diagnostic {
    Diagnostic(
      code: "rules.not-verified",
      Localized(zh: "方案“\(plan)”还没有检验过。", en: "Plan ‘\(plan)’ has not been verified."),
      remedy: Localized(zh: "先运行 zhitu verify。", en: "Run zhitu verify first."), layer: plan)
  }
}
