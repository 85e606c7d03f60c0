import Geodesy
import Geometry
import Groundwork

/// The quality checks of a survey layer (数据质量检查), the engine of `zhitu check`.
///
/// ```swift
/// let report = try QualityCheck.run(CheckInput(patches: layer, villages: villages, crs: crs))
/// for finding in report.findings { print(finding.rule, finding.message.zh) }
/// ```
///
/// Pure: nothing is read or written. Attribute rules run on layers with the fields of DLTB only, the
/// rules of geometry and topology on any polygon layer. A rule that cannot run is listed with its
/// reason in ``CheckReport/skipped``, never passed over. The findings do not depend on the number of
/// threads.
public enum QualityCheck {
  /// Throws ``Cancelled``, or what PROJ says about the coordinate system.
  public static func run(
    _ input: CheckInput, options: CheckOptions = CheckOptions(), job: Job = Job()
  ) throws -> CheckReport {
    var run = Run(context: CheckContext(input: input, options: options, job: job))
    try run.attributes()
    try run.shapes()
    try run.topology()
    try run.areas()
    return run.report
  }

  private struct Run {
    let context: CheckContext
    var report: CheckReport
    private let surveys: Bool

    init(context: CheckContext) {
      self.context = context
      surveys = context.layer.hasSurveyFields
      report = CheckReport(layer: context.layer.name, featureCount: context.layer.features.count)
    }

    /// Whether a rule is to run; notes it as run or skipped.
    private mutating func wants(_ rule: CheckRule, unless reason: Localized? = nil) -> Bool {
      if context.options.disabled.contains(rule) {
        skip(rule, Localized(zh: "已按选项关闭。", en: "Switched off by option."))
        return false
      }
      if rule.needsSurveyFields, !surveys {
        skip(
          rule,
          Localized(
            zh: "图层没有地类图斑字段（BSM、DLBM、TBMJ）。",
            en: "The layer lacks the fields of DLTB (BSM, DLBM, TBMJ)."))
        return false
      }
      if let reason {
        skip(rule, reason)
        return false
      }
      report.rulesRun.append(rule.rawValue)
      return true
    }

    private mutating func skip(_ rule: CheckRule, _ reason: Localized) {
      report.skipped.append(CheckReport.Skipped(rule: rule.rawValue, reason: reason))
    }

    private mutating func apply(_ rule: CheckRule, _ check: () throws -> [Finding]) throws {
      try context.job.cancellation.check()
      if wants(rule) { report.findings += try check() }
    }

    mutating func attributes() throws {
      context.job.progress.begin(
        Localized(zh: "检查属性", en: "Checking attributes"), total: nil)
      defer { context.job.progress.end() }
      let attributes = AttributeChecks(context: context)
      let unique = UniquenessChecks(context: context)
      let farmland = FarmlandChecks(context: context)
      try apply(.required, attributes.required)
      try apply(.classCode, attributes.classCodes)
      try apply(.className, attributes.classNames)
      try apply(.pair, attributes.pairs)
      try apply(.domain, attributes.domains)
      try apply(.unitCode, attributes.unitCodes)
      try apply(.uniqueId, unique.ids)
      try apply(.uniqueNumber, unique.numbers)
      try apply(.farmlandOnly, farmland.farmlandOnly)
      try apply(.ridgeCode, farmland.ridgeCodes)
      try apply(.ridgeArea, farmland.ridgeAreas)
      try apply(.ridgeSlope, farmland.slopes)
      try apply(.netArea, farmland.netAreas)
      try apply(.width, attributes.widths)
    }

    mutating func shapes() throws {
      let shapes = ShapeChecks(context: context)
      try apply(.empty, shapes.empty)
      try apply(.invalid, shapes.invalid)
      try apply(.multipart, shapes.multipart)
      var vertexRules: Set<CheckRule> = []
      for rule in [CheckRule.duplicateVertex, .spike, .shortSegment] where wants(rule) {
        vertexRules.insert(rule)
      }
      if !vertexRules.isEmpty { report.findings += try shapes.vertices(vertexRules) }
      try apply(.sliver, shapes.slivers)
      try apply(.minimumArea, shapes.minimumAreas)
    }

    mutating func topology() throws {
      try context.job.cancellation.check()
      let noVillages = Localized(zh: "没有村级调查区图层。", en: "There is no village layer.")
      let overlaps = wants(.overlap)
      let gaps = wants(.gap)
      let outside = wants(
        .outsideVillage,
        unless: context.input.villages?.features.isEmpty ?? true ? noVillages : nil)
      if overlaps || gaps || outside {
        let coverage = try Coverage(context)
        if overlaps {
          let result = try OverlapCheck(context: context, coverage: coverage).run()
          report.findings += result.findings
          report.overlapTotal = result.total
        }
        if gaps {
          let result = try GapCheck(context: context, coverage: coverage).run()
          report.findings += result.findings
          report.gapTotal = result.total
        }
        if outside, let check = try VillageCheck(context, coverage) {
          report.findings += try check.run()
        }
      }
      try apply(.mergeable, MergeCheck(context: context).run)
    }

    mutating func areas() throws {
      try context.job.cancellation.check()
      let areas = AreaChecks(context: context)
      let input = context.input
      var reason: Localized?
      if input.crs == nil {
        reason = Localized(zh: "没有坐标系。", en: "The coordinate system is not known.")
      } else if input.crs?.isChinese == false {
        reason = Localized(
          zh: "不是中国大地基准，官方椭球面积不适用。",
          en: "The datum is not Chinese; the official area does not apply.")
      }
      if wants(.officialArea, unless: reason), let crs = input.crs {
        report.findings += try areas.official(crs)
      }
      let noVillages = Localized(
        zh: "没有带控制面积 DCMJ 的村级调查区图层。", en: "There is no village layer with DCMJ.")
      let villages = input.villages.flatMap { $0.position(of: "DCMJ") == nil ? nil : $0 }
      if wants(.villageSum, unless: villages == nil ? noVillages : nil), let villages {
        report.findings += areas.villageSums(villages)
      }
      let noCounties = Localized(
        zh: "没有带控制面积 DCMJ 的行政区图层。",
        en: "There is no layer of administrative units with DCMJ.")
      let counties = input.counties.flatMap { $0.position(of: "DCMJ") == nil ? nil : $0 }
      if wants(.countySum, unless: counties == nil ? noCounties : nil), let counties {
        report.findings += areas.countySums(counties)
      }
    }
  }
}
