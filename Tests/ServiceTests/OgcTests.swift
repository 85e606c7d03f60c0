import Foundation
import Service
import Testing

@Suite("OGC API – Features")
struct OgcTests {
  let place: SmallWorkspace
  static let items = "/api/v1/ogc/collections/survey_2023/items"
  static let epsg = "http://www.opengis.net/def/crs/EPSG/0/"

  init() throws {
    place = try SmallWorkspace()
  }

  private func ids(_ answer: Answer) -> [Int] {
    (answer.object["features"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? Int }
  }

  private func ids(_ query: String) async throws -> [Int] {
    let answer = try await place.get(Self.items + query)
    #expect(answer.status == 200, "\(query)")
    #expect(answer.header("Content-Type") == "application/geo+json")
    return ids(answer)
  }

  /// The first corner of the first feature.
  private func corner(_ query: String) async throws -> [Double] {
    let features = try await place.json(Self.items + query)["features"] as? [[String: Any]]
    let geometry = features?.first?["geometry"] as? [String: Any]
    return (geometry?["coordinates"] as? [[[Double]]])?.first?.first ?? []
  }

  @Test func theLandingPageLeadsToEverything() async throws {
    var addresses = ["/api/v1/ogc"]
    var seen: Set<String> = []
    while let address = addresses.popLast() {
      guard seen.insert(address).inserted else { continue }
      let answer = try await place.get(address)
      #expect(answer.status == 200, "\(address)")
      let object = answer.object
      let collections = object["collections"] as? [[String: Any]] ?? []
      for owner in [object] + collections {
        for link in owner["links"] as? [[String: Any]] ?? [] {
          let href = try #require(link["href"] as? String)
          #expect(href.hasPrefix("http://127.0.0.1:8080/api/v1/"))
          addresses.append(String(href.dropFirst("http://127.0.0.1:8080".count)))
        }
      }
    }
    #expect(seen.contains(Self.items))
    #expect(seen.contains("/api/v1/openapi.json"))
  }

  @Test(arguments: [1, 2, 4, 6, 7])
  func pagesTogetherAreTheLayer(limit: Int) async throws {
    var target: String? = Self.items + "?limit=\(limit)"
    var found: [Int] = []
    while let address = target {
      let answer = try await place.get(address)
      let page = ids(answer)
      #expect(page.count <= limit)
      #expect(answer.object["numberReturned"] as? Int == page.count)
      found += page
      let links = answer.object["links"] as? [[String: Any]] ?? []
      let next = links.first { $0["rel"] as? String == "next" }?["href"] as? String
      target = next.map { String($0.dropFirst("http://127.0.0.1:8080".count)) }
    }
    #expect(found == [1, 2, 3, 4, 5, 6])
  }

  @Test func aBoxFindsWhatMeetsIt() async throws {
    let own = Self.epsg + "4549"
    // Northing first, as the official definition has it. The patches stand side by side.
    let (x, y) = SmallWorkspace.origin
    func box(_ west: Double, _ east: Double) -> String {
      "?bbox=\(y + 20),\(x + west),\(y + 30),\(x + east)&bbox-crs=\(own)"
    }
    #expect(try await ids(box(10, 90)) == [1])
    #expect(try await ids(box(150, 250)) == [2, 3])
    #expect(try await ids(box(-90, -10)) == [])
    #expect(try await ids(box(-10, 900)).count == 6)
    let bounds = try #require(try await place.json("/api/v1/workspace")["bounds"] as? [Double])
    let whole = bounds.map { String($0) }.joined(separator: ",")
    #expect(try await ids("?bbox=" + whole).count == 6)
    #expect(try await ids("?bbox=-180,-90,180,90").count == 6)
    #expect(try await ids("?bbox=-180,-90,0,180,90,0").count == 6)
    // From 121 degrees eastwards over the 180th meridian.
    #expect(try await ids("?bbox=121,-90,-170,90").count == 6)
    #expect(try await ids("?bbox=130,-90,100,90") == [])
    #expect(try await ids("?bbox=0,0,1,1") == [])
    let latitudeFirst = "\(bounds[1]),\(bounds[0]),\(bounds[3]),\(bounds[2])"
    #expect(try await ids("?bbox=\(latitudeFirst)&bbox-crs=\(Self.epsg)4326").count == 6)
  }

  @Test func coordinatesFollowTheAxesOfTheirSystem() async throws {
    let degrees = try await corner("")
    #expect((121.5...121.6).contains(degrees[0]) && (29.9...30.0).contains(degrees[1]))
    #expect(try await corner("?crs=\(Self.epsg)4326") == [degrees[1], degrees[0]])
    let own = try await corner("?crs=\(Self.epsg)4549")
    #expect(own == [SmallWorkspace.origin.y, SmallWorkspace.origin.x])
    let answer = try await place.get(Self.items + "/1?crs=\(Self.epsg)4549")
    #expect(answer.header("Content-Crs") == "<\(Self.epsg)4549>")
    #expect(answer.object["id"] as? Int == 1)
  }

  @Test(arguments: [
    "?limit=0", "?limit=x", "?limit=10001", "?bbox=1,2,3", "?bbox=1,2,3,4,5", "?bbox=1,4,3,2",
    "?bbox=a,b,c,d", "?bbox=nan,0,1,1", "?crs=EPSG:4326", "?crs=http://example.org/none",
    "?bbox-crs=none&bbox=0,0,1,1", "?datetime=yesterday",
    "?datetime=2020-01-01/2021-01-01/2022-01-01",
    "?unknown=1", "?cursor=-1",
  ])
  func whatMakesNoSenseIsRefused(query: String) async throws {
    #expect(try await place.get(Self.items + query).status == 400)
  }

  @Test(arguments: ["?datetime=2020-01-01T00:00:00Z", "?datetime=../2021-01-01", "?f=json"])
  func whatSelectsNothingIsTaken(query: String) async throws {
    #expect(try await ids(query).count == 6)
  }

  @Test(arguments: ["flow_2023__P", "none", "zhitu_documents"])
  func onlyLayersOfTheMapAreShared(name: String) async throws {
    #expect(try await place.get("/api/v1/ogc/collections/\(name)").status == 404)
    #expect(try await place.get("/api/v1/ogc/collections/\(name)/items").status == 404)
  }
}
