import Foundation
import Groundwork
import Reports
import Testing

@Suite("Verdicts are read as they are written")
struct VerdictReportTests {
  /// A document with every key, as the rule engine writes it, and one with the least.
  static let full = """
    {"schema":"zhitu.verdicts/1","plan":"P","base":"2023","engine":"zhitu/0.1.0","date":"2026-01-31",
     "scope":"330211","packs":[{"id":"national","version":"1","sha256":"ab"}],"facts_sha256":"cd",
     "skipped":[{"rule":"SH-01","reason":{"zh":"不适用","en":"not here"}}],
     "verdicts":[{"rule":"CAP-01","part":"pbf","part_title":{"zh":"永农","en":"PBF"},
     "title":{"zh":"上限","en":"cap"},"statement":{"zh":"述","en":"s"},"level":"hard_in_principle",
     "verdict":"fail","applies":true,"value":0.0683,"threshold":0.03,"comparator":"<=",
     "unit":"ratio","margin":-0.0383,"formula":"a / b",
     "source":{"title":"意见","doc_no":null,"article":"二（五）","issued":"2022","status":"draft"},
     "evidence":{"grade":"seed","seed":"S3","verified":false,"note":{"zh":"注","en":"n"}},
     "missing":[],"reason":null,"binding":{"binds":true,"against":["CAP-02"],
     "reason":{"zh":"从严","en":"stricter"}},
     "trace":[{"expression":"a","value":820,"unit":"mu"},{"expression":"t","value":true,"unit":""},
     {"expression":"u","value":null,"unit":"m2"},{"expression":"n","value":"B 镇","unit":""}],
     "witnesses":[{"collection":"pieces","id":7,"from_id":"x","to_id":null,"from_class":"0101",
     "to_class":"0601","area":12345,"amount":123.45,"certain":true,"note":null,
     "bounds":[1,2,3,4]}],"witness_count":12}]}
    """

  @Test("every key")
  func everyKey() throws {
    let report = try VerdictReport(json: Array(VerdictReportTests.full.utf8))
    let verdict = try #require(report.verdicts.first)
    #expect(verdict.label == "CAP-01/pbf")
    #expect(verdict.fullTitle(.zh) == "上限：永农")
    #expect(verdict.level == .hardInPrinciple && verdict.verdict == .fail)
    #expect(verdict.source?.isDraft == true && verdict.source?.docNo == nil)
    #expect(
      verdict.trace?.map(\.value) == [.number(820), .truth(true), .unknown, .text("B 镇")])
    #expect(verdict.witnesses?.first?.area == Area(hundredths: 12345))
    #expect(verdict.witnessCount == 12 && verdict.binding?.binds == true)
    #expect(report.count(.fail) == 1 && report.count(.pass) == 0)
    let model = ReportModel(
      title: Localized("T"), district: Localized("D"), plan: "P", baseEpoch: "2023", crs: "c",
      isSynthetic: false, verdicts: report)
    let page = HTMLPage(ReportDocument(model)).write()
    for text in ["6.83 %", "−3.83 %", "≤ 3.00 %", "820.00 亩", "B 镇", "12 块", "较 CAP-02 从严", "未知"] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test("only what must be there")
  func least() throws {
    let json = """
      {"schema":"zhitu.verdicts/1","plan":"P","packs":[],"verdicts":[
      {"rule":"R","title":{"zh":"题","en":"t"},"level":"info","verdict":"undecidable"}]}
      """
    let report = try VerdictReport(json: Array(json.utf8))
    #expect(report.verdicts.first?.value == nil)
    #expect(report.count(.undecidable) == 1)
  }

  @Test("what is no verdict document is refused")
  func refused() {
    #expect(throws: DecodingError.self) { try VerdictReport(json: Array("{}".utf8)) }
    #expect(throws: DecodingError.self) { try VerdictReport(json: Array("not json".utf8)) }
  }
}
