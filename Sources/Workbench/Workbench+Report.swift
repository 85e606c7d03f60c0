import Classes
import Flow
import Geodesy
import Geometry
import Groundwork
import Planning
import Policy
import Records
import Reports
import Storage

extension Workbench {
  /// Collects the content of a report on a plan. Every figure comes from the ledger or the
  /// registers.
  ///
  /// - Parameter date: the date on the report, `yyyy-MM-dd`.
  public func report(_ verification: Verification, date: String) throws -> ReportModel {
    let laid = verification.laid
    let ledger = laid.state.ledger
    let layers = try workspace.layers()
    let crs = try crs()
    let towns = try records.ground(base: laid.base).townshipFacts.map(\.name)
    let district = towns.isEmpty ? laid.plan.name : towns.joined(separator: "、")
    return ReportModel(
      title: Localized(
        zh: "全域土地综合整治方案分析报告", en: "Comprehensive land consolidation: analysis of a plan"),
      district: Localized(district), plan: laid.plan.name, baseEpoch: ledger.before.name,
      crs: crs.authority.map { "\(crs.name) (\($0.name):\($0.code))" } ?? crs.name,
      areaKind: ledger.areaKind == .official ? .official : .planar,
      isSynthetic: isSynthetic(layers), date: date, summary: try summary(verification),
      classes: palette(ledger), flows: ReportModel.Flows(ledger), groups: groups(laid),
      projects: projects(laid), map: try districtMap(laid), evaluation: verification.evaluation,
      witnesses: try witnessMaps(verification),
      witnessLayer: try witnessLayer(of: laid.plan.name),
      provenance: provenance(layers),
      engine: Program.engine)
  }

  private func summary(_ verification: Verification) throws -> ReportModel.Summary {
    let laid = verification.laid
    let ledger = laid.state.ledger
    let measures = laid.plan.measures
    let cost = StatedCost(measures)
    let covered = ledger.rows.filter { row in
      row.to.map { laid.state.measure(ofPatch: Int($0)) != nil } ?? false
    }
    return ReportModel.Summary(
      area: ledger.before.areas.total(), patches: ledger.before.count, measures: measures.count,
      measureArea: covered.map(\.area).total(),
      projects: Set(measures.map(\.project)).subtracting([""]).count,
      groups: Set(measures.compactMap { Workbench.names($0.group).first }).count,
      implementers: Set(measures.flatMap { Workbench.names($0.implementer) }).count,
      cost: cost.stated, withoutCost: cost.without, changes: changes(ledger))
  }

  /// The names in a field that may hold several.
  static func names(_ text: String) -> [String] {
    text.split(whereSeparator: { "、,，;；/".contains($0) })
      .map { String($0).trimmingPrefix(" ").description }.filter { !$0.isEmpty }
  }

  private func changes(_ ledger: FlowLedger) -> [ReportModel.Change] {
    func change(
      _ name: Localized, isKey: Bool = false, _ holds: (FlowClass) -> Bool
    ) -> ReportModel.Change {
      var before = Area.zero
      var after = Area.zero
      let inBefore = ledger.before.classes.map(holds)
      let inAfter = ledger.after.classes.map(holds)
      for row in ledger.rows {
        if let from = row.from, inBefore[Int(ledger.before.classOf[Int(from)])] {
          before = before + row.area
        }
        if let to = row.to, inAfter[Int(ledger.after.classOf[Int(to)])] { after = after + row.area }
      }
      return ReportModel.Change(name: name, before: before, after: after, isKey: isKey)
    }
    return [
      change(Localized(zh: "耕地（含田坎）", en: "Cropland (ridges included)"), isKey: true) {
        $0.use == .farmland
      },
      change(Localized(zh: "农用地", en: "Agricultural land")) { $0.category?.key == "farm" },
      change(Localized(zh: "建设用地", en: "Construction land"), isKey: true) {
        $0.category?.key == "construction"
      },
      change(Localized(zh: "其中：农村宅基地", en: "of which rural homesteads")) {
        $0.use == .homestead
      },
      change(Localized(zh: "其中：工业用地", en: "of which industrial land")) {
        $0.use == .industry
      },
      change(Localized(zh: "未利用地", en: "Unused land")) { $0.category?.key == "unused" },
    ]
  }

  func palette(_ ledger: FlowLedger) -> ClassPalette {
    var styles: [String: ClassStyle] = [:]
    for item in ledger.before.classes + ledger.after.classes {
      let label = item.standard ?? item.source
      let category = item.category.flatMap { LandCategory(rawValue: $0.key) }
      styles[label.key] = ClassStyle(
        code: label.key, name: label.name, level1: item.level1?.key ?? label.key,
        category: category, colour: label.colour)
      if let first = item.level1, styles[first.key] == nil {
        styles[first.key] = ClassStyle(
          code: first.key, name: first.name, level1: first.key, colour: first.colour)
      }
    }
    return ClassPalette(styles.values.sorted { $0.code < $1.code })
  }

  /// The official area of each measure.
  private func measureAreas(_ laid: LaidPlan) -> [Area] {
    var areas = [Area](repeating: .zero, count: laid.plan.measures.count)
    for (patch, origin) in laid.state.origins.enumerated() {
      if case .measure(let measure) = origin {
        areas[Int(measure)] = laid.state.ledger.after.areas[patch]
      }
    }
    return areas
  }

  /// One row for each functional group. A measure whose field names several groups counts in the
  /// first.
  private func groups(_ laid: LaidPlan) -> [ReportModel.GroupRow] {
    let areas = measureAreas(laid)
    let measures = laid.plan.measures
    let groups = Dictionary(grouping: measures.indices) { index in
      Workbench.names(measures[index].group).first ?? ""
    }
    return groups.sorted { $0.key < $1.key }.map { name, members in
      let cost = StatedCost(members.map { measures[$0] })
      return ReportModel.GroupRow(
        name: name,
        projects: Set(members.map { measures[$0].project }).subtracting([""]).count,
        measures: members.count, area: members.map { areas[$0] }.total(),
        cost: cost.stated, withoutCost: cost.without)
    }
  }

  private func projects(_ laid: LaidPlan) -> [ReportModel.ProjectRow] {
    let areas = measureAreas(laid)
    let groups = Dictionary(grouping: laid.plan.measures.indices) { laid.plan.measures[$0].project }
    return groups.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { code, members in
      let measures = members.map { laid.plan.measures[$0] }
      let cost = StatedCost(measures)
      func joined(_ texts: [String]) -> String {
        Set(texts).subtracting([""]).sorted().joined(separator: "、")
      }
      return ReportModel.ProjectRow(
        code: code, name: measures.first?.projectName ?? "", group: joined(measures.map(\.group)),
        implementer: joined(measures.flatMap { Workbench.names($0.implementer) }),
        stage: measures.compactMap(\.stage).min(), measures: measures.count,
        area: members.map { areas[$0] }.total(),
        cost: cost.stated, withoutCost: cost.without)
    }
  }

  private func provenance(_ layers: [LayerRecord]) -> [ReportModel.ProvenanceRow] {
    layers.compactMap { layer in
      layer.provenance.map {
        ReportModel.ProvenanceRow(
          layer: layer.name, title: layer.title, file: $0.file, sha256: $0.sha256,
          importedAt: $0.importedAt, features: layer.featureCount, repaired: layer.repairedCount,
          rejected: layer.rejectedCount)
      }
    }
  }
}
