import Foundation
import Service
import Testing

/// What of the gate can be said without people; with them see Tests/e2e/test_accounts.py.
@Suite("Without accounts")
struct AccountGateTests {
  let place: SmallWorkspace

  init() throws {
    place = try SmallWorkspace()
  }

  @Test func nobodyIsSignedInAndNobodyCanBe() async throws {
    let session = try await place.json("/api/v1/session")
    #expect(session["has_accounts"] as? Bool == false)
    #expect(session["person"] is NSNull)
    let answer = try await place.ask(
      "POST", "/api/v1/session", body: #"{"account":"a","password":"b"}"#)
    #expect(answer.status == 404)
    #expect(answer.object["code"] as? String == "access.no-accounts")
    #expect(try await place.ask("DELETE", "/api/v1/session").status == 404)
  }

  /// The page is shown as a role would see it, by the law of that role.
  @Test(arguments: [
    ("planner", "workspace", 200), ("village", "workspace", 200), ("village", "jobs", 403),
    ("system-administrator", "workspace", 403), ("system-administrator", "directory", 200),
    ("planner", "directory", 403), ("audit-administrator", "audit", 200),
    ("system-administrator", "audit", 403), ("security-administrator", "data-levels", 200),
    ("nobody", "workspace", 422),
  ])
  func aRoleSeesWhatItsRightsSay(role: String, target: String, status: Int) async throws {
    let byField = try await place.get("/api/v1/\(target)", fields: ["zhitu-role": role])
    #expect(byField.status == status)
    // A link, a picture and an event stream carry no fields.
    let byAddress = try await place.get("/api/v1/\(target)?zhitu-role=\(role)")
    #expect(byAddress.status == status)
    // What a request says in its field is what counts.
    let byBoth = try await place.get(
      "/api/v1/\(target)?zhitu-role=nobody", fields: ["zhitu-role": role])
    #expect(byBoth.status == status)
    // Who has not chosen a role acts in any.
    #expect(try await place.get("/api/v1/\(target)").status == 200)
  }

  @Test(arguments: [
    ("GET", "workspace?zhitu-role=village&zhitu-role=planner", 400, "service.acting"),
    ("GET", "workspace?zhitu-role=a%20b", 400, "service.acting"),
    ("GET", "acting?zhitu-role=village&zhitu-organisation=a/b", 400, "service.acting"),
    // What changes something says it in its fields only: no link can do it in a role.
    ("POST", "data-levels?zhitu-role=security-administrator", 400, "service.parameter"),
  ])
  func aRoleInAnAddressIsReadAsStrictly(
    method: String, target: String, status: Int, code: String
  ) async throws {
    let body = #"{"layer":"survey_2023","level":"important","reason":"x"}"#
    let answer = try await place.ask(
      method, "/api/v1/\(target)", body: method == "GET" ? nil : body)
    #expect(answer.status == status)
    #expect(answer.object["code"] as? String == code)
  }

  @Test func aFileThatALinkGivesIsThatOfTheRole() async throws {
    let file = "/api/v1/export?what=layer:survey_2023&format=geojson&zhitu-role="
    #expect(try await place.get(file + "planner").status == 200)
    #expect(try await place.get(file + "village").status == 403)
    #expect(try await place.get("/api/v1/changes?zhitu-role=system-administrator").status == 403)
    let body = #"{"layer":"survey_2023","level":"important","reason":""}"#
    #expect(try await place.ask("POST", "/api/v1/data-levels", body: body).status == 200)
    let feature = "/api/v1/layers/survey_2023/features/1?zhitu-role="
    #expect(try await place.get(feature + "planner").status == 200)
    #expect(try await place.get(feature + "implementer").status == 403)
    // What was answered to one role is not kept for another.
    #expect(try await place.get(feature + "planner").status == 200)
  }

  @Test(arguments: [("planner", 403), ("village", 403), ("supervisor", 403), ("reviewer", 404)])
  func whoMakesThePlanDoesNotConfirmItsLaw(role: String, status: Int) async throws {
    let body = #"{"name":"王某","date":"2026-05-01","document":"中发〔2017〕4号"}"#
    let answer = try await place.ask(
      "POST", "/api/v1/plans/none/rules/BAL-04/confirmation", fields: ["zhitu-role": role],
      body: body)
    #expect(answer.status == status)
    let code = answer.object["code"] as? String
    #expect(code == (status == 404 ? "rules.not-verified" : "access.refused"))
  }

  @Test func aMarkOfALayerIsSeenByRolesBelowIt() async throws {
    let body = #"{"layer":"survey_2023","level":"important","reason":""}"#
    let marked = try await place.ask("POST", "/api/v1/data-levels", body: body)
    #expect(marked.status == 200)
    let target = "/api/v1/layers/survey_2023/features/1"
    for (role, status) in [("planner", 200), ("implementer", 403), ("supervisor", 200)] {
      #expect(
        try await place.get(target, fields: ["zhitu-role": role]).status == status, "\(role)")
    }
    // The witness layer was worked out from it.
    let witness = "/api/v1/layers/witness_P/features/1"
    #expect(try await place.get(witness, fields: ["zhitu-role": "implementer"]).status == 403)
    let workspace = try await place.get(
      "/api/v1/workspace", fields: ["zhitu-role": "implementer"])
    #expect((workspace.object["layers"] as? [Any])?.isEmpty == true)
    let lower = #"{"layer":"survey_2023","level":"general"}"#
    let refused = try await place.ask("POST", "/api/v1/data-levels", body: lower)
    #expect(refused.status == 422 && refused.object["code"] as? String == "access.reason")
  }
}

@Suite struct AccessSettingsTests {
  @Test(arguments: [
    ("127.0.0.1", nil, "127.0.0.1"), ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
    ("127.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
    ("127.0.0.1", "<script>", "127.0.0.1"), ("127.0.0.1", "", "127.0.0.1"),
    ("10.0.0.5", "198.51.100.7", "10.0.0.5"), ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
  ])
  func onlyTheProxyIsBelieved(peer: String, forwarded: String?, address: String) throws {
    let settings = try AccessSettings(
      profile: "asvs", origin: "https://zhitu.example", proxy: "127.0.0.1")
    #expect(settings.address(peer: peer, forwardedFor: forwarded) == address)
    let none = try AccessSettings(profile: "asvs")
    #expect(none.address(peer: peer, forwardedFor: forwarded) == peer)
  }
}
