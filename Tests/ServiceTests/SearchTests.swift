import Foundation
import Service
import Testing

@Suite("Looking for ground by its number, and tables as workbooks")
struct SearchTests {
  let place: SmallWorkspace

  init() throws {
    place = try SmallWorkspace()
  }

  private func found(_ text: String, limit: Int = 6) async throws -> [[String: Any]] {
    let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let answer = try await place.json("/api/v1/search?text=\(encoded)&limit=\(limit)")
    return try #require(answer["hits"] as? [[String: Any]])
  }

  @Test func findsAPatchByItsNumber() async throws {
    let hits = try await found(" b3 ")
    #expect(hits.map { $0["value"] as? String } == ["B3"])
    #expect(hits.map { $0["layer"] as? String } == ["survey_2023"])
    #expect(hits.map { $0["fid"] as? Int } == [4])
    let bounds = try #require(hits.first?["bounds"] as? [Double])
    #expect((121.5...121.6).contains(bounds[0]) && bounds[0] < bounds[2])
  }

  @Test func listsNoMoreThanAreAskedForInTheOrderOfTheLayer() async throws {
    let hits = try await found("B", limit: 4)
    #expect(hits.map { $0["value"] as? String } == ["B0", "B1", "B2", "B3"])
  }

  /// Land classes and areas are no names: thousands of patches share them.
  @Test(arguments: ["水田", "0101", "999500", "没有", "  "])
  func findsNothingByWhatNamesNoFeature(text: String) async throws {
    #expect(try await found(text).isEmpty)
  }

  @Test func writesATableAsAWorkbook() async throws {
    let body =
      #"{"title":"地类/增减","columns":[{"title":"地类","form":"text"},{"title":"亩","form":"two"}],"#
      + #""rows":[["水田",1.5],[null,true]]}"#
    let answer = try await place.ask("POST", "/api/v1/tables/workbook", body: body)
    #expect(answer.status == 200)
    #expect(answer.body.prefix(2) == Array("PK".utf8)[...])
    let again = try await place.ask("POST", "/api/v1/tables/workbook", body: body)
    #expect(again.body == answer.body)
  }

  @Test func refusesARowThatIsTooShort() async throws {
    let body = #"{"title":"a","columns":[{"title":"a","form":"whole"}],"rows":[[1],[]]}"#
    let answer = try await place.ask("POST", "/api/v1/tables/workbook", body: body)
    #expect(answer.status == 422)
    #expect(answer.object["code"] as? String == "table.row")
  }
}
