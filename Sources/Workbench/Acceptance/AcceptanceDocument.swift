import Foundation
import Groundwork
import Monitoring
import Planning

/// An acceptance as JSON (`zhitu.acceptance/1`).
public struct AcceptanceDocument: Encodable, Sendable {
  public struct Measure: Encodable, Sendable {
    public var id: String
    public var project: String
    public var projectName: String
    public var stage: Int?
    public var total: Area
    public var asPlanned: Area
    public var notYet: Area
    public var deviating: Area
    public var unmeasured: Area
    public var answer: AcceptanceReport.Answer
    /// The number of the problem that an acceptance opened for it.
    public var problem: String?
  }

  public struct Part: Encodable, Sendable {
    public var key: String
    public var title: Localized
    public var planned: Area
    public var measured: Area
    public var accepted: Area

    init(_ part: AcceptanceReport.Part) {
      key = part.key
      title = part.title
      planned = part.area.planned
      measured = part.area.measured
      accepted = part.area.accepted
    }
  }

  public struct Count: Encodable, Sendable {
    public var answer: AcceptanceReport.Answer
    public var title: Localized
    public var count: Int
    public var area: Area
  }

  public struct Rule: Encodable, Sendable {
    public var percent: Int
    public var source: Localized

    init(_ share: AcceptanceRules.Share) {
      percent = share.percent
      source = share.source
    }
  }

  public struct Clocks: Encodable, Sendable {
    public var noticeDays: Int
    public var answerDays: Int
    public var source: Localized
  }

  public var schema = "zhitu.acceptance/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var plan: String
  public var base: String
  public var measured: String
  public var stage: Int?
  public var counts: [Count]
  public var measures: [Measure]
  /// Net of ridges, like all that follow.
  public var newFarmland: Part
  public var sources: [Part]
  public var classes: [Part]
  public var grades: [Part]
  /// In hundredths.
  public var meanGrade: Int64?
  public var chain: [DeductionChain.Step]
  public var accepted: Area
  public var confirmed: Area?
  public var meetsCountyShare: Bool
  public var measureShare: Rule
  public var countyShare: Rule
  public var clocks: Clocks

  init(
    _ request: AcceptanceRequest, _ report: AcceptanceReport, _ chain: DeductionChain,
    _ plan: ConsolidationPlan, problems: [String: String], isSynthetic: Bool
  ) {
    synthetic = isSynthetic
    self.plan = request.plan
    base = request.base
    measured = request.measured
    stage = request.stage
    measures = report.measures.map { row in
      let measure = plan.measures[row.measure]
      return Measure(
        id: measure.id, project: measure.project, projectName: measure.projectName,
        stage: measure.stage, total: row.areas.total, asPlanned: row.asPlanned,
        notYet: row.areas[.notYet] + row.areas[.onTheWay], deviating: row.areas[.deviating],
        unmeasured: row.areas[.unobserved], answer: row.answer, problem: problems[measure.id])
    }
    let own = measures
    counts = AcceptanceReport.Answer.allCases.map { answer in
      let rows = own.filter { $0.answer == answer }
      return Count(
        answer: answer, title: answer.title, count: rows.count, area: rows.map(\.total).total())
    }
    newFarmland = Part(
      AcceptanceReport.Part(
        key: "", title: Localized(zh: "新增耕地", en: "new farmland"), area: report.newFarmland))
    sources = report.sources.map(Part.init)
    classes = report.classes.map(Part.init)
    grades = report.grades.map(Part.init)
    meanGrade = report.meanGradeHundredths
    self.chain = chain.steps
    accepted = chain.accepted
    confirmed = chain.confirmed
    meetsCountyShare = chain.meetsCountyShare
    measureShare = Rule(report.rules.measureShare)
    countyShare = Rule(report.rules.countyShare)
    clocks = Clocks(
      noticeDays: report.rules.clocks.noticeDays, answerDays: report.rules.clocks.answerDays,
      source: report.rules.clocks.source)
  }

  /// Names in snake case, keys sorted, so that equal acceptances give equal bytes.
  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}
