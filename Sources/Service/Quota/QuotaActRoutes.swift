import Access
import EventLog
import Groundwork
import Quota
import Storage
import Workbench

/// What else the page does with the quota book: found it, enrol holders, generate units from the flow
/// ledger, and show the card of an account and all ground.
enum QuotaActRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/quota", "foundQuota",
      "Begins the quota book with the kinds that the program is delivered with",
      body: .json(schema: "QuotaFounding", limit: 1 << 16), .json("QuotaBook"),
      problems: [409, 422], right: .asked
    ) { call in
      let body = try call.body(Founding.self)
      return try perform(call) { bench in
        guard let reference = try bench.workspace.crsDefinition() else {
          throw Diagnostic(
            code: "workspace.empty",
            Localized(zh: "工作空间中还没有图层。", en: "The workspace has no layer yet."))
        }
        let acting = try call.acting()
        let area = acting.directory.organisations[acting.actor.organisation]?.area
        return .found(
          title: body.title, crs: reference.wkt,
          catalogue: try bench.quotaCatalogue(area: area?.digits, on: acting.time))
      }
    },
    .answer(
      .post, "\(root)/quota/kinds", "adoptQuotaKinds",
      "Takes over the kinds of the program and the order of purposes that the rules set now", [],
      .json("QuotaBook"), problems: [409, 422], right: .asked
    ) { call in
      let acting = try call.acting()
      return try perform(call) { bench in
        .adopt(catalogue: try bench.quotaCatalogue(on: acting.time))
      }
    },
    .answer(
      .post, "\(root)/quota/holders", "enrolQuotaHolder",
      "Opens the account of a holder, or changes its title",
      body: .json(schema: "QuotaHolderEntry", limit: 1 << 16), .json("QuotaBook"),
      problems: [409, 422], right: .asked
    ) { call in
      let holder = try call.body(QuotaHolder.self)
      return try perform(call) { _ in .enrol(holder: holder) }
    },
    .answer(
      .post, "\(root)/quota/lots", "generateQuota",
      "Generates units from pieces of the flow ledger; ground that backs quota already is refused "
        + "with the lot and the piece that have it",
      body: .json(schema: "QuotaGeneration", limit: 1 << 16), .json("QuotaBook"),
      problems: [404, 409, 422], right: .asked, cost: .slow
    ) { call in
      let body = try call.body(Generation.self)
      return try perform(call) { bench in
        // Whoever may not change the book learns nothing of the flow ledger, which takes long besides.
        try QuotaRoutes.readable(call, .change)
        return try body.command(bench)
      }
    },
    .answer(
      .get, "\(root)/quota/accounts/{holder}/{kind}", "quotaAccount",
      "The card of an account: every entry that moved units of a holder and a kind",
      [.path("holder", .text, "Id of the holder"), .path("kind", .text, "Id of the kind")],
      .json("QuotaAccount"), right: .asked, cost: .reading
    ) { call in
      try QuotaRoutes.readable(call)
      return try QuotaRoutes.refusals.answering {
        let deeds = try Workbench(call.workspace).quotaDeeds()
        return try .json(
          QuotaAccountView(
            QuotaStatement(
              holder: call.text("holder"), kind: call.text("kind"),
              book: QuotaDecider.fold(deeds), deeds: deeds)))
      }
    },
    .answer(
      .get, "\(root)/quota/ground", "quotaGround",
      "The ground behind all units in degrees, each piece with its lot",
      [.query("limit", .integer(1...20_000), "How many pieces", default: "5000")],
      .json("QuotaGround"), right: .asked, cost: .slow
    ) { call in
      try QuotaRoutes.readable(call)
      let book = try Workbench(call.workspace).quotaBook().book
      return try .json(
        QuotaGroundView(book, call.state.projection(), limit: call.integer("limit")))
    },
  ]

  private static func perform(
    _ call: EndpointCall, _ command: (Workbench) throws -> QuotaCommand
  ) throws -> Answer {
    let acting = try call.acting()
    let bench = Workbench(call.workspace)
    return try QuotaRoutes.refusals.answering {
      try bench.performQuota(command(bench), by: acting.context, acting.authority)
      return try QuotaRoutes.book(call, acting)
    }
  }

  private struct Founding: Decodable {
    var title: String
  }

  private struct Generation: Decodable {
    var lot: String
    var kind: String
    var holder: String
    var base: String
    /// A plan, or a later epoch.
    var to: String
    var project: String?
    var year: Int
    var stage: String
    var paddyYield: Int64?
    var dryYield: Int64?
    var day: String
    var document: QuotaDocument

    func command(_ bench: Workbench) throws -> QuotaCommand {
      let book = try bench.quotaBook().book
      guard let kind = book.catalogue.kind(kind) else {
        throw Diagnostic(
          code: "quota.no-kind",
          Localized(zh: "没有指标种类“\(kind)”。", en: "there is no kind of quota ‘\(kind)’."))
      }
      guard let day = Timestamp(iso8601: day) else {
        throw Diagnostic(
          code: "quota.day", Localized(zh: "“\(day)”不是日期。", en: "‘\(day)’ is not a date."))
      }
      let pieces = try bench.quotaPieces(
        QuotaGroundRequest(
          kind: kind, base: base, to: to, project: project, paddyYield: paddyYield,
          dryYield: dryYield))
      let new = NewLot(
        id: lot, kind: kind.id, holder: holder, origin: project ?? to, year: year, stage: stage,
        pieces: pieces, source: try bench.groundSource(base: base, to: to))
      return .post(orders: [QuotaOrder(.generate(lot: new), day: day, document: document)])
    }
  }
}
