import Classes
import Flow
import Groundwork
import Policy

/// The facts of a plan without some of its measures, or without some of their pieces, derived from
/// the facts of the complete plan: those pieces return to their state before the plan.
///
/// It makes it cheap to try many sets of measures. Areas of pieces stay those of the ledger with
/// all measures, so the chosen set must be evaluated again on a plan that is laid without it.
public struct MeasureDropper: Sendable {
  private let facts: Facts
  private let plan: ConsolidationPlan
  /// For each measure, the pieces that it makes, and their state before.
  private var pieces: [[Before]]
  /// The measure that makes a piece, and the index of the piece within that measure.
  private var makers: [Int: (measure: Int, place: Int)] = [:]
  private let townIDs: [Int64]
  private let measureRows: [Int64: Int]
  private let projectRows: [String: (row: Int, area: Area)]
  public private(set) var areas: [Area]
  private let udbBefore: Area?

  private struct Before: Sendable {
    var row: Int
    var id: String
    var code: String?
    var use: String?
    var category: String?
    var farmland: Area?
    var isBasicFarmland: Bool?
    var slope: Int?
    var grade: Int?
    var village: Int?
    var area: Area
    var town: Int32?
  }

  /// Pieces that measures give up, besides the pieces of dropped measures.
  private typealias GivenUp = [Int: [Before]]

  /// - Parameter facts: as ``PlanFacts/make(_:plan:ground:catalogue:job:)`` gave them, with the
  ///   facts of registers, which must not replace pieces, measures, projects or townships.
  /// - Throws: ``Groundwork/Diagnostic`` `plan.foreign-pieces`.
  public init(
    _ state: PlannedState, plan: ConsolidationPlan, ground: PlanGround, facts: PlanFacts
  ) throws(Diagnostic) {
    self.facts = facts.facts
    self.plan = plan
    let own = Set(["pieces", "measures", "projects", "townships"])
    guard facts.facts.count(of: "pieces") == facts.atoms.count,
      !facts.facts.origins.contains(where: { own.contains($0.fact) && $0.isForeign })
    else {
      throw Diagnostic(
        code: "plan.foreign-pieces",
        Localized(
          zh: "图块、整治图斑、项目或乡镇来自登记文件，无法试删整治图斑",
          en: "pieces, measures, projects or townships come from a register, so no measure can be "
            + "dropped"),
        remedy: Localized(zh: "不用该登记文件再试。", en: "Repeat without that register file."))
    }
    pieces = Array(repeating: [], count: plan.measures.count)
    areas = Array(repeating: .zero, count: plan.measures.count)
    for (patch, origin) in state.origins.enumerated() {
      if case .measure(let measure) = origin {
        areas[Int(measure)] = state.ledger.after.areas[patch]
      }
    }
    let town = ground.townships.map { _ in
      [ground.pbf, ground.erl, ground.udb].compactMap { $0 }.count
    }
    let before = state.ledger.before
    for (row, atom) in facts.atoms.enumerated() {
      let line = state.ledger.rows[atom.row]
      guard let from = line.from.map(Int.init), let to = line.to.map(Int.init),
        let measure = state.measure(ofPatch: to).map(Int.init)
      else { continue }
      let item = before.classes[Int(before.classOf[from])]
      let base = ground.base[from]
      makers[row] = (measure, pieces[measure].count)
      pieces[measure].append(
        Before(
          row: row, id: before.ids[from], code: item.classText, use: item.use?.rawValue,
          category: item.category?.key,
          farmland: PlanFacts.farmland(item, atom.area, ridges: base.ridgeShare),
          isBasicFarmland: ground.pbf.map { _ in atom.inside[0] != nil }, slope: base.slopeClass,
          grade: base.grade, village: base.village, area: atom.area,
          town: town.flatMap { atom.inside[$0] }))
    }
    townIDs = ground.townshipFacts.map(\.fid)
    measureRows = facts.facts.rows(of: "measures")
    var sums: [String: Area] = [:]
    for (index, measure) in plan.measures.enumerated() where !measure.project.isEmpty {
      sums[measure.project, default: .zero] = sums[measure.project, default: .zero] + areas[index]
    }
    var rows: [String: (row: Int, area: Area)] = [:]
    for (row, entry) in sums.sorted(by: { $0.key < $1.key }).enumerated() {
      rows[entry.key] = (row, entry.value)
    }
    projectRows = rows
    udbBefore = ground.udbArea
  }

  /// The measure that makes a piece, by the index of the piece in ``PlanFacts/atoms``; nil for
  /// ground that no measure touches.
  public func measure(ofPiece piece: Int) -> Int? { makers[piece]?.measure }

  /// The indices of the pieces that a measure makes.
  public func pieces(of measure: Int) -> [Int] { pieces[measure].map(\.row) }

  /// The facts without these measures, by their numbers in the plan.
  ///
  /// - Parameters:
  ///   - givenUp: pieces that other measures give up, by their indices.
  ///   - needed: the facts that will be read, such as `pieces.to_use`; the others may stay as they
  ///     were. Nil for all.
  public func facts(
    without dropped: Set<Int>, givingUp givenUp: Set<Int> = [], needed: Set<String>? = nil
  ) throws(Diagnostic) -> Facts {
    var result = facts
    var dropped = dropped
    var parts: GivenUp = [:]
    for piece in givenUp.sorted() {
      guard let maker = makers[piece], !dropped.contains(maker.measure) else { continue }
      parts[maker.measure, default: []].append(pieces[maker.measure][maker.place])
    }
    for (measure, given) in parts where given.count == pieces[measure].count {
      parts[measure] = nil
      dropped.insert(measure)
    }
    let gone =
      dropped.sorted().flatMap { pieces[$0] } + parts.sorted { $0.key < $1.key }.flatMap(\.value)
    func put(
      _ field: String, _ value: (Before) -> FactValue?
    ) throws(Diagnostic) {
      guard needed?.contains("pieces.\(field)") ?? true else { return }
      var changes: [(row: Int, value: FactValue)] = []
      for piece in gone {
        if let value = value(piece) { changes.append((piece.row, value)) }
      }
      try result.change("pieces", field, changes)
    }
    func text(_ text: String?) -> FactValue { text.map { .text($0) } ?? .missing }
    try put("to_id") { .text($0.id) }
    try put("to_class") { text($0.code) }
    try put("to_use") { text($0.use) }
    try put("to_category") { text($0.category) }
    try put("farmland_after") { $0.farmland.map { FactValue.area($0) } ?? FactValue.missing }
    try put("pbf_adjust") { _ in .text("") }
    // Designated ground keeps its area; ground that the plan would add has none.
    try put("pbf_area") { $0.isBasicFarmland == false ? .area(.zero) : nil }
    try put("measure") { _ in .text("") }
    try put("project") { _ in .text("") }
    func whole(_ number: Int?) -> FactValue { number.map { .whole(Int64($0)) } ?? .missing }
    try put("slope_class") { whole($0.slope) }
    try put("grade_after") { whole($0.grade) }
    try put("balance_record") { _ in .text("") }
    try put("block_area") { _ in .missing }
    try invalidateBlocks(&result)
    try untouchVillages(dropped, parts, &result)
    try changeRecords(dropped, parts, &result)
    return result
  }

  /// Contiguity is known only for a plan that has been laid. The remaining pieces keep their
  /// blocks.
  private func invalidateBlocks(_ result: inout Facts) throws(Diagnostic) {
    func isOwn(_ fact: String) -> Bool {
      !result.origins.contains { $0.fact == fact && $0.sha256 != nil }
    }
    if isOwn("blocks") {
      try result.set(FactTable("blocks", fields: ["id"], of: result.catalogue))
    }
    if isOwn("contiguity_after") { try result.set("contiguity_after", .missing) }
  }

  /// The pieces that stay as planned.
  private func remaining(_ dropped: Set<Int>, _ parts: GivenUp) -> [Before] {
    let givenUp = Set(parts.values.joined().map(\.row))
    return plan.measures.indices.filter { !dropped.contains($0) }
      .flatMap { pieces[$0] }.filter { !givenUp.contains($0.row) }
  }

  private func untouchVillages(
    _ dropped: Set<Int>, _ parts: GivenUp, _ result: inout Facts
  ) throws(Diagnostic) {
    guard result.count(of: "villages") != nil else { return }
    let touched = Set(remaining(dropped, parts).compactMap(\.village))
    let given = dropped.flatMap { pieces[$0] } + parts.values.joined()
    let gone = Set(given.compactMap(\.village)).subtracting(touched)
    let rows = result.rows(of: "villages")
    try result.change(
      "villages", "touched",
      gone.sorted().compactMap { village in
        rows[Int64(village + 1)].map { ($0, .truth(false)) }
      })
  }

  private func changeRecords(
    _ dropped: Set<Int>, _ parts: GivenUp, _ result: inout Facts
  ) throws(Diagnostic) {
    var areas = areas
    var smaller: [(row: Int, value: FactValue)] = []
    for (measure, given) in parts {
      areas[measure] = areas[measure] - given.map(\.area).total()
      if let row = measureRows[plan.side.fids[measure]] {
        smaller.append((row, .area(areas[measure])))
      }
    }
    if !smaller.isEmpty {
      try result.change("measures", "area", smaller.sorted { $0.row < $1.row })
    }
    result.remove(
      "measures", rows: Set(dropped.compactMap { measureRows[plan.side.fids[$0]] }))
    var left: [String: Area] = [:]
    for (index, measure) in plan.measures.enumerated()
    where !dropped.contains(index) && !measure.project.isEmpty {
      left[measure.project, default: .zero] = left[measure.project, default: .zero] + areas[index]
    }
    var changed: [(row: Int, value: FactValue)] = []
    for (code, entry) in projectRows {
      if let area = left[code], area != entry.area { changed.append((entry.row, .area(area))) }
    }
    try result.change("projects", "area", changed.sorted { $0.row < $1.row })
    result.remove(
      "projects", rows: Set(projectRows.filter { left[$0.key] == nil }.map(\.value.row)))
    if !townIDs.isEmpty, result.count(of: "townships") != nil {
      let touched = Set(remaining(dropped, parts).compactMap(\.town))
      let rows = result.rows(of: "townships")
      var values: [(row: Int, value: FactValue)] = []
      for (index, id) in townIDs.enumerated() {
        if let row = rows[id] { values.append((row, .truth(touched.contains(Int32(index))))) }
      }
      try result.change("townships", "touched", values)
    }
    if var area = udbBefore, plan.stated.contains(.udbChange),
      !result.origins.contains(where: { $0.fact == "udb_area_after" && $0.sha256 != nil })
    {
      for (index, measure) in plan.measures.enumerated() where !dropped.contains(index) {
        switch measure.udbChange {
        case .in?: area = area + areas[index]
        case .out?: area = area - areas[index]
        case nil: break
        }
      }
      try result.set("udb_area_after", .area(area))
    }
  }
}
