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
  func address(zoom: Int) async throws -> String {
    let workspace = try await place.json("/api/v1/workspace")
    let bounds = try #require(workspace["bounds"] as? [Double])
    let count = Double(1 << zoom)
    let x = ((bounds[0] + bounds[2]) / 2 + 180) / 360 * count
    let latitude = (bounds[1] + bounds[3]) / 2 * .pi / 180
    let y = (1 - log(tan(latitude) + 1 / cos(latitude)) / .pi) / 2 * count
    return "\(zoom)/\(Int(x))/\(Int(y))"
  }

  @Test(arguments: [10, 13, 14, 16])
  func theTileOverTheLayerHoldsIt(zoom: Int) async throws {
    let address = try await address(zoom: zoom)
    let answer = try await place.get("/api/v1/tiles/survey_2023/\(address).mvt")
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/vnd.mapbox-vector-tile")
    let text = String(decoding: answer.body, as: UTF8.self)
    for word in ["features", "zt_class", "zt_area"] { #expect(text.contains(word)) }
    #expect(text.contains("0101") || text.contains("0601"))
  }

  @Test func elsewhereThereIsNothing() async throws {
    #expect(try await place.get("/api/v1/tiles/survey_2023/14/0/0.mvt").status == 204)
  }

  @Test(arguments: [
    "flow_2023__P/1/0/0.mvt", "none/1/0/0.mvt", "survey_2023/1/5/0.mvt", "survey_2023/1/0/0.png",
    "survey_2023/99/0/0.mvt", "survey_2023", "zhitu_documents/1/0/0.mvt",
    "survey_2023/1/-1/0.mvt", "survey_2023/1/+1/0.mvt", "survey_2023/1/0/.mvt",
  ])
  func whatIsNoTileIsMissing(target: String) async throws {
    #expect(try await place.get("/api/v1/tiles/" + target).status == 404)
  }

  @Test func aTileIsPackedKeptAndMadeAnewAfterAChange() async throws {
    let target = "/api/v1/tiles/survey_2023/\(try await address(zoom: 15)).mvt"
    func ask(_ tag: String? = nil) async throws -> Answer {
      var fields = ["accept-encoding": "gzip"]
      fields["if-none-match"] = tag
      return try await place.get(target, fields: fields)
    }
    let first = try await ask()
    #expect(first.header("Content-Encoding") == "gzip")
    #expect(first.body.prefix(2) == [0x1F, 0x8B])
    #expect(try await ask().body == first.body)
    let tag = try #require(first.header("ETag"))
    #expect(try await ask(tag).status == 304)
    try place.workspace.write { try $0.dropLayer("survey_2023") }
    #expect(try await ask(tag).status == 404)
  }
}
