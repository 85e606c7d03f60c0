import Foundation
import Service
import Testing

@Suite("What the server does not do")
struct SafetyTests {
  let place: SmallWorkspace

  init() throws {
    place = try SmallWorkspace()
  }

  @Test(arguments: [
    "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/vendor/../../secret.txt",
    "/link.txt", "/.hidden.js", "//secret.txt", "/vendor", "/vendor/", "/index.html/",
    "/%00", "/vendor\\..\\..\\secret.txt", "/小区.gpkg",
  ])
  func noPathLeadsOutOfTheFolder(target: String) async throws {
    let answer = try await place.get(target)
    #expect(answer.status == 404)
    #expect(!String(decoding: answer.body, as: UTF8.self).contains("secret"))
  }

  @Test(arguments: ["/%zz", "/api/v1/verdicts/%zz", "/api/v1/verdicts/%ff"])
  func anAddressWithBrokenEncodingIsRefused(target: String) async throws {
    #expect(try await place.get(target).status == 400)
  }

  @Test(arguments: [
    (nil, 400), ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("evil.example:8080", 403),
    ("localhost.", 403), ("127.0.0.1:8080@evil.example", 403), ("10.0.0.1", 403), ("", 403),
    ("127.0.0.1:", 403), ("127.0.0.1:٣", 403), ("127.0.0.1:123456", 403),
    ("127.0.0.1", 200), ("127.0.0.1:8080", 200), ("localhost:1", 200), ("LOCALHOST", 200),
    ("[::1]:8080", 200),
  ])
  func onlyRequestsForThisMachineAreAnswered(host: String?, status: Int) async throws {
    #expect(try await place.ask("GET", "/", host: host).status == status)
  }

  @Test func onlyTheNameWithTheRightPortIsAnswered() async throws {
    place.service.isListening(on: 8080)
    for (host, status) in [("127.0.0.1:8080", 200), ("127.0.0.1:8081", 403), ("localhost", 403)] {
      #expect(try await place.ask("GET", "/", host: host).status == status, "\(host)")
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
  func whatIsOnlyReadNamesItsMethods(method: String) async throws {
    for target in ["/api/v1/workspace", "/", "/api/v1/tiles/survey_2023/1/1/1.mvt"] {
      let answer = try await place.ask(method, target)
      #expect(answer.status == 405)
      #expect(answer.header("Allow") == "GET, HEAD")
    }
  }

  @Test(arguments: ["get", "BREW"])
  func aMethodThatNobodyKnowsIsNotImplemented(method: String) async throws {
    for target in ["/api/v1/workspace", "/"] {
      #expect(try await place.ask(method, target).status == 501)
    }
  }

  @Test(arguments: ["PUT", "DELETE", "PATCH", "GET", "HEAD"])
  func whatIsOnlyPostedNamesItsMethods(method: String) async throws {
    let answer = try await place.ask(method, "/api/v1/plans/P/least-change")
    #expect(answer.status == 405)
    #expect(answer.header("Allow") == "POST")
  }

  @Test(arguments: [
    "/", "/api/v1/workspace", "/nothing", "/api/v1/nothing",
    "/api/v1/tiles/survey_2023/0/0/0.mvt",
  ])
  func everyAnswerCarriesThePolicy(target: String) async throws {
    let answer = try await place.get(target)
    let policy = try #require(answer.header("Content-Security-Policy"))
    #expect(
      policy.hasPrefix(
        "default-src 'self'; script-src 'self'; worker-src blob:; img-src 'self' data: blob:; "
          + "style-src 'self' 'unsafe-inline'; connect-src 'self' data:"))
    #expect(policy.contains("frame-ancestors 'none'"))
    #expect(answer.header("X-Content-Type-Options") == "nosniff")
    #expect(answer.header("Referrer-Policy") == "no-referrer")
  }

  @Test func addressesFromBeforeTheVersionLeadOn() async throws {
    for (old, new) in [
      ("/api/flow/2023__P/matrix?by=class", "/api/v1/flow/2023__P/matrix?by=class"),
      ("/tiles/survey_2023/1/0/0.mvt", "/api/v1/tiles/survey_2023/1/0/0.mvt"),
    ] {
      let answer = try await place.get(old)
      #expect(answer.status == 308)
      #expect(answer.header("Location") == new)
    }
  }

  @Test func headHasNoBody() async throws {
    let answer = try await place.ask("HEAD", "/")
    #expect(answer.status == 200)
    #expect(answer.body.isEmpty)
    let whole = try await place.get("/")
    #expect(answer.header("Content-Length") == String(whole.body.count))
    #expect(answer.header("ETag") == whole.header("ETag"))
  }

  @Test func aFolderWithoutAPageIsRefused() {
    #expect(throws: (any Error).self) {
      try WebService(
        workspace: place.workspace, webRoot: place.folder.appendingPathComponent("none").path)
    }
  }
}
