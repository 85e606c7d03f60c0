import Foundation
import Service
import Storage
import Survey
import Testing

@Suite("The API of the first page")
struct ApiTests {
  let place: SmallWorkspace

  init() throws {
    place = try SmallWorkspace()
  }

  @Test func tellsWhatIsInTheWorkspace() async throws {
    let workspace = try await place.json("/api/v1/workspace")
    #expect(workspace["name"] as? String == "小区")
    #expect(workspace["synthetic"] as? Bool == true)
    #expect(workspace["epochs"] as? [String] == ["2023"])
    #expect(workspace["plans"] as? [String] == ["P"])
    #expect((workspace["crs"] as? [String: Any])?["code"] as? String == "EPSG:4549")
    let layers = try #require(workspace["layers"] as? [[String: Any]])
    #expect(layers.map { $0["name"] as? String } == ["flow_2023__P", "survey_2023", "witness_P"])
    #expect(layers.map { $0["has_tiles"] as? Bool } == [false, true, true])
    #expect(layers[1]["feature_count"] as? Int == 6)
    #expect(layers[1]["plan"] is NSNull)
    let bounds = try #require(workspace["bounds"] as? [Double])
    #expect(bounds.count == 4)
    #expect((121.5...121.6).contains(bounds[0]))
    #expect((29.9...30.0).contains(bounds[1]))
    #expect(bounds[0] < bounds[2] && bounds[1] < bounds[3])
  }

  @Test func namesClassesAsTheLandClassTableDoes() async throws {
    let legend = try await place.json("/api/v1/legend")
    let classes = try #require(legend["classes"] as? [[String: Any]])
    #expect(classes.map { $0["code"] as? String } == ["0101", "0601"])
    let name = try #require(classes[0]["name"] as? [String: String])
    #expect(name["zh"] == "水田")
    #expect(name["en"]?.isEmpty == false)
    #expect((classes[0]["colour"] as? String)?.hasPrefix("#") == true)
    #expect((legend["level1"] as? [[String: Any]])?.count == 2)
    #expect((legend["categories"] as? [[String: Any]])?.count == 3)
    let roles = try #require(legend["roles"] as? [[String: Any]])
    #expect(roles.count == LayerCatalogue.standard.kinds.count)
    let parks = try #require(roles.first { $0["role"] as? String == "park" })
    #expect(parks["is_theme"] as? Bool == true)
    #expect(parks["is_shown_at_first"] as? Bool == false)
  }

  @Test func addsUpTheStructure() async throws {
    let structure = try await place.json("/api/v1/structure")
    let layers = try #require(structure["layers"] as? [[String: Any]])
    let rows = try #require(layers.first?["rows"] as? [[String: Any]])
    #expect(rows.map { $0["class"] as? String } == ["0101", "0601"])
    #expect(rows.map { $0["count"] as? Int } == [4, 2])
    #expect(rows.map { $0["area"] as? Int } == [3_998_000, 1_999_000])
  }

  @Test(arguments: [("class", 5), ("level1", 5), ("category", 5)])
  func theMatrixKeepsEverySquareMetre(by: String, cells: Int) async throws {
    let matrix = try await place.json("/api/v1/flow/2023__P/matrix?by=\(by)")
    let found = try #require(matrix["cells"] as? [[String: Any]])
    #expect(found.count == cells)
    #expect(found.compactMap { $0["area"] as? Int }.reduce(0, +) == 5_998_200)
    #expect(matrix["total"] as? Int == 5_998_200)
    #expect(matrix["changed"] as? Int == 998_000)
    #expect(matrix["uncovered_from"] as? Int == 500)
    #expect(matrix["uncovered_to"] as? Int == 700)
    #expect(matrix["overlap"] as? Int == 11)
  }

  @Test func givesOneFeatureWithItsOfficialArea() async throws {
    let feature = try await place.json("/api/v1/layers/survey_2023/features/1")
    #expect(feature["area"] as? Int == 999_500)
    #expect(feature["area_planar"] as? Int == 1_000_000)
    let values = try #require(feature["values"] as? [[String: Any]])
    let slope = values.first { $0["name"] as? String == "坡度" }
    #expect(slope?["value"] is NSNull)
    #expect((feature["bounds"] as? [Double])?.count == 4)
  }

  @Test func givesTheWitnessesOfOneRuleAsGeoJSON() async throws {
    let collection = try await place.json("/api/v1/witnesses/P/CORE-04")
    #expect(collection["type"] as? String == "FeatureCollection")
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.count == 1)
    let geometry = try #require(features.first?["geometry"] as? [String: Any])
    let rings = try #require(geometry["coordinates"] as? [[[Double]]])
    #expect(rings.count == 1)
    #expect(rings[0].count == 5)
    #expect(rings[0].first == rings[0].last)
    let properties = try #require(features.first?["properties"] as? [String: Any])
    #expect(properties["area"] as? Int == 12_345)
    let none = try await place.json("/api/v1/witnesses/P/NB-01")
    #expect((none["features"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [("CAP-01", 1), ("CAP-01%2Fpbf", 1), ("CAP-0", 0), ("CAP-01%2F", 0)])
  func aRuleIncludesItsParts(rule: String, count: Int) async throws {
    let features = try await place.json("/api/v1/witnesses/P/\(rule)")["features"] as? [Any]
    #expect(features?.count == count)
  }

  @Test func passesTheVerdictsOnAsTheyAre() async throws {
    let answer = try await place.get("/api/v1/verdicts/P")
    #expect(answer.body == Array(#"{"plan":"P","verdicts":[]}"#.utf8))
  }

  @Test(arguments: [
    "/api/v1/nothing", "/api/v1/verdicts/Q", "/api/v1/layers/no/features/1",
    "/api/v1/layers/survey_2023/features/99", "/api/v1/layers/survey_2023/features/x",
    "/api/v1/flow/none/matrix", "/api/v1/layers/sqlite_master/features/1",
  ])
  func saysInBothLanguagesWhatIsMissing(target: String) async throws {
    let answer = try await place.get(target)
    #expect(answer.status == 404)
    #expect(answer.header("Content-Type") == "application/problem+json; charset=utf-8")
    let problem = answer.object
    let message = try #require(problem["message"] as? [String: String])
    #expect(problem["code"] as? String == "service.missing")
    #expect(problem["type"] as? String == "urn:zhitu:problem:service.missing")
    #expect(problem["status"] as? Int == 404)
    #expect(problem["title"] as? String == "Not Found")
    #expect(message["zh"]?.isEmpty == false && message["en"]?.isEmpty == false)
  }

  /// Whether an operation answers with events, without end.
  private func isStream(_ operation: Any?) -> Bool {
    let responses = (operation as? [String: Any])?["responses"] as? [String: [String: Any]]
    let content = responses?["200"]?["content"] as? [String: Any]
    return content?["text/event-stream"] != nil
  }

  /// Whether an address belongs to a thing: it goes on after the id of the thing.
  private func isUnder(_ thing: String, _ path: String) -> Bool {
    thing.hasSuffix("}") && path.contains(thing + "/")
  }

  @Test func everyAddressOfTheDescriptionAnswers() async throws {
    let document = try await place.json("/api/v1/openapi.json")
    #expect(document["openapi"] as? String == "3.1.0")
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let places = [
      "{key}": "2023__P", "{plan}": "P", "{rule}": "CORE-04", "{name}": "survey_2023",
      "{collection}": "survey_2023", "{number}": "WT-2099-0001", "{document}": "scheme",
      "{sheet}": "measures", "{class}": "0101", "{kind}": "fund",
      "{fid}": "1", "{layer}": "survey_2023", "{z}": "14", "{x}": "13724", "{y}": "6760",
    ]
    let questions = [
      "what": "layer:survey_2023", "format": "geojson", "since": "0", "with": "P",
      "base": "2023", "plan": "P", "first_year": "2025",
      "point": "120.5,29.5", "text": "B", "item": "Z1",
      "question": "图斑", "made": "none", "seed": "s", "count": "2",
    ]
    // The workspace has no job, case, problem, lot, fund or account, no book of quotas and no layer
    // of the plan to draw on; that plan has a history all the same, which is empty.
    let others = [
      "/jobs/{id}": 404, "{number}": 404, "/quota/lots/{lot}": 404, "/quota/forecast": 404,
      "/funds/{name}": 404, "/funds/{name}/actuals": 404,
      "/funds/{name}/workbook": 403,
      "/payments/budget": 403,
      "/payments/trail/{subject}": 404, "/quota/accounts/{holder}/{kind}": 404,
      "/sharings/{name}": 404, "/sharings/{name}/households/{household}": 404,
      "/potential": 404, "/potential/map": 404, "/potential/changes": 404,
      "/potential/workbook": 404,
      "/potential/photos/{hash}": 404, "/boards/indicators/{id}/records": 404,
      "/works/{number}": 404, "/images/{image}/{z}/{x}/{y}": 404,
      "/documents/{document}": 404, "/sheets/{sheet}": 404, "/document-set": 404,
      "/data-package": 404, "/document-refresh": 404, "/increments": 404,
      "/rule-difference": 422, "/rule-texts/{sha256}": 404,
      "/session/tokens": 404, "/comparison": 404, "/plans/{plan}/choice": 404, "{answer}": 404,
      "/adjustment-effect": 404, "/adjustment-suggestions": 404, "/field-overlap": 404,
      "/field-overlap/map": 404,
      "/drawing": 404, "/drawing/changes": 404, "/drawing/versions/{version}": 404,
      "/drawing/classes/{class}": 404,
    ]
    for (path, methods) in paths {
      var target = places.reduce(path) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
      if let get = methods["get"] as? [String: Any] {
        let parameters = get["parameters"] as? [[String: Any]] ?? []
        let required = try parameters.filter {
          $0["in"] as? String == "query" && $0["required"] as? Bool == true
        }.map { parameter in
          let name = try #require(parameter["name"] as? String)
          return "\(name)=\(try #require(questions[name], "\(path): \(name)"))"
        }
        if !required.isEmpty { target += "?" + required.joined(separator: "&") }
      }
      #expect(path.hasPrefix("/api/v1/"))
      if methods["get"] == nil {
        let answer = try await place.get(target)
        #expect(answer.status == 405, "\(target)")
        #expect(answer.header("Allow")?.contains("GET") == false)
      } else if isStream(methods["get"]) {
        continue
      } else if let other = others.filter({ path.hasSuffix($0.key) || isUnder($0.key, path) })
        .max(by: { $0.key.count < $1.key.count })
      {
        let answer = try await place.get(target)
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == other.value, "\(target): \(text)")
      } else {
        let answer = try await place.get(target)
        let status = answer.status
        let text = status < 400 ? "" : String(decoding: answer.body, as: UTF8.self)
        #expect([200, 204].contains(status), "\(target): \(text)")
        let head = try await place.ask("HEAD", target)
        #expect(head.status == status && head.body.isEmpty, "\(target)")
      }
    }
  }

  @Test func theTypesOfThePageAreThoseOfTheTable() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Web/types/api.d.ts")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == TypeScript.declarations, "stale; run: zhitu api types > Web/types/api.d.ts")
  }

  @Test func theDescriptionRefersOnlyToSchemasThatItHas() async throws {
    let document = try await place.json("/api/v1/openapi.json")
    let components = try #require(document["components"] as? [String: Any])
    let schemas = try #require(components["schemas"] as? [String: Any])
    var named: Set<String> = []
    func look(_ value: Any) {
      if let list = value as? [Any] { list.forEach(look) }
      guard let object = value as? [String: Any] else { return }
      if let name = object["$ref"] as? String { named.insert(name) }
      object.values.forEach(look)
    }
    look(document)
    let some = ["Verdicts", "Trial", "Job", "Problem"].map { "#/components/schemas/\($0)" }
    #expect(named.isSuperset(of: some))
    for name in named {
      #expect(schemas[String(name.split(separator: "/").last ?? "")] != nil, "\(name)")
    }
  }

  @Test func anAnswerIsSentOnlyOnceWhileNothingChanges() async throws {
    let first = try await place.get("/api/v1/structure")
    let tag = try #require(first.header("ETag"))
    let fields = ["if-none-match": tag]
    #expect(try await place.get("/api/v1/structure", fields: fields).status == 304)
    try place.workspace.write {
      try $0.putDocument(kind: "verdicts", key: "P", body: Array("{}".utf8))
    }
    #expect(try await place.get("/api/v1/structure", fields: fields).status == 200)
    #expect(try await place.get("/api/v1/verdicts/P").body == Array("{}".utf8))
  }
}
