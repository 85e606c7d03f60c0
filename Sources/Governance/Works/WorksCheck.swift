import EventLog
import Groundwork

/// The conditions of one act against the works as they stand.
struct WorksCheck {
  let works: Works
  let day: Timestamp
  let context: DeedContext

  /// The roles that run the works.
  private static let owners: Set = ["planner", "platform"]

  /// Whether something happens; a photo that is known already is not taken twice.
  func isNew(_ act: WorksAct) throws -> Bool {
    switch act {
    case .plan(let plan):
      try owner()
      try phase(.none, .planned)
      try WorksPlanCheck.check(plan)
    case .announce(let tender): try announce(tender)
    case .open(let id, let bids): try open(id, bids)
    case .award(let id, let bidder, let reason): try award(id, bidder, reason)
    case .fail(let id, let reason):
      try owner()
      try said(reason)
      _ = try tender(id, in: .announced, .opened)
    case .contract(let contract): try self.contract(contract)
    case .start: try start()
    case .report(let item, let quantity, _): try report(item, quantity)
    case .confirm(let item, let quantity, let note): try confirm(item, quantity, note)
    case .test(let test): try self.test(test)
    case .log(let kind, _, let workers, let text): try log(kind, workers, text)
    case .photo(let photo): return try self.photo(photo)
    case .change(let change, _): try self.change(change)
    case .approve(let id, let basis):
      try said(basis)
      try decides(on: id)
    case .refuse(let id, let reason):
      try said(reason)
      try decides(on: id)
    case .finish: try finish()
    }
    return true
  }

  // MARK: Progress

  private func start() throws {
    try owner()
    try phase(.planned)
    guard works.contracts.contains(where: { $0.kind == .construction }),
      works.contracts.contains(where: { $0.kind == .engineer })
    else {
      throw fault(
        "not-contracted", zh: "施工和监理合同签订后方可开工。",
        en: "the works begin when construction and supervision are contracted.")
    }
    if let late = works.contracts.first(where: { $0.signed > day }) {
      throw fault(
        "backdated", zh: "开工早于合同 \(late.id) 的签订。",
        en: "the works would begin before the contract \(late.id) was signed.")
    }
  }

  private func report(_ id: String, _ quantity: WorksQuantity) throws {
    let item = try item(id)
    try phase(.underway)
    try only(works.plan?.builder, zh: "施工单位", en: "the builder")
    let before = works.reported[id] ?? .zero
    guard quantity > before, quantity <= item.quantity else {
      throw fault(
        "quantity", item: id,
        zh: "累计完成须多于已报的 \(before.decimal)，且不超过计划的 \(item.quantity.decimal) \(item.unit)。",
        en: "the total must be more than the \(before.decimal) reported and at most the "
          + "\(item.quantity.decimal) \(item.unit) planned.",
        remedy: Localized(
          zh: "超出计划的工程量先办方案调整；多报的由监理核定纠正。",
          en: "More than planned needs a change of plan; the engineer corrects what was "
            + "reported too high."))
    }
    try inOrder(works.reports.filter { $0.item == id }.last?.day)
  }

  private func confirm(_ id: String, _ quantity: WorksQuantity, _ note: String) throws {
    let item = try item(id)
    guard works.phase == .underway || works.phase == .stopped else { try phase(.underway); return }
    try only(works.plan?.engineer, zh: "监理单位", en: "the supervising engineer")
    let reported = works.reported[id] ?? .zero
    let before = works.confirmed[id] ?? .zero
    guard quantity >= .zero, quantity <= reported, quantity <= item.quantity, quantity != before
    else {
      throw fault(
        "confirmed", item: id,
        zh: "核定量须与已核定的 \(before.decimal) 不同，且不超过填报的 \(reported.decimal) \(item.unit)。",
        en: "the quantity must differ from the \(before.decimal) confirmed and be at most the "
          + "\(reported.decimal) \(item.unit) reported.")
    }
    if quantity < before { try said(note) }
    try inOrder(works.confirmations.filter { $0.item == id }.last?.day)
    try inOrder(works.reports.first { $0.item == id }?.day)
    if quantity == item.quantity, let open = works.openTests.first(where: { $0.item == id }) {
      throw fault(
        "test-open", item: id, zh: "检测“\(open.subject)”不合格，整改复检前不能核定为完成。",
        en: "the test ‘\(open.subject)’ failed; the item cannot be confirmed in whole before it "
          + "is passed.")
    }
  }

  private func finish() throws {
    try owner()
    try phase(.underway)
    let confirmed = works.confirmed
    for item in works.plan?.items ?? [] where confirmed[item.id] != item.quantity {
      throw fault(
        "unfinished", item: item.id, zh: "“\(item.title)”尚未全部核定。",
        en: "‘\(item.title)’ is not confirmed in whole.")
    }
    if let open = works.changes.first(where: { $0.phase == .proposed }) {
      throw fault(
        "change-open", zh: "方案调整 \(open.id) 未决。", en: "the change \(open.id) is undecided.")
    }
    if let test = works.openTests.first {
      throw fault(
        "test-open", item: test.item, zh: "检测“\(test.subject)”不合格。",
        en: "the test ‘\(test.subject)’ failed.")
    }
    try inOrder(works.confirmations.map(\.day).max())
  }

  // MARK: Quality, log, photos

  private func test(_ test: WorksTest) throws {
    _ = try item(test.item)
    guard works.phase == .underway || works.phase == .stopped else { try phase(.underway); return }
    guard context.actor.organisation != works.plan?.builder,
      test.laboratory != works.plan?.builder
    else {
      throw fault(
        "own-work", item: test.item, zh: "施工单位不能检测自己的工程。",
        en: "the builder does not test their own works.")
    }
    guard StreamName.isPart(test.id), !works.tests.contains(where: { $0.id == test.id }) else {
      throw fault("test", zh: "检测编号已经用过或写法不对。", en: "the id of the test is taken or no id.")
    }
    try said(test.subject)
    try said(test.laboratory)
    guard test.least != nil || test.most != nil, test.least ?? .min <= test.most ?? .max else {
      throw fault(
        "bounds", item: test.item, zh: "须写明合格标准（下限或上限）。",
        en: "state the standard: a lower or an upper bound.")
    }
    guard test.day.dayNumber <= context.time.chinaDay else {
      throw fault("future", zh: "检测日期不能在今后。", en: "the day of the test cannot be in the future.")
    }
  }

  private func log(_ kind: WorksEntry.Kind, _ workers: Int, _ text: String) throws {
    try only(works.plan?.engineer, zh: "监理单位", en: "the supervising engineer")
    switch kind {
    case .stop: try phase(.underway)
    case .resume: try phase(.stopped)
    default:
      guard works.phase == .underway || works.phase == .stopped else {
        try phase(.underway)
        return
      }
    }
    try said(text)
    guard (0...100_000).contains(workers) else {
      throw fault("workers", zh: "人数不对。", en: "the number of workers is wrong.")
    }
  }

  private func photo(_ photo: WorksPhoto) throws -> Bool {
    try phase(.planned, .underway, .stopped, .finished)
    if let item = photo.item { _ = try self.item(item) }
    guard photo.place.isOnEarth, (0...359).contains(photo.azimuth ?? 0) else {
      throw fault(
        "place", zh: "位置须在地球上，方向为 0–359 度。",
        en: "a place on earth and a direction of 0 to 359 degrees.")
    }
    // Phones' clocks differ by minutes.
    guard photo.taken <= context.time.adding(seconds: 600) else {
      throw fault("future", zh: "拍摄时间不能在今后。", en: "a photo cannot be taken in the future.")
    }
    guard !photo.hash.isEmpty else {
      throw fault("photo", zh: "须附影像。", en: "attach the photo.")
    }
    return !works.photos.contains { $0.hash == photo.hash }
  }

  // MARK: Shared conditions

  func item(_ id: String) throws -> WorksPlan.Item {
    guard let item = works.plan?.item(id) else {
      throw fault("no-item", item: id, zh: "计划中没有这一单项。", en: "the plan has no such item.")
    }
    return item
  }

  func owner() throws {
    guard WorksCheck.owners.contains(context.actor.role) else {
      throw fault(
        "not-yours", zh: "由实施主体或整治中心办理。",
        en: "the platform company or the consolidation centre does this.")
    }
  }

  private func only(_ organisation: String?, zh: String, en: String) throws {
    guard let organisation, context.actor.organisation == organisation else {
      throw fault(
        "not-yours", zh: "由\(zh)（\(organisation ?? "–")）办理。",
        en: "only \(en) (\(organisation ?? "–")) does this.")
    }
  }

  func phase(_ phases: Works.Phase...) throws {
    guard phases.contains(works.phase) else {
      throw fault(
        "phase", zh: "工程处于“\(works.phase.title.zh)”，不能这样办理。",
        en: "the works are \(works.phase.title.en); this cannot be done.")
    }
  }

  func said(_ text: String) throws {
    guard text.contains(where: { !$0.isWhitespace }), text.count <= 10_000 else {
      throw fault("text", zh: "须写明内容或理由。", en: "state what or why.")
    }
  }

  func inOrder(_ last: Timestamp?) throws {
    guard day >= last ?? day else {
      throw fault("backdated", zh: "此日之后已有记录。", en: "there are records of later days.")
    }
  }

  func fault(
    _ code: String, item: String? = nil, zh: String, en: String, remedy: Localized? = nil
  ) -> Diagnostic {
    WorksDecider.refusal(code, zh: zh, en: en, remedy: remedy, feature: item)
  }
}
