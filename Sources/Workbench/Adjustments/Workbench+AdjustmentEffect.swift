import Classes
import EventLog
import Flow
import Geometry
import Governance
import Groundwork
import Planning
import Policy
import Programme
import Records
import Storage

extension Workbench {
  /// What the active proposals of a scheme do together. Nothing is written.
  ///
  /// - Parameters:
  ///   - scheme: `nil` takes all.
  ///   - book: the rule packs; thresholds stand there.
  /// - Throws: Diagnostics `adjustment.none`, `adjustment.epochs`, `adjustment.no-patch`,
  ///   `adjustment.twice`, `adjustment.no-net-area`.
  public func adjustmentEffect(
    scheme: String? = nil, book: RuleBook, at time: Timestamp
  ) throws -> AdjustmentEffect {
    let everything = try adjustmentRows()
    let rows = everything.filter {
      $0.record.isActive && (scheme == nil || $0.record.proposal?.scheme == scheme)
    }
    let epochs = Set(rows.compactMap { $0.record.proposal?.epoch })
    guard let epoch = epochs.first else { throw noProposals(scheme) }
    guard epochs.count == 1 else {
      throw Diagnostic(
        code: "adjustment.epochs",
        Localized(
          zh: "这些建议的图斑属于不同年度：\(epochs.sorted().joined(separator: "、"))。",
          en: "these proposals are on several epochs: \(epochs.sorted().joined(separator: ", "))."),
        remedy: Localized(
          zh: "按调整方案分别查看，或把建议改到同一年度。",
          en: "Look at one scheme at a time, or revise the proposals to one epoch."))
    }
    let line = try lineGround(epoch)
    let made = try ProposedAdjustments(rows, on: line)
    let state = try PlannedState.lay(
      made.plan, over: line.side, density: meter().density(.official), job: job)
    var facts = try PlanFacts.make(
      state, plan: made.plan, ground: line.ground, catalogue: book.catalogue, job: job)
    let date = try Workbench.day(of: time)
    try facts.facts.set("as_of", .date(date))
    try facts.facts.set(Workbench.adjustmentEvents(everything, book.catalogue))
    let rules = try Workbench.adjustmentRules()
    let lines = Set(rows.compactMap { $0.record.proposal?.line })
    let wanted = Set(rules.courses.filter { lines.contains($0.line) }.flatMap(\.rules))
    let scope = line.ground.townshipFacts.first.map { String($0.code.prefix(6)) } ?? ""
    let evaluation = try RuleEngine.evaluate(
      book.packs, facts.facts, on: date, scope: scope, job: job)
    let measured = try measure(made, state, facts.atoms)
    var effect = AdjustmentEffect(
      synthetic: try isSynthetic(), scheme: scheme, epoch: epoch, date: date.description,
      parts: [], out: .zero, in: .zero, net: .zero, outGrades: [], inGrades: [],
      boundaryOut: .zero, boundaryIn: .zero, largeFrom: rules.limits.beside, before: nil,
      after: nil,
      rules: evaluation.verdicts.filter { wanted.contains($0.rule) }
        .map(AdjustmentEffect.Rule.init))
    effect.add(rows, measured)
    if lines.contains(.basicFarmland), line.ground.pbf != nil {
      (effect.before, effect.after) = try blocks(
        made, state, facts.atoms, large: rules.limits.beside)
    }
    return effect
  }

  private func noProposals(_ scheme: String?) -> Diagnostic {
    Diagnostic(
      code: "adjustment.none",
      Localized(
        zh: scheme.map { "调整方案“\($0)”没有有效的建议。" } ?? "还没有规划调整建议。",
        en: scheme.map { "the scheme ‘\($0)’ has no active proposal." }
          ?? "there is no proposal of adjustment yet."),
      remedy: Localized(
        zh: "在“规划调整”页提出，或用 zhitu adjust propose。",
        en: "Make one on the page, or with zhitu adjust propose."), file: workspace.path)
  }

  /// The ground of an approved proposal, as it is entered when it is carried out: cut as
  /// ``adjustmentEffect(scheme:book:at:)`` cuts it, so that both state the same area.
  func measuredGround(of row: AdjustmentBoard.Row, _ book: RuleBook) throws -> AdjustedGround {
    guard let proposal = row.record.proposal else { return AdjustedGround(parts: []) }
    let line = try lineGround(proposal.epoch)
    let made = try ProposedAdjustments([row], on: line)
    let state = try PlannedState.lay(
      made.plan, over: line.side, density: meter().density(.official), job: job)
    let facts = try PlanFacts.make(
      state, plan: made.plan, ground: line.ground, catalogue: book.catalogue, job: job)
    return try measure(made, state, facts.atoms)[row.id]?.ground ?? AdjustedGround(parts: [])
  }

  private func measure(
    _ made: ProposedAdjustments, _ state: PlannedState, _ atoms: [Atom]
  ) throws -> [String: MeasuredAdjustment] {
    let line = made.line
    let directions = Dictionary(
      made.rows.compactMap { row in row.record.proposal.map { (row.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    _ = try needed(line.ground.pbf, Localized(zh: "永久基本农田", en: "basic farmland"))
    // The facts of a plan are cut by basic farmland, the red line and the boundary, in this order.
    let place = line.ground.erl == nil ? 1 : 2
    var sums: [String: MeasuredAdjustment] = [:]
    for atom in atoms {
      let row = state.ledger.rows[atom.row]
      guard let from = row.from.map(Int.init), let to = row.to,
        let measure = state.measure(ofPatch: Int(to)),
        let proposal = directions[made.plan.measures[Int(measure)].project]
      else { continue }
      let number = made.plan.measures[Int(measure)].project
      sums[number, default: MeasuredAdjustment()].patches += atom.area
      let isOut = proposal.direction == .out
      var area = Area.zero
      switch proposal.line {
      case .basicFarmland:
        let basic = try line.basic(atom)
        if isOut {
          area = basic ?? .zero
        } else if basic == nil {
          area = try line.farmland(atom, from)
        }
      case .developmentBoundary:
        _ = try needed(line.ground.udb, Localized(zh: "城镇开发边界", en: "development boundary"))
        if (atom.inside[place] != nil) == isOut { area = atom.area }
      }
      sums[number, default: MeasuredAdjustment()]
        .byGrade[line.ground.base[from].grade, default: .zero] += area
    }
    return sums
  }

  /// The blocks of basic farmland before and after.
  private func blocks(
    _ made: ProposedAdjustments, _ state: PlannedState, _ atoms: [Atom], large: Area
  ) throws -> (AdjustmentEffect.Blocks, AdjustmentEffect.Blocks) {
    let line = made.line
    let open: Set<LandUse> = [.ruralRoad, .ditch, .ridge]
    var before: [Area?] = []
    var after: [Area?] = []
    var isOpen: [Bool] = []
    for atom in atoms {
      let row = state.ledger.rows[atom.row]
      let from = state.patch(before: atom)
      let use = line.side.classes[Int(line.side.classOf[from])].use
      let change = row.to.flatMap { state.measure(ofPatch: Int($0)) }
        .flatMap { made.plan.measures[Int($0)].pbfChange }
      let basic = use == .farmland ? try line.basic(atom) : nil
      before.append(basic)
      after.append(
        change == .out
          ? nil
          : try basic ?? (change == .in && use == .farmland ? line.farmland(atom, from) : nil))
      // Fields that are no basic farmland lie open, as roads and ditches do.
      isOpen.append(use == .farmland || use.map(open.contains) == true)
    }
    func count(_ basic: [Area?]) -> AdjustmentEffect.Blocks {
      let members = atoms.indices.filter { basic[$0] != nil }
      let obstacles = atoms.indices.filter { basic[$0] == nil && !isOpen[$0] }
      let numbers = ContiguousGround.blocks(
        of: members.map { atoms[$0].geometry }, parted: obstacles.map { atoms[$0].geometry })
      var sums: [Int: Area] = [:]
      for (member, number) in zip(members, numbers) {
        sums[number, default: .zero] += basic[member] ?? .zero
      }
      let big = sums.values.filter { $0 >= large }
      return AdjustmentEffect.Blocks(
        count: sums.count, area: sums.values.total(), large: big.count, largeArea: big.total(),
        largest: sums.values.max() ?? .zero)
    }
    return (count(before), count(after))
  }

  static func day(of time: Timestamp) throws -> CalendarDate {
    guard let date = CalendarDate(time.iso8601.prefix(10)) else {
      throw Diagnostic(
        code: "adjustment.date", Localized(zh: "时间无法读取。", en: "the time cannot be read."))
    }
    return date
  }

  /// Adjustments that were carried out, as the rules know them (`pbf_events`): one record for each grade.
  static func adjustmentEvents(
    _ rows: [AdjustmentBoard.Row], _ catalogue: FactCatalogue
  ) throws -> FactTable {
    var table = try FactTable(
      "pbf_events",
      fields: [
        "id", "code", "county", "project", "direction", "date", "area", "grade", "reason",
        "from_reserve",
      ], of: catalogue)
    var id: Int64 = 0
    for row in rows.sorted(by: { $0.id < $1.id }) {
      guard let proposal = row.record.proposal, proposal.line == .basicFarmland,
        row.record.phase == .executed, let ground = row.record.executed,
        let time = row.record.executedAt
      else { continue }
      let isOut = proposal.direction == .out
      let known: Set<AdjustmentProposal.Reason> = [
        .majorProject, .unreasonable, .fragmented, .wrong, .disaster, .other,
      ]
      for part in ground.parts {
        id += 1
        try table.append([
          .whole(id), .text(row.id),
          proposal.area.count >= 6 ? .text(String(proposal.area.prefix(6))) : .missing,
          .text(row.id), .text(isOut ? "out" : "in"), .date(try day(of: time)),
          .area(part.area), part.grade.map { .whole(Int64($0)) } ?? .missing,
          known.contains(proposal.reason) ? .text(proposal.reason.rawValue) : .missing,
          .truth(proposal.reason == .reserve),
        ])
      }
    }
    return table
  }
}

extension LineGround {
  /// Farmland of an atom without its ridges; zero for other uses.
  ///
  /// - Throws: Diagnostic `adjustment.no-ridges` where the survey does not state them.
  func farmland(_ atom: Atom, _ patch: Int) throws -> Area {
    guard side.classes[Int(side.classOf[patch])].use == .farmland else { return .zero }
    if let ridges = ground.base[patch].ridgeShare,
      let area = Area(roundingSquareMetres: atom.area.squareMetres * (1 - ridges))
    {
      return area
    }
    throw Diagnostic(
      code: "adjustment.no-ridges",
      Localized(
        zh: "图斑没有田坎面积或系数，净耕地面积无法得出。",
        en: "the patch states no ridges, so that its net farmland is unknown."),
      remedy: Localized(
        zh: "补上 KCXS 或 KCMJ 后重新导入。", en: "Supply KCXS or KCMJ and import the survey again."),
      layer: base.name, feature: side.ids[patch], field: "KCXS")
  }
}

extension AdjustmentEffect {
  /// Adds the proposals up.
  fileprivate mutating func add(
    _ rows: [AdjustmentBoard.Row], _ measured: [String: MeasuredAdjustment]
  ) {
    var grades: (out: [Int?: Area], in: [Int?: Area]) = ([:], [:])
    for row in rows {
      guard let proposal = row.record.proposal else { continue }
      let own = measured[row.id] ?? MeasuredAdjustment()
      parts.append(
        Part(
          number: row.id, title: proposal.title, line: proposal.line,
          direction: proposal.direction, phase: row.record.phase, patches: own.patches,
          area: own.area, grades: own.grades))
      switch (proposal.line, proposal.direction) {
      case (.basicFarmland, .out):
        out += own.area
        grades.out.merge(own.byGrade, uniquingKeysWith: +)
      case (.basicFarmland, .in):
        self.in += own.area
        grades.in.merge(own.byGrade, uniquingKeysWith: +)
      case (.developmentBoundary, .out): boundaryOut += own.area
      case (.developmentBoundary, .in): boundaryIn += own.area
      }
    }
    net = self.in - out
    outGrades = MeasuredAdjustment.ordered(grades.out)
    inGrades = MeasuredAdjustment.ordered(grades.in)
  }
}
