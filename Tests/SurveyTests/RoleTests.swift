import Groundwork
import Survey
import Testing
import VectorFiles

@Suite("Layer recognition and the catalogue")
struct RoleTests {
  @Test(
    "By name, whatever case, year and separators",
    arguments: [
      ("DLTB_2023", ImportRole.survey), ("dltb", .survey), ("JQDLTB", .survey), ("地类图斑", .survey),
      ("ZZTB", .plan), ("YJJBNTTB", .pbf), ("JBNTBHTB", .pbf), ("JBNTTB", .pbf),
      ("STBHHX", .erl), ("CZKFBJ", .udb), ("XZQ", .township), ("CJDCQ", .village),
      ("GYYQ", ImportRole(known: "park")), ("TSCZ", .protected),
      ("ZRBHD", ImportRole(known: "reserve")), ("HHGLFW_2023", ImportRole(known: "water")),
      ("河道管理范围", ImportRole(known: "water")), ("GBZNT", ImportRole(known: "hsf")),
      ("粮食生产功能区", ImportRole(known: "grain")), ("LSSCGNQ", ImportRole(known: "grain")),
      ("GYQKX", ImportRole(known: "industry")), ("WRDK", ImportRole(known: "pollution")),
      ("林权宗地", ImportRole(known: "forest")), ("潜力指引图斑", .guide), ("ZYTB_2024", .guide),
    ])
  func names(name: String, role: ImportRole) {
    #expect(ImportRole.recognise(name: name, fields: []) == role)
  }

  @Test(
    "By fields when the name is not recognised",
    arguments: [
      (["BSM", "DLBM", "DLMC", "TBMJ"], ImportRole.survey), (["DLBM", "QSDWDM"], .survey),
      (["BSM", "DLBM", "DLMC", "YJJBNTMJ"], .pbf), (["DLBM", "YJJBNTTBMJ"], .pbf),
      (["XJXZQHDM", "SLDM", "MC", "QYMJ", "GKCS"], .erl), (["XJXZQDM", "LHLX", "MJ"], .erl),
      (["BSM", "GHFQDM", "GHFQMC", "MJ"], .udb), (["CZMC", "CZKFMJ"], .udb),
      (["BSM", "ZLDWDM", "ZLDWMC", "DCMJ"], .village), (["XZQDM", "XZQMC", "DCMJ"], .township),
      (["BSM", "ZZBH", "XMDM", "ZZYS", "DLBM", "DLMC"], .plan),
      (["DCBH", "XZQDM", "QSXZ", "DLBM", "DLMC", "TBLX", "SDBSM"], .guide),
    ])
  func fields(fields: [String], role: ImportRole) {
    #expect(ImportRole.recognise(name: "layer1", fields: fields) == role)
  }

  @Test("Foreign land use and unknown layers have no role")
  func unknown() {
    #expect(ImportRole.recognise(name: "land_use", fields: ["class_name", "area"]) == nil)
    #expect(ImportRole.recognise(name: "parcels", fields: ["地番"]) == nil)
    #expect(ImportRole.recognise(name: "XZQJX", fields: ["BSM", "JXLX"]) == nil)
  }

  @Test("The 5+X elements, also in longer words")
  func elements() {
    for element in PlanElement.allCases { #expect(PlanElement(named: element.rawValue) == element) }
    #expect(PlanElement(named: "农用地整治") == .farmland)
    #expect(PlanElement(named: "生态保护修复") == .ecology)
    #expect(PlanElement(named: "城镇低效用地") == .urban)
    #expect(PlanElement(named: "x") == .other)
    #expect(PlanElement(named: "") == nil)
    #expect(PlanElement(named: "地铁") == nil)
  }

  @Test("A new row is recognised by its name and fields, and has a table and a fact")
  func madeUpRow() throws {
    let role = ImportRole(known: "orchid")
    let row = LayerKind(
      role, .area, zh: "兰花谷", en: "Orchid valleys", aliases: ["LHG", "兰花谷"],
      signs: .init(rank: 9, .init(all: ["LHMC"], any: ["LHBH", "LHMJ"])), fact: "in_orchids",
      colour: "#aa00aa", drawing: 18)
    let catalogue = LayerCatalogue(LayerCatalogue.standard.kinds + [row])
    #expect(catalogue.recognise(name: "lhg_2024", fields: [])?.role == role)
    #expect(catalogue.recognise(name: "x", fields: ["lhmc", "LHMJ"])?.role == role)
    #expect(catalogue.recognise(name: "x", fields: ["LHMC"]) == nil)
    #expect(catalogue[role]?.tableName == "area_orchid")
    #expect(catalogue.themes.last?.fact == "in_orchids")
    #expect(ImportRole(rawValue: "orchid") == nil)
  }

  @Test("Every row is complete, and no two share a role, a name, a fact or a place")
  func completeRows() {
    let kinds = LayerCatalogue.standard.kinds
    #expect(Set(kinds.map(\.role)).count == kinds.count)
    #expect(Set(kinds.map(\.drawing)).count == kinds.count)
    #expect(Set(kinds.compactMap(\.fact)).count == kinds.compactMap(\.fact).count)
    let aliases = kinds.flatMap(\.aliases)
    #expect(Set(aliases).count == aliases.count)
    for kind in kinds {
      #expect(kind.aliases == kind.aliases.map { $0.uppercased().filter(\.isLetter) })
      #expect(!kind.title.zh.isEmpty && kind.title.zh != kind.title.en)
      #expect(kind.colour.count == 7 && kind.colour.hasPrefix("#"))
      #expect(kind.role.kind == kind)
    }
  }
}
