import Classes
import Flow
import Foundation
import Groundwork
import Reports
import Testing

@Suite("A report is complete and correct")
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
  func outline() throws {
    let document = ReportDocument(try Fixture.model())
    let chapters = document.blocks.compactMap { block in
      if case .heading(1, let text) = block { text } else { nil }
    }
    #expect(
      chapters == [
        "一、方案概况", "二、土地利用现状与整治图斑", "三、土地利用结构", "四、地类流向", "五、合规核验", "六、项目安排",
        "七、附录",
      ])
    #expect(
      tables(document.blocks).map { "\($0.number) \($0.caption)" } == [
        "表 1 主要指标变化", "表 2 土地利用结构调整表（三大类及一级类）", "表 3 主要地类流向（二级类）",
        "表 4 核验结论统计", "表 5 无法判定的规则及所缺资料", "表 6 功能组团汇总表", "表 7 项目清单",
        "表 8 通过的规则", "表 9 土地利用结构调整表（二级类）", "表 10 入库图层与来源文件",
        "表 11 一级类流向矩阵（公顷）",
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
    #expect(chapters == ["一、方案概况", "二、附录"])
    #expect(document.syntheticMark == nil)
    #expect(document.drawings.isEmpty)
  }

  @Test("every row has a cell for each column", arguments: Language.allCases)
  func tablesAreRectangular(language: Language) throws {
    let document = ReportDocument(try Fixture.model(), language: language)
    for table in tables(document.blocks) {
      for row in table.rows { #expect(row.count == table.columns.count, "\(table.caption)") }
    }
  }

  @Test("the structure table adds up to the ledger, before and after")
  func structureAddsUp() throws {
    let model = try Fixture.model()
    let table = try #require(tables(ReportDocument(model).blocks).first { $0.number == "表 2" })
    let total = AreaUnit.hectare.text(Fixture.cells.map(\.area).total())
    let last = try #require(table.rows.last)
    #expect(last.map(\.text) == ["合计", total, "100.00", total, "100.00", "0.00", "0.0"])
    let farm = try #require(table.rows.first { $0.first?.text == "农用地" })
    let before = Fixture.byClass.structure.filter {
      Fixture.palette[$0.label.key].category == .farm
    }
    .map(\.before).total()
    #expect(farm[1].text == AreaUnit.hectare.text(before))
  }

  @Test("the matrix adds up in rows, columns and corner")
  func matrixAddsUp() throws {
    let table = try #require(
      tables(ReportDocument(try Fixture.model()).blocks).first { $0.number == "表 11" })
    let corner = try #require(table.rows.last?.last)
    #expect(corner.text == AreaUnit.hectare.text(Fixture.cells.map(\.area).total()))
    let farmland = try #require(table.rows.first { $0.first?.text == "耕地" })
    let sum = Fixture.cells.filter { $0.from?.key.hasPrefix("01") == true }.map(\.area).total()
    #expect(farmland.last?.text == AreaUnit.hectare.text(sum))
  }

  @Test("missing figures are shown as missing, never as zero")
  func missing() throws {
    let table = try #require(
      tables(ReportDocument(try Fixture.model()).blocks).first { $0.number == "表 1" })
    let row = try #require(table.rows.first { $0.first?.text == "永久基本农田" })
    #expect(row.map(\.text) == ["永久基本农田", "450,000.00", "–", "–", "–"])
  }

  @Test("each functional group has one row, and a project in two groups counts once in the total")
  func groups() throws {
    let table = try #require(
      tables(ReportDocument(try Fixture.model()).blocks).first { $0.caption == "功能组团汇总表" })
    let names = table.rows.map { $0[0].text }
    #expect(names.count == 5 && Set(names).count == 5)
    #expect(table.rows.last?[1].text == "12")
    #expect(table.rows.dropLast().reduce(0) { $0 + (Int($1[1].text) ?? 0) } > 12)
    #expect(table.note?.contains("每个组团各计一次") == true)
  }

  @Test("drafts and unverified rules carry their marks wherever they are named")
  func marks() throws {
    let model = try Fixture.model()
    let passed = try #require(
      tables(ReportDocument(model).blocks).first { $0.caption == "通过的规则" })
    #expect(passed.rows.map { $0.last?.text } == ["", "待核实"])
    let cards = ReportDocument.details(model).blocks.compactMap { block in
      if case .verdict(let card) = block { card } else { nil }
    }
    #expect(cards.map(\.marks) == [[], [], ["草案", "待核实"], ["待核实"], []])
    let missing = cards[2].facts.first { $0.name == "缺少数据" }
    #expect(missing?.value == "乡镇永久基本农田划定面积（自然资源部门的划定成果）")
  }

  @Test("only the largest witnesses get a map, and the rest are counted")
  func witnessLimit() throws {
    let model = try Fixture.model()
    for (document, shown) in [(ReportDocument(model), 2), (ReportDocument.details(model), 6)] {
      let galleries = document.blocks.compactMap { block in
        if case .gallery(let figures) = block { figures.count } else { nil }
      }
      #expect(galleries == [shown])
      let texts = document.blocks.compactMap { block in
        if case .paragraph(let text) = block { text } else { nil }
      }
      #expect(texts.contains("另有 \(9 - shown) 块，见工作空间 witness_demo 图层。"))
    }
  }

  @Test("the same model gives the same document")
  func deterministic() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let a = ReportDocument(try Fixture.model())
    let b = ReportDocument(try Fixture.model())
    #expect(try encoder.encode(a) == encoder.encode(b))
    #expect(a.drawings == b.drawings)
    #expect(HTMLPage(a).write() == HTMLPage(b).write())
  }
}
