import Classes
import Flow
import Foundation
import Groundwork
import Reports
import Testing

@Suite("A report is complete and says what it should")
struct DocumentTests {
  private func tables(_ blocks: [ReportDocument.Block]) -> [ReportDocument.Table] {
    blocks.flatMap { block -> [ReportDocument.Table] in
      switch block {
      case .table(let table): [table]
      case .landscape(let inner): tables(inner)
      default: []
      }
    }
  }

  @Test("the chapters of a full report")
  func outline() {
    let document = ReportDocument(Fixture.model())
    let chapters = document.blocks.compactMap { block in
      if case .heading(1, let text) = block { text } else { nil }
    }
    #expect(
      chapters == [
        "一、概要", "二、土地利用现状与整治图斑", "三、土地利用结构", "四、地类流向", "五、合规核验", "六、举证图斑",
        "七、项目安排", "八、附录",
      ])
    #expect(
      tables(document.blocks).map { "\($0.number) \($0.caption)" } == [
        "表 1 主要指标变化", "表 2 土地利用结构调整表（三大类及一级类）", "表 3 主要地类流向",
        "表 4 一级类流向矩阵（公顷）", "表 5 规则核验结论一览", "表 6 未适用的规则及原因", "表 7 功能组团项目汇总表",
        "表 8 项目清单", "表 9 土地利用结构调整表（二级类）", "表 10 入库图层与来源文件",
        "表 11 计算程序与规则包版本",
      ])
  }

  @Test("chapters without content are left out, and numbers stay without gaps")
  func sparse() {
    let model = ReportModel(
      title: Localized("T"), district: Localized("D"), plan: "p", baseEpoch: "2023", crs: "local",
      areaKind: .planar, isSynthetic: false)
    let document = ReportDocument(model)
    let chapters = document.blocks.compactMap { block in
      if case .heading(1, let text) = block { text } else { nil }
    }
    #expect(chapters == ["一、概要", "二、附录"])
    #expect(document.syntheticMark == nil)
    #expect(document.drawings.isEmpty)
  }

  @Test("every row has a cell for each column", arguments: Language.allCases)
  func tablesAreRectangular(language: Language) {
    let document = ReportDocument(Fixture.model(), language: language)
    for table in tables(document.blocks) {
      for row in table.rows { #expect(row.count == table.columns.count, "\(table.caption)") }
    }
  }

  @Test("the structure table adds up to the ledger, before and after")
  func structureAddsUp() throws {
    let model = Fixture.model()
    let table = try #require(tables(ReportDocument(model).blocks).first { $0.number == "表 2" })
    let total = AreaUnit.hectare.text(Fixture.flows.map(\.area).total())
    let last = try #require(table.rows.last)
    #expect(last.map(\.text) == ["合计", total, "100.00", total, "100.00", "0.00", "0.0"])
    let farm = try #require(table.rows.first { $0.first?.text == "农用地" })
    let before = Fixture.structure.filter {
      ClassPalette(Fixture.classes)[$0.code].category == .farm
    }
    .map(\.before).total()
    #expect(farm[1].text == AreaUnit.hectare.text(before))
  }

  @Test("the matrix adds up in rows, columns and corner")
  func matrixAddsUp() throws {
    let table = try #require(
      tables(ReportDocument(Fixture.model()).blocks).first { $0.number == "表 4" })
    let corner = try #require(table.rows.last?.last)
    #expect(corner.text == AreaUnit.hectare.text(Fixture.flows.map(\.area).total()))
    let farmland = try #require(table.rows.first { $0.first?.text == "耕地" })
    let sum = Fixture.flows.filter { $0.from?.hasPrefix("01") == true }.map(\.area).total()
    #expect(farmland.last?.text == AreaUnit.hectare.text(sum))
  }

  @Test("missing figures are shown as missing, never as zero")
  func missing() throws {
    let table = try #require(
      tables(ReportDocument(Fixture.model()).blocks).first { $0.number == "表 1" })
    let row = try #require(table.rows.first { $0.first?.text == "永久基本农田" })
    #expect(row.map(\.text) == ["永久基本农田", "450,000.00", "–", "–", "–"])
  }

  @Test("drafts and unverified rules carry their marks wherever they are named")
  func marks() throws {
    let document = ReportDocument(Fixture.model())
    let overview = try #require(tables(document.blocks).first { $0.number == "表 5" })
    let row = try #require(overview.rows.first { $0.first?.text == "CAP-01/pbf" })
    #expect(row.last?.text == "草案、待核实")
    #expect(row[3].text == "–" && row[4].text == "≤ 3.00 %" && row[5].text == "无法判定")
    let cards = document.blocks.compactMap { block in
      if case .verdict(let card) = block { card } else { nil }
    }
    #expect(cards.map(\.marks) == [[], [], ["草案", "待核实"], ["待核实"]])
    let missing = cards[2].facts.first { $0.name == "缺少数据" }
    #expect(missing?.value == "designated_pbf")
  }

  @Test("only the largest witnesses get a map, and the rest are counted")
  func witnessLimit() {
    let document = ReportDocument(Fixture.model())
    let shown = document.blocks.compactMap { block in
      if case .gallery(let figures) = block { figures.count } else { nil }
    }
    #expect(shown == [6])
    let texts = document.blocks.compactMap { block in
      if case .paragraph(let text) = block { text } else { nil }
    }
    #expect(texts.contains("另有 2 块，见工作空间 witness_demo 图层。"))
  }

  @Test("the same model gives the same document")
  func deterministic() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let a = ReportDocument(Fixture.model())
    let b = ReportDocument(Fixture.model())
    #expect(try encoder.encode(a) == encoder.encode(b))
    #expect(a.drawings == b.drawings)
    #expect(HTMLPage(a).write() == HTMLPage(b).write())
  }

  @Test("a model survives JSON")
  func roundTrip() throws {
    let model = Fixture.model()
    let read = try JSONDecoder().decode(ReportModel.self, from: JSONEncoder().encode(model))
    #expect(HTMLPage(ReportDocument(read)).write() == HTMLPage(ReportDocument(model)).write())
  }
}
