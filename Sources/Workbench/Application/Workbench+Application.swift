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
    let record = try lastEvaluation(of: plan)
    let net = NetFarmland(
      record, of: try record.map { try inputs(of: $0).facts }, base: epoch, job.cancellation)
    let cards = try projects().filter {
      $0.record.isActive && $0.record.card?.ground?.plan == plan
    }.compactMap(\.record.card)
    return ApplicationForm(
      plan: plan,
      blocks: [
        Workbench.headBlock(plan, cards), try Workbench.scaleBlock(laid, net),
        try Workbench.newFarmlandBlock(laid, net), try Workbench.basicFarmlandBlock(net),
        try Workbench.investmentBlock(laid, net), Workbench.costBlock(cards),
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

  private static func scaleBlock(
    _ laid: LaidPlan, _ net: NetFarmland
  ) throws -> ApplicationForm.Block {
    let (before, after) = (try net.before(), try net.after())
    return .init(
      "scale", zh: "规模", en: "Scale",
      [
        .init(
          "district", zh: "项目区面积", en: "Area of the district",
          .area(laid.state.ledger.before.areas.total()), source: ledgerSource(laid)),
        .init(
          "built", zh: "建设规模（整治图斑面积）", en: "Area of the measures",
          .area(laid.plan.side.areas.total()), source: planLayer),
        .init(
          "farmland.before", zh: "整治前耕地（净）", en: "Net farmland before", before.value,
          source: before.source),
        .init(
          "farmland.after", zh: "整治后耕地（净）", en: "Net farmland after", after.value,
          source: after.source),
        .init(
          "construction", zh: "建设用地规模指标", en: "Quota of construction land", nil,
          source: byOffice),
      ])
  }

  /// Net farmland gained, by its class: 水田, 水浇地, 旱地 and what no class tells.
  private static func newFarmlandBlock(
    _ laid: LaidPlan, _ net: NetFarmland
  ) throws -> ApplicationForm.Block {
    var codes: [String: Set<String>] = [:]
    for one in laid.state.ledger.after.classes where one.use == .farmland {
      guard let code = one.classText else { continue }
      codes[one.standard?.name.zh ?? "", default: []].insert(code)
    }
    var rest = codes
    func part(
      _ id: String, _ zh: String, _ en: String, _ codes: Set<String>
    ) throws -> ApplicationForm.Field {
      let found = try net.gained(codes.sorted())
      return .init(id, zh: zh, en: en, found.value, source: found.source)
    }
    var fields = [
      try part("new.paddy", "水田", "paddy", rest.removeValue(forKey: "水田") ?? []),
      try part(
        "new.irrigated", "水浇地", "irrigated land", rest.removeValue(forKey: "水浇地") ?? []),
      try part("new.dry", "旱地", "dry land", rest.removeValue(forKey: "旱地") ?? []),
    ]
    let other = try part(
      "new.other", "其他耕地", "other farmland", rest.values.reduce(into: []) { $0.formUnion($1) })
    if case .area(let area)? = other.value, area > .zero { fields.append(other) }
    return .init("new", zh: "新增耕地（毛增，扣除田坎）", en: "Farmland gained, net of ridges", fields)
  }

  private static func basicFarmlandBlock(_ net: NetFarmland) throws -> ApplicationForm.Block {
    let (out, new) = (try net.takenOut(), try net.broughtIn())
    // 新增永久基本农田不少于调整面积的 5%, rounded down, so that what is below never looks as if it reached it.
    let share = out.area.flatMap { out in
      new.area.flatMap { ApplicationForm.Value.share(of: $0 - out, in: out) }
    }
    return .init(
      "basic", zh: "永久基本农田调整", en: "Basic farmland",
      [
        .init("basic.out", zh: "调出面积（净）", en: "Taken out, net", out.value, source: out.source),
        .init("basic.in", zh: "调入面积（净）", en: "Brought in, net", new.value, source: new.source),
        .init(
          "basic.share", zh: "新增面积比例", en: "Share of new", share,
          source: Localized(
            zh: "（调入 − 调出）÷ 调出，与 CORE-05 相同；没有调出则不计",
            en: "(in − out) ÷ out, as CORE-05; none where nothing is taken out")),
      ])
  }

  private static func investmentBlock(
    _ laid: LaidPlan, _ net: NetFarmland
  ) throws -> ApplicationForm.Block {
    let costs = laid.plan.measures.map(\.cost)
    // One measure without a cost leaves the whole unknown.
    let total: Money? = costs.contains(nil) ? nil : costs.compactMap { $0 }.reduce(.zero, +)
    let gained = try net.gained()
    return .init(
      "totals", zh: "合计", en: "Totals",
      [
        .init(
          "investment.total", zh: "总投资", en: "Investment", total.map { .money($0) },
          source: Localized(zh: "整治图斑投资合计", en: "the costs of the measures")),
        .init(
          "farmland.new", zh: "新增耕地", en: "New farmland", gained.value, source: gained.source),
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

  /// 资金来源, as the supervision of payments has them. One book of payments serves the workspace; its sources name no
  /// plan.
  private func moneyBlock() throws -> ApplicationForm.Block {
    let book = try paymentBook().book
    let source = Localized(
      zh: "资金监管登记的来源；属整个工作空间，登记时不注明方案",
      en: "sources of the supervision of payments: of the whole workspace, as none names a plan")
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
