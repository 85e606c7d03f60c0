import Classes
import Flow
import Foundation
import Geometry
import Groundwork
import Policy
import Reports

extension Fixture {
  /// One verdict as the rule engine writes it, with what the test wants otherwise.
  static func verdict(_ own: [String: Any]) -> [String: Any] {
    var verdict: [String: Any] = [
      "rule": "R-01", "title": ["zh": "题", "en": "title"],
      "statement": ["zh": "条文", "en": "statement"], "level": "hard", "verdict": "pass",
      "applies": true, "unit": "ratio", "formula": "a / b", "comparator": ">=", "threshold": 0.05,
      "source": ["title": "意见", "status": "in_force"],
      "evidence": ["grade": "seed", "verified": true], "missing": [String](),
      "trace": [Any](), "witnesses": [Any](), "witness_count": 0,
    ]
    verdict.merge(own) { $1 }
    return verdict
  }

  /// The evaluation that the rule engine would have written.
  static func evaluation(_ verdicts: [[String: Any]]) throws -> Evaluation {
    let document: [String: Any] = [
      "schema": Evaluation.schema, "plan": "demo", "base": "2023", "engine": "zhitu/0.1.0",
      "date": "2026-11-21", "scope": "330211", "facts_sha256": String(repeating: "0f", count: 32),
      "packs": [
        [
          "id": "national", "version": "2026.1", "sha256": String(repeating: "ab12", count: 16),
        ]
      ],
      "skipped": [
        ["rule": "SH-01", "reason": ["zh": "不在本地区", "en": "not for this place"]]
      ],
      "verdicts": verdicts,
    ]
    return try Evaluation(json: Array(JSONSerialization.data(withJSONObject: document)))
  }

  /// Verdicts of every kind.
  static var verdicts: [[String: Any]] {
    [
      verdict([
        "rule": "CORE-01", "title": ["zh": "新增耕地不少于原有耕地的 5%", "en": "New farmland at least 5 %"],
        "chapter": ["zh": "整治底线", "en": "Bottom lines"], "value": 0.0525, "margin": 0.0025,
        "formula": "(farmland_after - farmland_before) / farmland_before",
        "source": [
          "title": "自然资源部关于开展全域土地综合整治试点工作的通知", "doc_no": "自然资发〔2019〕194号",
          "article": "一", "issued": "2019-12", "status": "in_force",
        ],
        "trace": [
          ["expression": "farmland_before", "value": 5_333_333.33, "unit": "m2"],
          ["expression": "count(measures) > 0", "value": true, "unit": "truth"],
          ["expression": "price", "value": 12.5, "unit": "yuan/m2"],
        ],
      ]),
      verdict([
        "rule": "CORE-04", "part": "new-construction",
        "part_title": ["zh": "红线内新增建设用地", "en": "construction inside"],
        "title": ["zh": "生态保护红线不突破", "en": "Ecological red line is kept"], "verdict": "fail",
        "chapter": ["zh": "整治底线", "en": "Bottom lines"], "value": 1234.56, "threshold": 0,
        "comparator": "<=", "unit": "m2", "margin": -1234.56,
        "remedies": [
          [
            "say": ["zh": "须调出 1.86 亩", "en": "take 1.86 mu out"], "quantity": 1.86,
            "exact": "93/50", "unit": "mu", "verified": true,
          ]
        ],
        "witnesses": (1...3).map {
          [
            "collection": "pieces", "id": $0, "from_id": "A\($0)", "from_class": "0101",
            "to_class": "0601", "area": 40_000 * $0, "certain": true,
          ] as [String: Any]
        }, "witness_count": 9,
      ]),
      verdict([
        "rule": "CAP-01", "part": "pbf", "title": ["zh": "永久基本农田调整规模上限", "en": "Cap on PBF"],
        "level": "hard_in_principle", "effect": "blocks", "verdict": "undecidable",
        "threshold": 0.03,
        "comparator": "<=",
        "source": [
          "title": "关于开展全域国土空间综合整治的意见（征求意见稿）", "article": "二（五）", "issued": "2022",
          "status": "draft",
        ],
        "evidence": ["grade": "seed", "seed": "S3", "verified": false],
        "missing": ["designated_pbf"],
        "needs": [
          [
            "name": "designated_pbf", "unit": "hm2",
            "meaning": ["zh": "乡镇永久基本农田划定面积", "en": "designated PBF of the townships"],
            "origin": ["zh": "自然资源部门的划定成果", "en": "the natural resources department"],
          ]
        ],
        "reason": ["zh": "缺少乡镇永久基本农田划定面积", "en": "designated PBF is missing"],
        "binding": [
          "binds": true, "against": ["CAP-02"], "reason": ["zh": "从严", "en": "the stricter"],
        ],
      ]),
      verdict([
        "rule": "NB-04", "title": ["zh": "零星土地单宗不超过 3 亩", "en": "Scattered parcel at most 3 mu"],
        "value": 2.9, "threshold": 3, "comparator": "<=", "unit": "mu", "margin": 0.1,
        "evidence": ["grade": "memory_low", "verified": false],
      ]),
      verdict([
        "rule": "FAC-02", "title": ["zh": "设施农业用地", "en": "Farm facilities"], "applies": false,
      ]),
    ]
  }

  static func model(columns: Int = 18, rows: Int = 18) throws -> ReportModel {
    let cell = 90.0
    let map = map(columns: columns, rows: rows, cell: cell)
    let total = cells.map(\.area).total()
    let farmland = byClass.structure.filter { $0.label.key.hasPrefix("01") }
    let witnesses = (0..<8).map { index -> WitnessMap in
      let piece = patch(3 + index, 4 + index % 3, cell: cell)
      let view = piece.bounds.map { WitnessMap.viewport(of: $0) }
      return WitnessMap(
        rule: "CORE-04/new-construction", rank: index + 1, fromID: "33021100000\(index)",
        fromClass: "0101",
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
            after: farmland.map(\.after).total(), isKey: true),
          ReportModel.Change(
            name: Localized(zh: "建设用地", en: "construction land"),
            before: Area(hundredths: 560_000_000_00), after: Area(hundredths: 553_000_000_00),
            isKey: true),
          ReportModel.Change(
            name: Localized(zh: "永久基本农田", en: "permanent basic farmland"),
            before: Area(hundredths: 300_000_000_00), after: nil),
        ]),
      classes: palette, flows: flows,
      groups: groups.enumerated().map { index, name in
        ReportModel.GroupRow(
          name: name, projects: 3 + index % 2, measures: 4 + index,
          area: Area(hundredths: Int64(index + 1) * 9_000_000_00),
          cost: Money(fen: Int64(index + 1) * 3_000_000_00), withoutCost: index == 1 ? 1 : 0)
      },
      projects: (1...12).map { index in
        ReportModel.ProjectRow(
          code: "XM\(index < 10 ? "0" : "")\(index)", name: "第 \(index) 号土地整治项目",
          group: groups[index % 4], implementer: "样区第\(index % 5 + 1)实施公司",
          stage: index % 3 + 1, measures: index,
          area: Area(hundredths: Int64(index) * 7_000_000_00),
          cost: index == 5 ? nil : Money(fen: Int64(index) * 1_000_000_00))
      },
      map: map,
      evaluation: try evaluation(verdicts),
      witnesses: witnesses, witnessLayer: "witness_demo",
      provenance: [
        ReportModel.ProvenanceRow(
          layer: "survey_2023", title: "地类图斑 2023", file: "sample.gpkg",
          sha256: String(repeating: "9c3e", count: 16), importedAt: "2026-11-21T08:00:00Z",
          features: map.base.count, repaired: 2, rejected: 1)
      ])
  }
}
