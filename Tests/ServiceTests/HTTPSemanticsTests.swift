import Foundation
import Service
import Testing

@Suite("Versions and codings of answers as RFC 9110 has them")
struct HTTPSemanticsTests {
  let place: SmallWorkspace
  static let targets = ["/api/v1/workspace", "/vendor/library.js"]

  init() throws {
    place = try SmallWorkspace()
  }

  private func status(_ target: String, _ fields: [String: String]) async throws -> Int {
    try await place.get(target, fields: fields).status
  }

  @Test(arguments: targets)
  func aTagIsComparedWeakly(target: String) async throws {
    let tag = try #require(try await place.get(target).header("ETag"))
    #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
    for list in [tag, "W/" + tag, "\"x\", \(tag)", "\"a,b\", W/\(tag)", "  \(tag)  "] {
      let answer = try await place.get(target, fields: ["if-none-match": list])
      #expect(answer.status == 304, "\(list)")
      #expect(answer.body.isEmpty)
      #expect(answer.header("ETag") == tag)
      #expect(answer.header("Content-Length") == nil)
    }
    for list in ["\"x\"", tag.replacingOccurrences(of: "\"", with: ""), "", "W/", "\""] {
      #expect(try await status(target, ["if-none-match": list]) == 200, "\(list)")
    }
  }

  @Test func aStarMeansAnyVersionThatThereIs() async throws {
    for target in Self.targets {
      #expect(try await status(target, ["if-none-match": "*"]) == 304)
    }
    for target in ["/api/v1/verdicts/Q", "/nothing.js", "/api/v1/nothing"] {
      #expect(try await status(target, ["if-none-match": "*"]) == 404)
    }
  }

  @Test func aChangeIsBasedOnAStrongTag() async throws {
    let target = Self.targets[0]
    let tag = try #require(try await place.get(target).header("ETag"))
    #expect(try await status(target, ["if-match": tag]) == 200)
    #expect(try await status(target, ["if-match": "*"]) == 200)
    #expect(try await status(target, ["if-match": "W/" + tag]) == 412)
    #expect(try await status(target, ["if-match": "\"x\""]) == 412)
  }

  @Test func differentBytesHaveDifferentTags() async throws {
    for target in ["/vendor/library.js", "/api/v1/openapi.json"] {
      let plain = try await place.get(target)
      let packed = try await place.get(target, fields: ["accept-encoding": "gzip"])
      #expect(packed.header("Content-Encoding") == "gzip")
      #expect(packed.body.count < plain.body.count)
      #expect(packed.header("ETag") != plain.header("ETag"))
      // What the API answers depends on who asks, and in which role.
      let varies = "Accept-Encoding" + (target.hasPrefix("/api") ? ", Cookie, Zhitu-Role" : "")
      #expect(packed.header("Vary") == varies)
      #expect(plain.header("Vary") == varies)
      let tag = try #require(packed.header("ETag"))
      #expect(try await status(target, ["if-none-match": tag]) == 304)
    }
    let one = try await place.get("/api/v1/flows").header("ETag")
    #expect(try await place.get("/api/v1/structure").header("ETag") != one)
  }

  @Test(arguments: [
    ("gzip", true), ("GZIP", true), ("br, gzip;q=0.8", true), ("*", true), ("gzip;q=0.001", true),
    ("identity;q=0.2, gzip;q=0.5", true), ("gzip;q=0", false), ("gzip; q=0.0", false),
    ("gzip;q=0.000, *", false), ("*;q=0", false), ("identity", false), ("br", false), ("", false),
    ("identity, gzip;q=0.5", false), ("gzip;q=x", false), ("xgzip", false), ("br;q=0, *", true),
  ])
  func anAnswerIsPackedOnlyForThoseWhoWantIt(list: String, isPacked: Bool) async throws {
    for target in ["/vendor/library.js", "/api/v1/openapi.json"] {
      let answer = try await place.get(target, fields: ["accept-encoding": list])
      #expect((answer.header("Content-Encoding") == "gzip") == isPacked, "\(list)")
    }
  }
}
