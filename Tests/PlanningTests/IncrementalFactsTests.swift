import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Testing

@Suite("Facts of a plan that is being drawn")
struct IncrementalFactsTests {
  /// Lines and units over the square of the random plans; some polygons of a layer overlap.
  private func ground(_ base: FlowSide) -> PlanGround {
    let side = RandomPlan.cell * Double(RandomPlan.cells)
    var ground = PlanGround(
      base: base.classOf.indices.map { index in
        BasePatchFacts(
          ridgeShare: index % 3 == 0 ? nil : 0.05, slopeClass: index % 6 == 0 ? nil : index % 6)
      })
    ground.pbf = Ground.layer(
      "pbf",
      [("P1", Ground.box(0, 0, side / 3, side)), ("P2", Ground.box(side / 4, 50, side / 2, 90))])
    ground.pbfNetShare = [0.95, nil]
    ground.erl = Ground.layer("erl", [("R", Ground.box(side / 2, side / 2, 77, 111))])
    ground.udb = Ground.layer("udb", [("集中建设区", Ground.box(-10, -10, 133, 171))])
    ground.udbArea = Area(hundredths: 6_000_000)
    ground.townships = Ground.layer(
      "towns",
      [
        ("330211001", Ground.box(-50, -50, side, side / 2 + 50)),
        ("330211002", Ground.box(-50, side / 2, side + 100, side)),
      ])
    ground.townshipFacts = [1, 2].map { number in
      TownshipFacts(
        fid: number, code: "33021100\(number)", name: "T\(number)",
        farmlandDesignated: Area(hundredths: 7_000_000), pbfDesignated: nil,
        urbanConstruction2020: nil)
    }
    if let park = ThemeLayer(rawValue: "park") {
      ground.themes[park] = Ground.layer("parks", [("K", Ground.box(111, 17, 60, 60))])
    }
    ground.protectedVillages = Ground.layer("villages", [("V", Ground.box(17, 111, 60, 60))])
    return ground
  }

  @Test(
    "after every change facts and verdicts equal those computed from scratch",
    arguments: Array(1...16) as [UInt64])
  func law(seed: UInt64) throws {
    var random = RandomPlan(seed: seed, density: seed % 4 == 0 ? Paraboloid() : nil)
    let base = random.base()
    var ground = ground(base)
    // Where a share of basic farmland is not known, contiguity is not either.
    if seed % 3 > 0 { ground.pbfNetShare = [0.95, 0.9] }
    let book = try Ground.book()
    let date = try #require(CalendarDate("2026-06-01"))
    var laid: PlanDraft?
    while laid == nil { laid = try? PlanDraft(random.plan(), over: base, density: random.density) }
    var draft = try #require(laid)
    var incremental = try IncrementalFacts(draft, ground: ground, catalogue: book.catalogue)
    var verdicts = try IncrementalVerdicts(
      book.packs, incremental.facts.facts, on: date, scope: "330211")
    let all = verdicts.evaluatedCount
    var (made, spared) = (0, 0)
    for step in 0..<24 {
      guard (try? draft.apply(random.change(of: draft.plan, step: step))) != nil else { continue }
      made += 1
      try incremental.update(to: draft)
      let wanted = try PlanFacts.make(
        draft.state, plan: draft.plan, ground: ground, catalogue: book.catalogue)
      #expect(
        incremental.facts.facts.sha256() == wanted.facts.sha256(), "seed \(seed), step \(step)")
      #expect(incremental.facts.atoms.map(\.row) == wanted.atoms.map(\.row))
      #expect(incremental.facts.atoms.map(\.area) == wanted.atoms.map(\.area))
      #expect(incremental.facts.atoms.map(\.inside) == wanted.atoms.map(\.inside))
      #expect(incremental.facts.atoms.map(\.geometry) == wanted.atoms.map(\.geometry))
      try verdicts.update(to: incremental.facts.facts)
      let asked = try IncrementalVerdicts(book.packs, wanted.facts, on: date, scope: "330211")
      #expect(verdicts.verdicts == asked.verdicts, "seed \(seed), step \(step)")
      if verdicts.evaluatedCount < all { spared += 1 }
    }
    #expect(made > 4 && spared == made)
  }

  @Test("the atoms of a row add up to it, wherever lines cut it")
  func atomsAddUp() throws {
    var random = RandomPlan(seed: 5, density: nil)
    let base = random.base()
    let draft = try PlanDraft(random.plan(), over: base, density: nil)
    let ground = ground(base)
    let facts = try IncrementalFacts(draft, ground: ground, catalogue: Ground.book().catalogue)
    var sums: [Int: Area] = [:]
    for atom in facts.facts.atoms { sums[atom.row, default: .zero] += atom.area }
    for (row, item) in draft.state.ledger.rows.enumerated() where item.kind == .piece {
      #expect(sums[row] == item.area)
    }
    #expect(facts.facts.atoms.count > draft.state.ledger.rows.count)
  }
}
