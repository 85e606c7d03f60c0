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
/// Pure: nothing is read or written but temporary files. Attribute rules run on layers with the fields
/// of DLTB only, the rules of geometry and topology on any polygon layer. A rule that cannot run is
/// listed with its reason in ``CheckReport/skipped``, never passed over. The findings do not depend on
/// the number of threads, nor on the memory.
///
/// Patches are loaded batch by batch. In memory stay about 200 bytes of each (see ``CheckMemory``), the
/// edges that no neighbour has, and the patches beside these while gaps are looked for.
public enum QualityCheck {
  /// Throws ``Cancelled``, ``Groundwork/SpillFile/Failure``, or what PROJ says about the coordinate
  /// system.
  public static func run(
    _ input: CheckInput, options: CheckOptions = CheckOptions(), job: Job = Job()
  ) throws -> CheckReport {
    var run = try Run(context: CheckContext(input: input, options: options, job: job))
    try run.plan()
    try run.patches()
    try run.layer()
    return run.finished()
  }

  private struct Run {
    let context: CheckContext
    private var report: CheckReport
    private let surveys: Bool
    /// In the order of the report.
    private var steps: [Step] = []
    private var wantsFaults = false
    private var wantsVillages = false
    private var coverage: Coverage.Builder?
    private var merging: MergeCheck?
    /// What is gathered over all patches for the steps of these positions.
    private var unique: [(step: Int, check: UniquenessCheck)] = []
    private var whole: [CheckRule: Int] = [:]
    private var sums: [String: Area] = [:]

    /// A rule or a part of one, with what it found.
    private struct Step {
      /// Checks a batch; `nil` for what is known only after all patches.
      var check: (@Sendable (CheckBatch) throws -> [Finding])?
      var findings: FindingList

      init(
        _ context: CheckContext, findings known: [Finding] = [],
        check: (@Sendable (CheckBatch) throws -> [Finding])? = nil
      ) {
        self.check = check
        findings = context.findingList
        findings.append(contentsOf: known)
      }
    }

    init(context: CheckContext) throws {
      self.context = context
      surveys = context.layer.hasSurveyFields
      report = CheckReport(layer: context.layer.name, featureCount: context.input.patches.count)
    }

    // MARK: Plan

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

    /// Adds a rule that looks at each patch on its own.
    private mutating func add(
      _ rule: CheckRule, unless reason: Localized? = nil,
      _ check: @escaping @Sendable (CheckBatch) throws -> [Finding]
    ) {
      if wants(rule, unless: reason) { steps.append(Step(context, check: check)) }
    }

    /// Adds a rule that needs all patches, if it is wanted.
    private mutating func addWhole(_ rule: CheckRule, unless reason: Localized? = nil) {
      guard wants(rule, unless: reason) else { return }
      whole[rule] = steps.count
      steps.append(Step(context))
    }

    mutating func plan() throws {
      planAttributes()
      planShapes()
      try planTopology()
      try planAreas()
    }

    private mutating func planAttributes() {
      if wants(.required) {
        for field in SurveyDomains.required {
          steps.append(
            Step(
              context, findings: AttributeChecks(context: context).missing(field),
              check: { AttributeChecks(context: $0.context).required(field) }))
        }
      }
      add(.classCode) { AttributeChecks(context: $0.context).classCodes() }
      add(.className) { AttributeChecks(context: $0.context).classNames() }
      add(.pair) { AttributeChecks(context: $0.context).pairs() }
      add(.domain) { AttributeChecks(context: $0.context).domains() }
      add(.unitCode) { AttributeChecks(context: $0.context).unitCodes() }
      for rule in [CheckRule.uniqueId, .uniqueNumber] {
        addWhole(rule)
        if let step = whole[rule] { unique.append((step, UniquenessCheck(rule, context))) }
      }
      add(.farmlandOnly) { FarmlandChecks(context: $0.context).farmlandOnly() }
      add(.ridgeCode) { FarmlandChecks(context: $0.context).ridgeCodes() }
      add(.ridgeArea) { FarmlandChecks(context: $0.context).ridgeAreas() }
      add(.ridgeSlope) { FarmlandChecks(context: $0.context).slopes() }
      add(.netArea) { FarmlandChecks(context: $0.context).netAreas() }
      add(.width) { AttributeChecks(context: $0.context).widths() }
    }

    private mutating func planShapes() {
      add(.empty) { ShapeChecks(context: $0.context).empty() }
      add(.invalid) { ShapeChecks(context: $0.context).invalid($0.faults) }
      wantsFaults = !context.options.disabled.contains(.invalid)
      add(.multipart) { ShapeChecks(context: $0.context).multipart() }
      var vertexRules: Set<CheckRule> = []
      for rule in [CheckRule.duplicateVertex, .spike, .shortSegment] where wants(rule) {
        vertexRules.insert(rule)
      }
      if !vertexRules.isEmpty {
        let rules = vertexRules
        steps.append(Step(context, check: { try ShapeChecks(context: $0.context).vertices(rules) }))
      }
      add(.sliver) { ShapeChecks(context: $0.context).slivers() }
      add(.minimumArea) { ShapeChecks(context: $0.context).minimumAreas() }
    }

    private mutating func planTopology() throws {
      addWhole(.overlap)
      addWhole(.gap)
      let noVillages = Localized(zh: "没有村级调查区图层。", en: "There is no village layer.")
      let isDisabled = context.options.disabled.contains(.outsideVillage)
      let villages = try isDisabled ? nil : VillageCheck(context)
      add(.outsideVillage, unless: villages == nil ? noVillages : nil) {
        try villages?.run($0) ?? []
      }
      wantsVillages = villages != nil
      if whole[.overlap] != nil || whole[.gap] != nil {
        coverage = try Coverage.Builder(context)
      }
      addWhole(.mergeable)
      if whole[.mergeable] != nil { merging = try MergeCheck(context) }
    }

    private mutating func planAreas() throws {
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
        let official = try OfficialArea(crs)
        steps.append(Step(context, check: { AreaChecks(context: $0.context).official(official) }))
      }
      let noVillages = Localized(
        zh: "没有带控制面积 DCMJ 的村级调查区图层。", en: "There is no village layer with DCMJ.")
      addWhole(
        .villageSum, unless: input.villages?.position(of: "DCMJ") == nil ? noVillages : nil)
      let noCounties = Localized(
        zh: "没有带控制面积 DCMJ 的行政区图层。",
        en: "There is no layer of administrative units with DCMJ.")
      addWhole(.countySum, unless: input.counties?.position(of: "DCMJ") == nil ? noCounties : nil)
    }

    // MARK: Patches

    /// What a batch has come to.
    private struct Result: Sendable {
      var findings: [[Finding]]
      var gathered: CheckBatch.Gathered
    }

    /// Runs all checks of single patches, batch by batch.
    mutating func patches() throws {
      let context = context
      let steps = steps.map(\.check)
      let count = context.input.patches.count
      let size = CheckBatch.size
      let wants = CheckBatch.Wants(
        faults: wantsFaults, geometries: coverage != nil || wantsVillages,
        signedEdges: coverage != nil, mergeEdges: merging != nil,
        sums: whole[.villageSum] != nil || whole[.countySum] != nil)
      let progress = context.job.progress
      progress.begin(Localized(zh: "检查图斑", en: "Checking patches"), total: count)
      let body: @Sendable (Int) throws -> Result = { number in
        let range = number * size..<min((number + 1) * size, count)
        let batch = try CheckBatch(
          context.input.patches.load(range), start: range.lowerBound, context, wants)
        return Result(
          findings: try steps.map { try $0?(batch) ?? [] }, gathered: batch.gathered(wants))
      }
      try context.job.forEach((count + size - 1) / size, body) { result in
        for (step, findings) in result.findings.enumerated() {
          self.steps[step].findings.append(contentsOf: findings)
        }
        try take(result.gathered)
        progress.advance(to: result.gathered.start + result.gathered.features.count)
      }
      progress.end()
    }

    private mutating func take(_ batch: CheckBatch.Gathered) throws {
      for index in unique.indices {
        for (offset, feature) in batch.features.enumerated() {
          try unique[index].check.add(feature, at: batch.start + offset)
        }
      }
      try coverage?.add(batch)
      try merging?.add(batch.features, batch.mergeEdges)
      sums.merge(batch.sums) { $0 + $1 }
    }

    // MARK: Layer

    /// Runs the checks that need all patches.
    mutating func layer() throws {
      for (step, check) in unique { steps[step].findings = check.findings }
      if let builder = coverage.take() {
        let coverage = try Coverage(context, builder)
        if let step = whole[.overlap] {
          let result = try OverlapCheck(context: context, coverage: coverage).run()
          steps[step].findings = result.findings
          report.overlapTotal = result.total
        }
        if let step = whole[.gap] {
          let result = try GapCheck(context: context, coverage: coverage).run()
          steps[step].findings = result.findings
          report.gapTotal = result.total
        }
      }
      if let merging, let step = whole[.mergeable] { steps[step].findings = try merging.run() }
      let areas = AreaChecks(context: context)
      if let step = whole[.villageSum], let villages = context.input.villages {
        steps[step].findings.append(contentsOf: areas.villageSums(villages, sums))
      }
      if let step = whole[.countySum], let counties = context.input.counties {
        steps[step].findings.append(contentsOf: areas.countySums(counties, sums))
      }
    }

    consuming func finished() -> CheckReport {
      var report = report
      report.findings = steps.flatMap(\.findings.listed)
      report.unlisted = steps.flatMap(\.findings.unlisted)
      return report
    }
  }
}
