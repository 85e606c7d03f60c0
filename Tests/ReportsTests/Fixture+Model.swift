import Geometry
import Groundwork
import Reports

extension Fixture {
  static let verdicts: [Verdict] = [
    Verdict(
      rule: "CORE-01", title: Localized(zh: "新增耕地不少于原有耕地的 5%", en: "New farmland at least 5 %"),
      statement: Localized(
        zh: "整治区域内新增耕地面积不少于整治前耕地面积的 5%。", en: "New farmland is at least 5 % of farmland."),
      level: .hard, verdict: .pass, applies: true, value: 0.0525, threshold: 0.05,
      comparator: ">=", unit: "ratio", margin: 0.0025,
      formula: "(farmland_after - farmland_before) / farmland_before",
      source: Verdict.Source(
        title: "自然资源部关于开展全域土地综合整治试点工作的通知", docNo: "自然资发〔2019〕194号",
        article: "一", issued: "2019-12", status: "in_force"),
      evidence: Verdict.Evidence(grade: "seed", seed: "S3+S4", verified: true),
      trace: [
        Verdict.TraceStep(expression: "farmland_before", value: .number(5_333_333.33), unit: "m2"),
        Verdict.TraceStep(expression: "farmland_after", value: .number(5_613_333.33), unit: "m2"),
        Verdict.TraceStep(expression: "count(measures) > 0", value: .truth(true), unit: "truth"),
      ]),
    Verdict(
      rule: "CORE-04", part: "new-construction",
      partTitle: Localized(zh: "红线内新增建设用地", en: "construction inside"),
      title: Localized(zh: "生态保护红线不突破", en: "Ecological red line is kept"), level: .hard,
      verdict: .fail, value: 1234.56, threshold: 0, comparator: "<=", unit: "m2",
      margin: -1234.56, formula: "sum(area of new construction inside erl)",
      source: Verdict.Source(title: "自然资发〔2019〕194号", status: "in_force"),
      evidence: Verdict.Evidence(grade: "seed", seed: "S4", verified: true),
      witnesses: (1...3).map {
        Verdict.Witness(
          id: $0, fromID: "A\($0)", fromClass: "0101", toClass: "0601",
          area: Area(hundredths: Int64(40_000 * $0)))
      }, witnessCount: 9),
    Verdict(
      rule: "CAP-01", part: "pbf", title: Localized(zh: "永久基本农田调整规模上限", en: "Cap on PBF"),
      level: .hardInPrinciple, verdict: .undecidable, threshold: 0.03, comparator: "<=",
      unit: "ratio", formula: "pbf_out / sum(designated_pbf)",
      source: Verdict.Source(
        title: "关于开展全域国土空间综合整治的意见（征求意见稿）", article: "二（五）", issued: "2022",
        status: "draft"),
      evidence: Verdict.Evidence(grade: "seed", seed: "S3", verified: false),
      missing: ["designated_pbf"],
      reason: Localized(zh: "缺少乡镇永久基本农田划定面积", en: "designated PBF of the townships is missing"),
      binding: Verdict.Binding(binds: true, against: ["CAP-02"])),
    Verdict(
      rule: "NB-04", title: Localized(zh: "零星土地单宗不超过 3 亩", en: "Scattered parcel at most 3 mu"),
      level: .hard, verdict: .pass, value: 2.9, threshold: 3, comparator: "<=", unit: "mu",
      margin: 0.1, evidence: Verdict.Evidence(grade: "memory_low", verified: false)),
  ]

  static func model(columns: Int = 18, rows: Int = 18) -> ReportModel {
    let cell = 90.0
    let map = map(columns: columns, rows: rows, cell: cell)
    let total = flows.map(\.area).total()
    let farmland = structure.filter { $0.code.hasPrefix("01") }
    let witnesses = (0..<8).map { index -> WitnessMap in
      let piece = patch(3 + index, 4 + index % 3, cell: cell)
      let view = piece.bounds.map { WitnessMap.viewport(of: $0) }
      return WitnessMap(
        rule: "CORE-04", rank: index + 1, fromID: "33021100000\(index)", fromClass: "0101",
        toClass: "0601", area: Area(hundredths: Int64(900_000 - index * 33_333)),
        note: index == 0 ? "位于生态保护红线内" : nil, geometry: piece,
        context: map.base.filter { patch in
          guard let view, let box = patch.shape.geometry.bounds else { return false }
          return view.intersects(box)
        }, controls: map.controls)
    }
    let groups = ["农田整治组团", "村庄更新组团", "生态修复组团", "产业提升组团"]
    return ReportModel(
      title: Localized(zh: "样一片区全域土地综合整治方案", en: "Consolidation plan of the sample district"),
      district: Localized(zh: "样一片区 <合成>", en: "Sample district <synthetic>"), plan: "demo",
      baseEpoch: "2023", crs: "CGCS2000 / 3-degree Gauss-Kruger CM 120E（EPSG:4549）",
      isSynthetic: true, date: "2026-11-21",
      summary: ReportModel.Summary(
        area: total, patches: map.base.count, measures: map.measures.count,
        measureArea: Area(hundredths: 64_163_333_45), projects: 12, groups: 4, implementers: 5,
        cost: Money(fen: 12_345_678_900),
        changes: [
          ReportModel.Change(
            name: Localized(zh: "耕地", en: "farmland"), before: farmland.map(\.before).total(),
            after: farmland.map(\.after).total()),
          ReportModel.Change(
            name: Localized(zh: "建设用地", en: "construction land"),
            before: Area(hundredths: 560_000_000_00), after: Area(hundredths: 553_000_000_00)),
          ReportModel.Change(
            name: Localized(zh: "永久基本农田", en: "permanent basic farmland"),
            before: Area(hundredths: 300_000_000_00), after: nil),
        ]),
      classes: classes, structure: structure, flows: flows,
      projects: (1...12).map { index in
        ReportModel.ProjectRow(
          code: "XM\(index < 10 ? "0" : "")\(index)", name: "第 \(index) 号土地整治项目",
          group: groups[index % 4], implementer: "样区第\(index % 5 + 1)实施公司",
          stage: index % 3 + 1, measures: index,
          area: Area(hundredths: Int64(index) * 7_000_000_00),
          cost: index == 5 ? nil : Money(fen: Int64(index) * 1_000_000_00))
      },
      map: map,
      verdicts: VerdictReport(
        plan: "demo", base: "2023", engine: "zhitu/0.1.0", date: "2026-11-21",
        packs: [
          VerdictReport.Pack(
            id: "national", version: "2026.1", sha256: String(repeating: "ab12", count: 16))
        ], factsSHA256: String(repeating: "0f", count: 32), verdicts: verdicts,
        skipped: [
          VerdictReport.Skipped(
            rule: "SH-01", reason: Localized(zh: "不适用于本地区", en: "not for this place"))
        ]),
      witnesses: witnesses,
      provenance: [
        ReportModel.ProvenanceRow(
          layer: "survey_2023", title: "地类图斑 2023", file: "sample.gpkg",
          sha256: String(repeating: "9c3e", count: 16), importedAt: "2026-11-21T08:00:00Z",
          features: map.base.count, repaired: 2, rejected: 1)
      ])
  }
}
