import Access
import Classes
import EventLog
import Finance
import Flow
import Governance
import Groundwork
import Planning
import Records
import Storage

/// The application form (申报表) of a plan: filled, frozen with a case, and compared with what was frozen.
extension Workbench {
  /// How the name of a frozen form ends.
  static let applicationSuffix = "申报表.json"

  /// The form as the workspace fills it now.
  ///
  /// - Parameter base: The epoch on which the plan stands; `nil`: the one of its last evaluation, else the
  ///   base epoch of the workspace.
  /// - Throws: As laying a plan.
  /// - Complexity: That of laying the plan.
  public func applicationForm(plan: String, base: String? = nil) throws -> ApplicationForm {
    let epoch = try base ?? lastEvaluation(of: plan)?.base ?? baseEpoch()
    let laid = try lay(plan: plan, base: epoch, area: .official)
    let cards = try projects().filter {
      $0.record.isActive && $0.record.card?.ground?.plan == plan
    }.compactMap(\.record.card)
    return ApplicationForm(
      plan: plan,
      blocks: [
        Workbench.headBlock(plan, cards), Workbench.scaleBlock(laid),
        Workbench.newFarmlandBlock(laid), Workbench.basicFarmlandBlock(laid),
        Workbench.investmentBlock(laid), Workbench.costBlock(cards),
        try moneyBlock(), try quotaBlock(laid), try verdictBlock(plan),
      ])
  }

  /// The form that was last frozen with a case.
  public static func frozenApplication(
    _ file: CaseFile, read: (_ hash: String) throws -> [UInt8]?
  ) throws -> (form: ApplicationForm, hash: String, time: Timestamp)? {
    for deed in file.history.reversed() {
      guard case .attached(_, let hash, let name) = deed.event, name.hasSuffix(applicationSuffix),
        let body = try read(hash)
      else { continue }
      return (try CanonicalJSON.value(ApplicationForm.self, body), hash, deed.time)
    }
    return nil
  }

  /// The form that was last frozen with a case of this workspace.
  public func frozenApplication(
    _ file: CaseFile
  ) throws -> (form: ApplicationForm, hash: String, time: Timestamp)? {
    try Workbench.frozenApplication(file) {
      try workspace.document(kind: Workbench.attachmentKind, key: $0)
    }
  }

  /// Attaches the form, with what was typed, to a case as one of its documents; its hash freezes it.
  ///
  /// - Throws: As ``advanceCase(_:_:expected:document:_:by:_:)``; diagnostic `application.field`.
  public func freezeApplication(
    _ form: ApplicationForm, typed: [String: String], in number: String, as paper: String,
    expected: Int64?, _ calendar: WorkCalendar, by context: DeedContext, _ authority: Authority
  ) throws -> ProcessBoard.Row {
    let filled = try form.typed(typed)
    return try advanceCase(
      number,
      .attach(paper: paper, hash: "", name: "\(form.plan)-\(Workbench.applicationSuffix)"),
      expected: expected, document: try CanonicalJSON().bytes(filled), calendar, by: context,
      authority)
  }

  // MARK: Blocks

  private static let byOffice = Localized(zh: "由申报单位填写", en: "typed by the applicant")
  private static let library = Localized(zh: "项目库", en: "project library")
  private static let planLayer = Localized(zh: "方案图层", en: "the plan's layer")

  private static func headBlock(_ plan: String, _ cards: [ProjectCard]) -> ApplicationForm.Block {
    func joined(_ texts: [String]) -> ApplicationForm.Value? {
      let found = Set(texts).subtracting([""]).sorted()
      return found.isEmpty ? nil : .text(found.joined(separator: "；"))
    }
    let years = cards.flatMap { [$0.firstYear, $0.lastYear] }
    let span = years.min().flatMap { first in years.max().map { "\(first)–\($0) 年" } }
    func typed(_ id: String, _ zh: String, _ en: String) -> ApplicationForm.Field {
      .init(id, zh: zh, en: en, nil, source: byOffice)
    }
    return .init(
      "head", zh: "基本情况", en: "Heading",
      [
        .init("plan", zh: "项目名称", en: "Project", .text(plan), source: planLayer),
        typed("year", "项目年度", "Year"), typed("batch", "批次", "Batch"),
        .init(
          "kind", zh: "项目类型", en: "Kind", .text("全域土地综合整治"),
          source: Localized(zh: "本表", en: "this form")),
        .init(
          "area", zh: "所属区域", en: "Area", joined(cards.map(\.area)), source: library),
        typed("applicant", "申报单位", "Applicant"),
        .init(
          "implementers", zh: "承担单位", en: "Implementers",
          joined(cards.flatMap(\.duties.implement)), source: library),
        typed("site", "建设地点", "Site"),
        .init("goal", zh: "建设目标", en: "Goals", joined(cards.map(\.goal)), source: library),
        .init(
          "span", zh: "实施期限", en: "Years of the works", span.map { .text($0) },
          source: library),
        .init(
          "projects", zh: "子项目数", en: "Sub-projects", .count(cards.count), source: library),
      ])
  }

  private static func scaleBlock(_ laid: LaidPlan) -> ApplicationForm.Block {
    let ledger = laid.state.ledger
    let source = ledgerSource(laid)
    func farmland(_ side: FlowSide) -> Area {
      (0..<side.count).filter { side.classes[Int(side.classOf[$0])].use == .farmland }
        .map { side.areas[$0] }.total()
    }
    return .init(
      "scale", zh: "规模", en: "Scale",
      [
        .init(
          "district", zh: "项目区面积", en: "Area of the district",
          .area(ledger.before.areas.total()), source: source),
        .init(
          "built", zh: "建设规模（整治图斑面积）", en: "Area of the measures",
          .area(laid.plan.side.areas.total()), source: planLayer),
        .init(
          "farmland.before", zh: "整治前耕地", en: "Farmland before",
          .area(farmland(ledger.before)), source: source),
        .init(
          "farmland.after", zh: "整治后耕地", en: "Farmland after",
          .area(farmland(ledger.after)), source: source),
        .init(
          "construction", zh: "建设用地规模指标", en: "Quota of construction land", nil,
          source: byOffice),
      ])
  }

  /// Farmland gained, by its class: 水田, 水浇地, 旱地 and what no class tells.
  private static func newFarmlandBlock(_ laid: LaidPlan) -> ApplicationForm.Block {
    let ledger = laid.state.ledger
    var sums: [String: Area] = [:]
    for row in ledger.rows where row.kind == .piece {
      guard let from = row.from.map(Int.init), let to = row.to.map(Int.init) else { continue }
      let old = ledger.before.classes[Int(ledger.before.classOf[from])]
      let new = ledger.after.classes[Int(ledger.after.classOf[to])]
      guard new.use == .farmland, old.use != .farmland else { continue }
      sums[new.standard?.name.zh ?? "", default: .zero] += row.area
    }
    let source = ledgerSource(laid)
    var rest = sums
    func part(_ id: String, _ zh: String, _ en: String) -> ApplicationForm.Field {
      .init(id, zh: zh, en: en, .area(rest.removeValue(forKey: zh) ?? .zero), source: source)
    }
    var fields = [
      part("new.paddy", "水田", "paddy"), part("new.irrigated", "水浇地", "irrigated land"),
      part("new.dry", "旱地", "dry land"),
    ]
    let other = rest.values.total()
    if other > .zero {
      fields.append(
        .init("new.other", zh: "其他耕地", en: "other farmland", .area(other), source: source))
    }
    return .init("new", zh: "新增耕地（毛增）", en: "Farmland gained", fields)
  }

  private static func basicFarmlandBlock(_ laid: LaidPlan) -> ApplicationForm.Block {
    var sums: [Measure.LineChange: Area] = [:]
    for (measure, area) in zip(laid.plan.measures, laid.plan.side.areas) {
      if let change = measure.pbfChange { sums[change, default: .zero] += area }
    }
    let (out, new) = (sums[.out] ?? .zero, sums[.in] ?? .zero)
    let source = Localized(zh: "方案图层字段 YNTZ", en: "field YNTZ of the plan's layer")
    let more = new - out
    // 新增永久基本农田不少于调整面积的 5%.
    let share: Int64? =
      out > .zero
      ? Int64((Double(more.hundredths) / Double(out.hundredths) * 1_000_000).rounded(.down)) : nil
    return .init(
      "basic", zh: "永久基本农田调整", en: "Basic farmland",
      [
        .init("basic.out", zh: "调出面积", en: "Taken out", .area(out), source: source),
        .init("basic.in", zh: "调入面积", en: "Brought in", .area(new), source: source),
        .init(
          "basic.share", zh: "新增面积比例", en: "Share of new", share.map { .share($0) },
          source: Localized(
            zh: "（调入 − 调出）÷ 调出，对照 CORE-05", en: "(in − out) ÷ out, see CORE-05")),
      ])
  }

  private static func investmentBlock(_ laid: LaidPlan) -> ApplicationForm.Block {
    let costs = laid.plan.measures.map(\.cost)
    // One measure without a cost leaves the whole unknown.
    let total: Money? = costs.contains(nil) ? nil : costs.compactMap { $0 }.reduce(.zero, +)
    let gained = newFarmlandBlock(laid).fields.compactMap { field -> Area? in
      if case .area(let area)? = field.value { return area }
      return nil
    }
    return .init(
      "totals", zh: "合计", en: "Totals",
      [
        .init(
          "investment.total", zh: "总投资", en: "Investment", total.map { .money($0) },
          source: Localized(zh: "整治图斑投资合计", en: "the costs of the measures")),
        .init(
          "farmland.new", zh: "新增耕地", en: "New farmland", .area(gained.total()),
          source: ledgerSource(laid)),
      ])
  }

  /// 投资构成, by the element of the projects.
  private static func costBlock(_ cards: [ProjectCard]) -> ApplicationForm.Block {
    func sum(_ elements: Set<ProjectCard.Element>) -> ApplicationForm.Value {
      .money(cards.filter { elements.contains($0.element) }.reduce(.zero) { $0 + $1.cost })
    }
    return .init(
      "cost", zh: "投资构成", en: "Investment by part",
      [
        .init(
          "cost.farmland", zh: "农用地整治", en: "agricultural land", sum([.farmland]),
          source: library),
        .init(
          "cost.construction", zh: "建设用地整治", en: "construction land",
          sum([.village, .industry, .urban]), source: library),
        .init(
          "cost.ecology", zh: "生态保护修复", en: "ecology", sum([.ecology]), source: library),
        .init("cost.other", zh: "公共空间治理和其他", en: "other", sum([.other]), source: library),
      ])
  }

  /// 资金来源, as the supervision of payments has them.
  private func moneyBlock() throws -> ApplicationForm.Block {
    let book = try paymentBook().book
    let source = Localized(zh: "资金监管的资金来源", en: "sources of the supervision of payments")
    let fields = book.sources.values.sorted { $0.id < $1.id }.map {
      ApplicationForm.Field(
        "money.\($0.id)", zh: $0.title, en: $0.title, .money($0.amount), source: source)
    }
    return .init("money", zh: "资金来源", en: "Sources of money", fields)
  }

  private static func ledgerSource(_ laid: LaidPlan) -> Localized {
    let base = laid.base.epoch ?? laid.base.name
    return Localized(
      zh: "流向台账 \(base) → \(laid.plan.name)", en: "flow ledger \(base) → \(laid.plan.name)")
  }
}
