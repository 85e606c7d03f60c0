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
  func noPathLeadsOutOfTheFolder(target: String) {
    let answer = place.get(target)
    #expect(answer.status == 404)
    #expect(!String(decoding: answer.body, as: UTF8.self).contains("secret"))
  }

  @Test func anAddressWithBrokenEncodingIsRefused() {
    #expect(place.get("/%zz").status == 400)
  }

  @Test(arguments: [
    (nil, 403), ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("evil.example:8080", 403),
    ("localhost.", 403), ("127.0.0.1:8080@evil.example", 403), ("10.0.0.1", 403), ("", 403),
    ("127.0.0.1", 200), ("127.0.0.1:8080", 200), ("localhost:1", 200), ("LOCALHOST", 200),
    ("[::1]:8080", 200),
  ])
  func onlyRequestsForThisMachineAreAnswered(host: String?, status: Int) {
    #expect(place.get("/", host: host).status == status)
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"])
  func nothingCanBeChanged(method: String) {
    let request = WebRequest(method: method, target: "/api/workspace", host: "localhost")
    #expect(place.service.answer(request).status == 405)
  }

  @Test(arguments: ["/", "/api/workspace", "/nothing", "/tiles/survey_2023/0/0/0.mvt"])
  func everyAnswerCarriesThePolicy(target: String) throws {
    let policy = try #require(place.get(target).header("Content-Security-Policy"))
    #expect(
      policy.hasPrefix(
        "default-src 'self'; script-src 'self'; worker-src blob:; img-src 'self' data: blob:; "
          + "style-src 'self' 'unsafe-inline'; connect-src 'self' data:"))
    #expect(policy.contains("frame-ancestors 'none'"))
    #expect(place.get(target).header("X-Content-Type-Options") == "nosniff")
    #expect(place.get(target).header("Referrer-Policy") == "no-referrer")
  }

  @Test func filesAreSentPackedAndOnlyOnce() throws {
    let request = WebRequest(
      target: "/vendor/library.js", host: "localhost", acceptEncoding: "br, gzip;q=0.8")
    let packed = place.service.answer(request)
    #expect(packed.header("Content-Encoding") == "gzip")
    #expect(packed.body.count < 500)
    #expect(place.get("/vendor/library.js").body.count == 5500)
    var again = request
    again.ifNoneMatch = packed.header("ETag")
    #expect(place.service.answer(again).status == 304)
    var unwilling = request
    unwilling.acceptEncoding = "gzip;q=0"
    #expect(place.service.answer(unwilling).header("Content-Encoding") == nil)
  }

  @Test func headHasNoBody() {
    let answer = place.service.answer(WebRequest(method: "HEAD", target: "/", host: "localhost"))
    #expect(answer.status == 200)
    #expect(answer.body.isEmpty)
  }

  @Test func aFolderWithoutAPageIsRefused() {
    #expect(throws: (any Error).self) {
      try WebService(
        workspace: place.workspace, webRoot: place.folder.appendingPathComponent("none").path)
    }
  }
}
