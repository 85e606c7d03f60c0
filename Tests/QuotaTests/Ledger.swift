import EventLog
import Foundation
import Geometry
import Groundwork
import Policy
import Quota
import Testing

/// A book in memory, with the shortest way to post on it.
struct Ledger {
  var book = QuotaDecider.initial
  var version: Int64 = 0
  var deeds: [Deed<QuotaEvent>] = []
  var day = Timestamp(milliseconds: 1_767_225_600_000)  // 2026-01-01
  var author = "officer"

  static let document = QuotaDocument(title: "文件", number: "〔2026〕1号", authority: "县局")

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The rule packs that the program is delivered with.
  static let rules = Result { try RuleBook.load(root.appendingPathComponent("Policies").path) }

  /// The kinds of the program, with the orders of purposes in force in a place.
  static func catalogue(area: String = "330211") throws -> QuotaCatalogue {
    try catalogue(rules: QuotaRules(book: rules.get(), area: area, date: today))
  }

  static func catalogue(rules: QuotaRules) throws -> QuotaCatalogue {
    let path = root.appendingPathComponent("Policies/quota/kinds.yaml")
    return try QuotaCatalogue(
      yaml: String(contentsOf: path, encoding: .utf8), file: "kinds.yaml", rules: rules)
  }

  /// 2026-01-01.
  static let today = CalendarDate(day: 20_454)

  /// Two villages and a county of Zhenhai, another county of the city, the city, a company.
  init() throws {
    try command(.found(title: "测试台账", crs: "EPSG:4549", catalogue: Ledger.catalogue()))
    let holders: [(String, QuotaHolder.Level, String)] = [
      ("v1", .village, "330211001001"), ("v2", .village, "330211001002"),
      ("county", .county, "330211"), ("other", .county, "330206"), ("city", .city, "330200"),
      ("company", .company, "330211"), ("far", .county, "340100"),
    ]
    for (id, level, area) in holders {
      try command(.enrol(holder: QuotaHolder(id: id, title: id, level: level, area: area)))
    }
  }

  mutating func command(_ command: QuotaCommand) throws {
    let context = DeedContext(
      actor: Actor(person: author, name: author, role: "quota", organisation: "o"), time: day)
    for event in try QuotaDecider.decide(command, in: book, by: context) {
      version += 1
      let deed = Deed(event: event, actor: context.actor, time: day, version: version)
      deeds.append(deed)
      QuotaDecider.evolve(&book, deed)
    }
  }

  mutating func post(_ acts: QuotaAct...) throws { try post(acts) }

  mutating func post(_ acts: [QuotaAct]) throws {
    try command(
      .post(orders: acts.map { QuotaOrder($0, day: day, document: Ledger.document) }))
  }

  /// The code of the refusal of some acts; `nil` when they are let in.
  mutating func refusal(_ acts: QuotaAct...) -> String? {
    let before = book
    do {
      try post(acts)
      return nil
    } catch {
      #expect(book == before, "a refused act leaves the book as it was")
      return (error as? Diagnostic)?.code ?? "\(error)"
    }
  }

  /// A lot on one square, carried into stock by somebody else.
  mutating func stock(
    _ id: String, kind: String = "linked", holder: String = "v1", origin: String = "P1",
    x: Int64, hectares: Double = 1, paddy: Bool = false, yield: Int64 = 0
  ) throws {
    let side = Int64((hectares * 10_000).squareRoot() * 10_000)
    let piece = Ledger.square(id, x: x, y: 0, side: side, paddy: paddy, yield: yield)
    try post(.generate(lot: lot(id, kind: kind, holder: holder, origin: origin, [piece])))
    try carry(id)
  }

  func lot(
    _ id: String, kind: String = "linked", holder: String = "v1", origin: String = "P1",
    _ pieces: [GroundPiece]
  ) -> NewLot {
    NewLot(
      id: id, kind: kind, holder: holder, origin: origin, year: 2026, stage: "1", pieces: pieces)
  }

  /// 核定 and 入库 by another person, with deductions of nothing where the kind has the chain.
  mutating func carry(_ id: String) throws {
    let maker = author
    author = "authority"
    defer { author = maker }
    if book.lots[id].flatMap({ book.catalogue.kind($0.kind) })?.hasChain == true {
      for level in DeductionLevel.allCases {
        try post(.deduct(lot: id, level: level, amounts: .zero, reason: "", pieces: []))
      }
    }
    try post(.verify(lot: id), .enter(lot: id))
  }

  /// A square of the grid; `x`, `y` in metres, `side` in steps of 0.1 mm.
  static func square(
    _ id: String, x: Int64, y: Int64, side: Int64, paddy: Bool = false, yield: Int64 = 0
  ) -> GroundPiece {
    let (left, bottom) = (x * 10_000, y * 10_000)
    // (side steps)² in 0.01 m²: a step is 10⁻⁴ m, so 10⁶ steps² are 0.01 m².
    return GroundPiece(
      id: id,
      polygons: [
        [[left, bottom, left + side, bottom, left + side, bottom + side, left, bottom + side]]
      ], area: Area(hundredths: side * side / 1_000_000), from: "0702", to: "0101",
      isPaddy: paddy, yield: yield)
  }

  func proof() throws -> QuotaProof { try QuotaProof(QuotaExport(deeds)) }
}

func hectares(_ value: Double, paddy: Double = 0, kg: Int64 = 0) -> QuotaAmounts {
  QuotaAmounts(
    quantity: Area(hundredths: Int64((value * 1_000_000).rounded())),
    paddy: Area(hundredths: Int64((paddy * 1_000_000).rounded())), capacity: kg)
}

func target(
  _ id: String, holder: String = "v1", purpose: String? = nil, user: String? = nil,
  _ demand: QuotaAmounts
) -> NewUse {
  NewUse(
    id: id, project: "建设项目 \(id)", area: "330211", purpose: purpose, approval: "批〔2026〕1号",
    holder: holder, user: user, demand: demand)
}
