import Foundation
import Service
import Storage
import Testing

@Suite("Tiles of a workspace")
struct TileTests {
  let place: SmallWorkspace

  init() throws {
    place = try SmallWorkspace()
  }

  /// The tile over the middle of the workspace, by the usual formula from longitude and latitude.
  func address(zoom: Int) throws -> String {
    let bounds = try #require(try place.json("/api/workspace")["bounds"] as? [Double])
    let count = Double(1 << zoom)
    let x = ((bounds[0] + bounds[2]) / 2 + 180) / 360 * count
    let latitude = (bounds[1] + bounds[3]) / 2 * .pi / 180
    let y = (1 - log(tan(latitude) + 1 / cos(latitude)) / .pi) / 2 * count
    return "\(zoom)/\(Int(x))/\(Int(y))"
  }

  @Test(arguments: [10, 13, 14, 16])
  func theTileOverTheLayerHoldsIt(zoom: Int) throws {
    let answer = place.get("/tiles/survey_2023/\(try address(zoom: zoom)).mvt")
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/vnd.mapbox-vector-tile")
    let text = String(decoding: answer.body, as: UTF8.self)
    for word in ["features", "zt_class", "zt_area"] { #expect(text.contains(word)) }
    #expect(text.contains("0101") || text.contains("0601"))
  }

  @Test func elsewhereThereIsNothing() {
    #expect(place.get("/tiles/survey_2023/14/0/0.mvt").status == 204)
    #expect(place.get("/tiles/survey_2023/0/0/0.mvt").status == 204)
  }

  @Test(arguments: [
    "/tiles/flow_2023__P/1/0/0.mvt", "/tiles/none/1/0/0.mvt", "/tiles/survey_2023/1/5/0.mvt",
    "/tiles/survey_2023/1/0/0.png", "/tiles/survey_2023/99/0/0.mvt", "/tiles/survey_2023",
    "/tiles/zhitu_documents/1/0/0.mvt", "/tiles/survey_2023/1/-1/0.mvt",
  ])
  func whatIsNoTileIsMissing(target: String) {
    #expect(place.get(target).status == 404)
  }

  @Test func aTileIsPackedKeptAndMadeAnewAfterAChange() throws {
    let target = "/tiles/survey_2023/\(try address(zoom: 15)).mvt"
    func ask(_ tag: String? = nil) -> Answer {
      place.service.answer(
        WebRequest(target: target, host: "localhost", acceptEncoding: "gzip", ifNoneMatch: tag))
    }
    let first = ask()
    #expect(first.header("Content-Encoding") == "gzip")
    #expect(first.body.prefix(2) == [0x1F, 0x8B])
    #expect(ask().body == first.body)
    let tag = try #require(first.header("ETag"))
    #expect(ask(tag).status == 304)
    try place.workspace.write { try $0.dropLayer("survey_2023") }
    #expect(ask(tag).status == 404)
  }
}
