import Foundation
import Service
import Testing

@Suite("The rule book over the service")
struct RuleBookTests {
  let place: SmallWorkspace

  init() throws {
    place = try SmallWorkspace()
  }

  @Test func listsAllRulesWithHowTheyStand() async throws {
    let list = try await place.json("/api/v1/rules?date=2026-05-01&scope=330211")
    let rules = try #require(list["rules"] as? [[String: Any]])
    #expect(rules.count > 150)
    #expect(list["scope"] as? String == "330211")
    let drafts = rules.filter { ($0["source"] as? [String: Any])?["status"] as? String == "draft" }
    #expect(!drafts.isEmpty && drafts.allSatisfy { $0["effect"] as? String == "informs" })
    let applying = rules.filter { $0["skipped"] is NSNull }
    let census = try #require(list["census"] as? [String: Any])
    #expect(census["rules"] as? Int == applying.count)
    let rows = try #require(census["rows"] as? [[String: Any]])
    #expect(rows.compactMap { $0["total"] as? Int }.reduce(0, +) == applying.count)
  }

  @Test func opensARuleWithItsCases() async throws {
    let rule = try await place.json("/api/v1/rules/CORE-01?date=2026-05-01")
    let parts = try #require(rule["parts"] as? [[String: Any]])
    #expect(parts.first?["threshold"] as? Double == 0.05)
    #expect((rule["facts"] as? [[String: Any]])?.isEmpty == false)
    let tests = try await place.json("/api/v1/rule-tests?rule=CORE-01")
    #expect(tests["failed"] as? Int == 0)
    #expect((tests["cases"] as? [[String: Any]])?.isEmpty == false)
    let verdicts = try await place.json("/api/v1/rules/CORE-01/verdicts")
    #expect(verdicts["rule"] as? String == "CORE-01")
  }

  @Test(arguments: [
    ("/api/v1/rules/NO-1", 404), ("/api/v1/rule-tests?rule=NO-1", 404),
    ("/api/v1/rules/NO-1/verdicts", 404), ("/api/v1/rules?date=1st%20May", 422),
    ("/api/v1/rules?scope=abc", 422), ("/api/v1/rule-difference", 422),
    ("/api/v1/rule-difference?plan=none", 404),
    ("/api/v1/rule-difference?before=2022-01-01&after=2026-01-01&pack=none", 404),
    ("/api/v1/rule-book?format=xls", 400), ("/api/v1/rule-texts/abc", 404),
  ])
  func refusesWhatIsNotThere(target: String, status: Int) async throws {
    #expect(try await place.get(target).status == status, "\(target)")
  }

  @Test func tellsWhatDiffersBetweenTwoDays() async throws {
    let answer = try await place.json(
      "/api/v1/rule-difference?before=2021-06-01&after=2022-06-01")
    let difference = try #require(answer["difference"] as? [String: Any])
    let added = try #require(difference["added"] as? [[String: Any]])
    #expect(added.contains { $0["rule"] as? String == "NB-04" })
    let none = try await place.json("/api/v1/rule-difference?before=2026-01-01&after=2026-01-01")
    #expect(((none["difference"] as? [String: Any])?["added"] as? [Any])?.isEmpty == true)
  }

  @Test func writesTheBookAndABlankRegister() async throws {
    for (target, head) in [
      ("rule-book?format=docx&pack=zhejiang", "PK"), ("rule-book?format=md&pack=zhejiang", "# "),
      ("rule-register", "PK"),
    ] {
      let answer = try await place.get("/api/v1/\(target)")
      #expect(answer.status == 200)
      #expect(answer.body.starts(with: Array(head.utf8)), "\(target)")
      #expect(answer.header("Content-Disposition")?.hasPrefix("attachment") == true)
    }
  }

  @Test func namesTheFaultsOfAPackByFileAndLine() async throws {
    let files: [[String: String]] = [
      [
        "name": "mine/pack.yaml",
        "text": "schema: zhitu.pack/1\nid: mine\nversion: '1'\ntitle: {zh: 甲, en: A}\n",
      ],
      [
        "name": "mine/a.yaml",
        "text": "schema: zhitu.rules/1\nchapter: {zh: 甲, en: A}\nrules:\n  - id: A-1\n",
      ],
    ]
    func check(_ files: [[String: String]]) async throws -> [String: Any] {
      let body = try JSONSerialization.data(withJSONObject: ["files": files])
      let answer = try await place.ask(
        "POST", "/api/v1/rule-packs/check", body: String(decoding: body, as: UTF8.self))
      #expect(answer.status == 200)
      return answer.object
    }
    let wrong = try await check(files)
    let faults = try #require(wrong["faults"] as? [[String: Any]])
    #expect((faults.first?["file"] as? String)?.contains("a.yaml:4") == true)
    #expect(wrong["change"] is NSNull)
    let fine = try await check([files[0]])
    #expect((fine["faults"] as? [Any])?.isEmpty == true)
    #expect(fine["change"] is [String: Any])
  }
}
