import Survey
import Testing
import VectorFiles

@Suite("Layer recognition")
struct RoleTests {
  @Test(
    "By name, whatever case, year and separators",
    arguments: [
      ("DLTB_2023", ImportRole.survey), ("dltb", .survey), ("JQDLTB", .survey), ("地类图斑", .survey),
      ("ZZTB", .plan), ("YJJBNTTB", .pbf), ("JBNTBHTB", .pbf), ("JBNTTB", .pbf),
      ("STBHHX", .erl), ("CZKFBJ", .udb), ("XZQ", .township), ("CJDCQ", .village),
      ("GYYQ", .park), ("TSCZ", .protected), ("ZRBHD", .reserve), ("HHGLFW_2023", .water),
      ("河道管理范围", .water), ("GBZNT", .hsf), ("粮食生产功能区", .grain), ("LSSCGNQ", .grain),
      ("GYQKX", .industry), ("WRDK", .pollution), ("林权宗地", .forest),
    ])
  func names(name: String, role: ImportRole) {
    #expect(ImportRole.recognise(name: name, fields: []) == role)
  }

  @Test(
    "By fields when the name says nothing",
    arguments: [
      (["BSM", "DLBM", "DLMC", "TBMJ"], ImportRole.survey), (["DLBM", "QSDWDM"], .survey),
      (["BSM", "DLBM", "DLMC", "YJJBNTMJ"], .pbf), (["DLBM", "YJJBNTTBMJ"], .pbf),
      (["XJXZQHDM", "SLDM", "MC", "QYMJ", "GKCS"], .erl), (["XJXZQDM", "LHLX", "MJ"], .erl),
      (["BSM", "GHFQDM", "GHFQMC", "MJ"], .udb), (["CZMC", "CZKFMJ"], .udb),
      (["BSM", "ZLDWDM", "ZLDWMC", "DCMJ"], .village), (["XZQDM", "XZQMC", "DCMJ"], .township),
      (["BSM", "ZZBH", "XMDM", "ZZYS", "DLBM", "DLMC"], .plan),
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
}
