import EventLog
import Governance
import Groundwork
import Workbench

/// The scored year of a county: what it states, what was found in the check, objections, ranking and rewards.
enum ScoreRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/cases/{number}/scores", "caseScores",
      "The tables of a yearly assessment beside each other: computed, stated by the county, checked; "
        + "objections, ranking and rewards", [CaseRoutes.number, CaseRoutes.plan],
      .json("CaseScores"), problems: [409, 422], right: .asked, cost: .slow, isVersioned: false
    ) { call in
      try CaseRoutes.reading(call) { file, acting in
        let scores = try Workbench(call.workspace).scores(
          of: file, plan: call.optional("plan"), acting)
        return try .json(CaseScoresView(scores, file, acting))
      }
    },
    .answer(
      .post, "\(root)/cases/{number}/scores", "freezeScores",
      "Freezes one of the tables with what was typed, as a document of the case; the points follow",
      [CaseRoutes.number, CaseRoutes.plan],
      body: .json(schema: "ScoreFreezing", limit: 1 << 18), .json("CaseScores"),
      problems: [409, 422], right: .asked, cost: .slow, precondition: .thing
    ) { call in
      let body = try call.body(Freezing.self)
      let bench = Workbench(call.workspace)
      let plan = call.optional("plan")
      return try CaseRoutes.changing(call) { file, seen, calendar, acting in
        try bench.freezeScores(
          body.form, in: file, plan: plan, expected: seen, calendar, acting)
      } _: { file, acting in
        try .json(CaseScoresView(bench.scores(of: file, plan: plan, acting), file, acting))
      }
    },
  ]

  private struct Freezing: Decodable {
    struct Entry: Decodable {
      var indicator: String
      var value: String
      var note: String
    }

    struct Tier: Decodable {
      var from: String
      var quota: String
      var funds: String
    }

    var document: String
    var year: Int?
    var entries: [Entry]?
    var tiers: [Tier]?
    var basis: String?

    var form: ScoreForm {
      ScoreForm(
        // The schema lists the documents.
        paper: ScoreForm.Paper(rawValue: document) ?? .own, year: year,
        entries: (entries ?? []).map {
          .init(indicator: $0.indicator, value: $0.value, note: $0.note)
        },
        tiers: (tiers ?? []).map { .init(from: $0.from, quota: $0.quota, funds: $0.funds) },
        basis: basis ?? "")
    }
  }
}

/// The tables of a scored year beside each other; money in 分.
struct CaseScoresView: Encodable {
  struct Mark: Encodable {
    @Nullable var value: Double?
    @Nullable var points: Double?
    var note: String

    init(_ line: ScoreSheet.Line) {
      value = line.value?.value
      points = line.points?.value
      note = line.note
    }
  }

  struct Line: Encodable {
    var id: String
    var title: Localized
    var unitTitle: Localized
    var full: Double
    @Nullable var target: Double?
    @Nullable var applies: Bool?
    @Nullable var computed: Double?
    @Nullable var computedPoints: Double?
    @Nullable var own: Mark?
    @Nullable var checked: Mark?
    var objections: [CaseItemView]
  }

  struct Total: Encodable {
    var points: Double
    var full: Double

    init(_ sheet: ScoreSheet) {
      let total = sheet.total
      points = total.points.value
      full = total.full.value
    }
  }

  struct Frozen: Encodable {
    var hash: String
    var person: String
    var time: String
    var total: Total
  }

  struct Row: Encodable {
    var number: String
    var title: String
    var area: String
    var points: Double
    var full: Double
    @Nullable var share: Double?
    @Nullable var place: Int?
    @Nullable var quota: Double?
    @Nullable var funds: Int64?

    init(_ row: ScoreRanking.Row) {
      number = row.number
      title = row.title
      area = row.area
      points = row.points.value
      full = row.full.value
      share = row.share?.value
      place = row.place
      quota = row.quota?.value
      funds = row.funds?.fen
    }
  }

  struct Tier: Encodable {
    var from: Double
    var quota: Double
    var funds: Int64
  }

  struct Ranking: Encodable {
    /// Whether it is a document of the case, and not only how the checked tables stand now.
    var isFrozen: Bool
    var basis: String
    var tiers: [Tier]
    var rows: [Row]

    init(_ ranking: ScoreRanking, isFrozen: Bool) {
      self.isFrozen = isFrozen
      basis = ranking.basis
      tiers = ranking.tiers.map {
        Tier(from: $0.from.value, quota: $0.quota.value, funds: $0.funds.fen)
      }
      rows = ranking.rows.map(Row.init)
    }
  }

  @Nullable var year: Int?
  @Nullable var plan: String?
  @Nullable var evaluation: String?
  var lines: [Line]
  @Nullable var own: Frozen?
  @Nullable var checked: Frozen?
  @Nullable var ranking: Ranking?
  /// The tables that the user may freeze now.
  var documents: [String]

  init(_ scores: CaseScores, _ file: Workbench.CaseFile, _ acting: Acting) throws {
    let instance = file.row.instance
    let first = scores.own?.table ?? scores.computed
    year = first?.year
    plan = first?.plan
    evaluation = first?.evaluation
    func line(_ id: String, of sheet: ScoreSheet?) -> ScoreSheet.Line? {
      sheet?.lines.first { $0.id == id }
    }
    lines = (first?.lines ?? []).map { one in
      Line(
        id: one.id, title: one.title, unitTitle: one.unit, full: one.full.value,
        target: one.target?.value, applies: one.applies, computed: one.computed?.value,
        computedPoints: one.points(for: one.computed)?.value,
        own: line(one.id, of: scores.own?.table).map(Mark.init),
        checked: line(one.id, of: scores.checked?.table).map(Mark.init),
        objections: instance.comments.filter { $0.pin == ReviewPin(.indicator, one.id) }.map {
          CaseItemView($0, instance, acting.directory)
        })
    }
    func frozen(_ found: CaseScores.Frozen<ScoreSheet>?) -> Frozen? {
      found.map {
        Frozen(
          hash: $0.hash, person: $0.person, time: $0.time.iso8601, total: Total($0.table))
      }
    }
    own = frozen(scores.own)
    checked = frozen(scores.checked)
    ranking =
      scores.ranking.map { Ranking($0.table, isFrozen: true) }
      ?? scores.standing.map { Ranking($0, isFrozen: false) }
    let open = try Workbench.requests(file, by: acting.context, acting.authority).compactMap {
      request -> String? in
      if case .attach(let paper, _, _) = request { return paper }
      return nil
    }
    documents = ScoreForm.Paper.allCases.map(\.rawValue).filter(open.contains)
  }
}
