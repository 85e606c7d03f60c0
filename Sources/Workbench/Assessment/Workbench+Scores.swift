import Access
import EventLog
import Governance
import Groundwork
import Policy
import Storage

/// The scored year (年度考核) of a county: its own table, the checked one, ranking and rewards, as documents of a
/// case of the process `assessment`.
public struct CaseScores: Sendable {
  /// A document that is frozen with the case, by its hash.
  public struct Frozen<Table: Sendable>: Sendable {
    public var table: Table
    public var hash: String
    public var person: String
    public var time: Timestamp
  }

  /// What the program computes for a plan; there until the county has stated its own table.
  public var computed: ScoreSheet?
  public var own: Frozen<ScoreSheet>?
  public var checked: Frozen<ScoreSheet>?
  public var ranking: Frozen<ScoreRanking>?
  /// The ranking as the checked tables of the year stand now, without rewards.
  public var standing: ScoreRanking?
}

/// What is typed for one of the tables of a scored year.
public struct ScoreForm: Sendable {
  public enum Paper: String, Sendable, CaseIterable {
    case own = "self_scores"
    case checked = "checked_scores"
    case ranking
  }

  public var paper: Paper
  /// The year that the county scores itself for; the later tables are of the same year.
  public var year: Int?
  public var entries: [ScoreSheet.Entry]
  public var tiers: [ScoreRanking.TypedTier]
  public var basis: String

  public init(
    paper: Paper, year: Int?, entries: [ScoreSheet.Entry], tiers: [ScoreRanking.TypedTier],
    basis: String
  ) {
    self.paper = paper
    self.year = year
    self.entries = entries
    self.tiers = tiers
    self.basis = basis
  }
}

extension Workbench {
  static let assessment = "assessment"

  /// The table of scores as the program computes it on the facts of the last evaluation of a plan.
  ///
  /// - Throws: Diagnostics `indicator.*`, `replay.damaged`.
  public func computedScores(of plan: String, year: Int) throws -> ScoreSheet? {
    guard let table = try indicators(of: plan) else { return nil }
    func number(_ value: Rational?) -> ScoreNumber? {
      guard let value, abs(value.double) < 1e9 else { return nil }
      return ScoreNumber(millionths: Int64((value.double * 1_000_000).rounded()))
    }
    return ScoreSheet(
      year: year, plan: plan, evaluation: table.evaluation,
      lines: table.scores.map { indicator, value in
        let computed = number(value.value)
        return ScoreSheet.Line(
          id: indicator.id, title: indicator.title, unit: indicator.unit.symbol,
          full: number(indicator.full) ?? .zero, target: number(value.target),
          applies: value.applies, computed: computed, value: computed)
      })
  }

  /// The tables of a case.
  ///
  /// - Throws: Diagnostics `assessment.other-process`, and as ``computedScores(of:year:)``.
  /// - Complexity: Reads the facts of the last evaluation while the county has not stated its own table.
  public func scores(of file: CaseFile, plan: String?, _ acting: Acting) throws -> CaseScores {
    let instance = file.row.instance
    guard instance.process == Workbench.assessment else {
      throw Diagnostic(
        code: "assessment.other-process",
        Localized(
          zh: "办件 \(file.row.number) 不是年度考核。",
          en: "the case \(file.row.number) is no yearly assessment."))
    }
    var scores = CaseScores()
    scores.own = try frozen(.own, in: instance, ScoreSheet.self, ScoreSheet.format)
    scores.checked = try frozen(.checked, in: instance, ScoreSheet.self, ScoreSheet.format)
    scores.ranking = try frozen(.ranking, in: instance, ScoreRanking.self, ScoreRanking.format)
    if scores.own == nil {
      if let plan = try plan ?? caseEvaluation(of: instance)?.plan {
        let year = Int(acting.time.adding(seconds: 8 * 3600).date.prefix(4)) ?? 0
        scores.computed = try computedScores(of: plan, year: year)
      }
    } else if let year = scores.checked?.table.year {
      scores.standing = ScoreRanking(
        year: year, basis: "", tiers: [], entrants: try entrants(of: year, acting))
    }
    return scores
  }

  /// Freezes one of the tables as a document of its case.
  ///
  /// - Throws: As ``advanceCase(_:_:expected:document:_:by:_:)``; diagnostics `assessment.*`.
  public func freezeScores(
    _ form: ScoreForm, in file: CaseFile, plan: String?, expected: Int64?,
    _ calendar: WorkCalendar, _ acting: Acting
  ) throws -> ProcessBoard.Row {
    let number = file.row.number
    let scores = try scores(of: file, plan: plan, acting)
    let document: [UInt8]
    let year: Int
    switch form.paper {
    case .own:
      guard let begun = scores.own?.table ?? scores.computed else {
        throw ScoreFault.nothingComputed
      }
      year = form.year ?? begun.year
      guard (2000...2100).contains(year) else { throw ScoreFault.year(year) }
      var sheet = try begun.filled(form.entries)
      sheet.year = year
      document = try CanonicalJSON().bytes(sheet)
    case .checked:
      guard let own = scores.own?.table else { throw ScoreFault.noTable("self_scores") }
      year = own.year
      let begun = scores.checked?.table ?? own.toCheck
      document = try CanonicalJSON().bytes(try begun.filled(form.entries))
    case .ranking:
      guard let checked = scores.checked?.table else {
        throw ScoreFault.noTable("checked_scores")
      }
      year = checked.year
      let tiers = try ScoreRanking.tiers(form.tiers)
      guard tiers.isEmpty || form.basis.contains(where: { !$0.isWhitespace }),
        form.basis.count <= 2000
      else { throw ScoreFault.noBasis }
      document = try CanonicalJSON().bytes(
        ScoreRanking(
          year: year, basis: form.basis, tiers: tiers, entrants: try entrants(of: year, acting)))
    }
    let title = file.law.definition.paper(form.paper.rawValue)?.title.zh ?? form.paper.rawValue
    return try advanceCase(
      number, .attach(paper: form.paper.rawValue, hash: "", name: "\(year)-\(title).json"),
      expected: expected, document: document, calendar, by: acting.context,
      acting.authority)
  }

  /// The checked tables of a year that somebody may read.
  private func entrants(of year: Int, _ acting: Acting) throws -> [ScoreRanking.Entrant] {
    let authority = acting.authority
    return try cases().compactMap { row in
      let instance = row.instance
      guard instance.process == Workbench.assessment, instance.standing != .terminated,
        let sheet = try frozen(.checked, in: instance, ScoreSheet.self, ScoreSheet.format)?.table,
        sheet.year == year,
        authority.law.may(
          authority.subject, .read, try Workbench.accessObject(instance, row.number),
          at: acting.time
        ).isAllowed
      else { return nil }
      return .init(
        number: row.number, title: instance.title, area: instance.area, sheet: sheet)
    }
  }

  /// A document of a case as a table; `nil` where it is not there, or is a file of another kind.
  private func frozen<Table: Decodable & Sendable>(
    _ paper: ScoreForm.Paper, in instance: ProcessInstance, _ type: Table.Type, _ format: String
  ) throws -> CaseScores.Frozen<Table>? {
    guard let record = instance.papers[paper.rawValue],
      let body = try workspace.document(kind: Workbench.attachmentKind, key: record.hash),
      (try? CanonicalJSON.value(TableHead.self, body))?.format == format
    else { return nil }
    return .init(
      table: try CanonicalJSON.value(type, body), hash: record.hash, person: record.person,
      time: record.time)
  }

  private struct TableHead: Decodable {
    var format: String
  }
}

private enum ScoreFault {
  static func fault(_ code: String, _ field: String?, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "assessment.\(code)", Localized(zh: zh, en: en), field: field)
  }

  static let nothingComputed = fault(
    "nothing-computed", nil, zh: "没有检验过的方案，算不出得分；先检验方案，或用 plan 指明。",
    en: "No plan was verified, so nothing can be scored; verify a plan, or name one.")

  static let noBasis = fault(
    "basis", "basis", zh: "奖励标准须写明依据的文件（不超过 2000 字）。",
    en: "the formula of rewards needs the text that it stands in, at most 2000 characters.")

  static func year(_ year: Int) -> Diagnostic {
    fault(
      "year", "year", zh: "考核年度 \(year) 不在 2000 至 2100 之间。",
      en: "the year \(year) is not between 2000 and 2100.")
  }

  static func noTable(_ paper: String) -> Diagnostic {
    fault(
      "no-table", paper, zh: "办件中还没有以数值填写的“\(paper)”。",
      en: "the case has no ‘\(paper)’ in numbers yet.")
  }
}
