import Finance
import Groundwork

/// A fund plan or a plan of sharing as a file that somebody changes and gives back.
public struct PlanFile: Sendable, Encodable {
  public var name: String
  /// `zhitu.fund/1` or `zhitu.sharing/1`.
  public var text: String
  /// Names what is kept, for who replaces it.
  public var version: String
  /// Where the quantities of a fund plan come from; empty where nobody said it.
  public var base = ""
  public var plan = ""
}

/// A file that is to be kept as a plan.
public struct PlanEntry: Sendable {
  public var name: String
  public var text: String
  /// The name of the file, for faults.
  public var file: String
  /// The base epoch and the plan whose flow ledger gives quantities.
  public var base: String?
  public var plan: String?
  /// The fund plan whose rows are income of a plan of sharing.
  public var fund: String?
  /// Only says what would be kept.
  public var isTrial: Bool

  public init(
    name: String, text: String, file: String, base: String? = nil, plan: String? = nil,
    fund: String? = nil, isTrial: Bool = false
  ) {
    self.name = name
    self.text = text
    self.file = file
    self.base = base
    self.plan = plan
    self.fund = fund
    self.isTrial = isTrial
  }
}

/// What the file of a plan changes, or what is wrong with it.
public struct PlanEntered: Sendable, Encodable {
  public struct Change: Sendable, Encodable, Hashable {
    public var id: String
    public var title: Localized
    /// What of it changes.
    public var field: Localized
    /// As in the file; empty for what is new.
    public var before: String
    /// Empty for what is left out.
    public var after: String
  }

  public struct Figure: Sendable, Encodable, Hashable {
    public var id: String
    public var title: Localized
    /// Empty where there was no plan.
    public var before: String
    public var after: String
  }

  /// Of what is kept before; empty where the plan is new.
  public var version = ""
  public var figures: [Figure] = []
  public var changes: [Change] = []
  /// Rows that stay as they were.
  public var unchanged = 0
  /// All of the file; with any of them nothing is kept.
  public var problems: [Diagnostic] = []
  public var isWritten = false
}

/// One part of a plan with its values as the file writes them.
struct PlanPart {
  var id: String
  var title: Localized
  var fields: [(name: Localized, value: String)]

  private var text: String {
    fields.filter { !$0.value.isEmpty }.map(\.value).joined(separator: "; ")
  }

  /// What differs between two versions of a plan, in the order of the new one; what is left out stands last.
  static func compare(
    _ old: [PlanPart], _ new: [PlanPart]
  ) -> (changes: [PlanEntered.Change], unchanged: Int) {
    let before = Dictionary(old.map { ($0.id, $0) }) { first, _ in first }
    var changes: [PlanEntered.Change] = []
    var unchanged = 0
    for part in new {
      guard let was = before[part.id] else {
        changes.append(
          PlanEntered.Change(
            id: part.id, title: part.title, field: Localized(zh: "新增", en: "new"), before: "",
            after: part.text))
        continue
      }
      var differs = false
      for (index, field) in part.fields.enumerated() {
        let held = was.fields.indices.contains(index) ? was.fields[index].value : ""
        guard held != field.value else { continue }
        differs = true
        changes.append(
          PlanEntered.Change(
            id: part.id, title: part.title, field: field.name, before: held, after: field.value))
      }
      if !differs { unchanged += 1 }
    }
    let kept = Set(new.map(\.id))
    for part in old where !kept.contains(part.id) {
      changes.append(
        PlanEntered.Change(
          id: part.id, title: part.title, field: Localized(zh: "删去", en: "left out"),
          before: part.text, after: ""))
    }
    return (changes, unchanged)
  }
}

extension FundPlan {
  /// The head, the rows and the sources of money.
  var parts: [PlanPart] {
    let head = PlanPart(
      id: "", title: Localized(zh: "方案", en: "plan"),
      fields: [
        (Localized(zh: "名称", en: "title"), title),
        (Localized(zh: "价格年份", en: "year of prices"), String(priceYear)),
        (Localized(zh: "第一年", en: "first year"), String(firstYear)),
        (Localized(zh: "年数", en: "years"), String(years)),
        (Localized(zh: "折现率", en: "discount rate"), PlanText.percent(discount)),
        (
          Localized(zh: "台账的基期和方案", en: "base epoch and plan of the ledger"),
          [ground?.base, ground?.plan].compactMap(\.self).joined(separator: " → ")
        ),
      ])
    return [head] + lines.map(\.part) + loans.map(\.part)
  }
}

extension FundLine {
  fileprivate var part: PlanPart {
    var (price, quantity, origin, share) = ("", "", "", "")
    var name = Localized(zh: "数量", en: "quantity")
    switch amount {
    case .priced(let money, let unit, let amount, let from):
      price = "\(PlanText.money(money)) 元/\(unit.rawValue)"
      quantity = "\(PlanText.quantity(amount, unit)) \(unit.rawValue)"
      name = Localized(zh: "数量（\(unit.rawValue)）", en: "quantity, \(unit.rawValue)")
      origin = PlanText.origin(from) ?? ""
    case .share(let ids, let rate):
      share = "\(PlanText.percent(rate)) × (\(ids.joined(separator: " + ")))"
    }
    return PlanPart(
      id: id, title: title,
      fields: [
        (Localized(zh: "名称", en: "title"), "\(title.zh) / \(title.en)"),
        (Localized(zh: "收支", en: "side"), side.rawValue),
        (Localized(zh: "环节", en: "phase"), phase.rawValue),
        (Localized(zh: "单价", en: "price"), price), (name, quantity),
        (Localized(zh: "数量取自", en: "quantity from"), origin),
        (Localized(zh: "比例", en: "share"), share),
        (Localized(zh: "年度", en: "years"), PlanText.years(schedule)),
        (
          Localized(zh: "来源", en: "source"),
          source.map { "\($0.place) \($0.year) \($0.text) \($0.grade)" } ?? ""
        ),
      ])
  }
}

extension FundLoan {
  fileprivate var part: PlanPart {
    PlanPart(
      id: "financing/\(id)", title: title,
      fields: [
        (Localized(zh: "名称", en: "title"), "\(title.zh) / \(title.en)"),
        (Localized(zh: "种类", en: "kind"), kind.rawValue),
        (Localized(zh: "到位（元）", en: "draws, yuan"), PlanText.years(draws)),
        (Localized(zh: "利率", en: "rate"), PlanText.percent(rate)),
        (
          Localized(zh: "还本年份", en: "years of repayment"),
          kind == .capital ? "" : "\(repaidFrom)–\(repaidTo)"
        ),
        (
          Localized(zh: "还本方式", en: "repayment"), kind == .capital ? "" : repayment.rawValue
        ),
        (Localized(zh: "用作资本金（元）", en: "as capital, yuan"), PlanText.years(asCapital)),
        (Localized(zh: "文件所载", en: "stated"), stated?.yaml ?? ""),
      ])
  }
}

extension SharingPlan {
  /// The head, the pools, the items and the households.
  var parts: [PlanPart] {
    let head = PlanPart(
      id: "", title: Localized(zh: "方案", en: "plan"),
      fields: [
        (Localized(zh: "名称", en: "title"), title),
        (
          Localized(zh: "计量", en: "measures"),
          measures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.zh) / \($0.value.en)" }
            .joined(separator: ", ")
        ),
      ])
    return [head] + pools.map(\.part) + items.map(\.part) + households.map(\.part)
  }
}

extension SharingPlan.Basis {
  fileprivate var text: String { "\(title) \(number) \(day)" }
}

extension SharingPlan.Pool {
  fileprivate var part: PlanPart {
    PlanPart(
      id: "pools/\(id)", title: title,
      fields: [
        (Localized(zh: "名称", en: "title"), "\(title.zh) / \(title.en)"),
        (Localized(zh: "方式", en: "mode"), mode.rawValue),
        (Localized(zh: "依据", en: "basis"), basis.text),
        (Localized(zh: "收入（元）", en: "income, yuan"), PlanText.money(income)),
        (Localized(zh: "收入取自", en: "income from"), fundLine.map { "fund: \($0)" } ?? ""),
        (
          Localized(zh: "扣除", en: "deductions"),
          deductions.map { "\($0.title.zh) / \($0.title.en) \(PlanText.deduction($0))" }
            .joined(separator: "; ")
        ),
        (
          Localized(zh: "份额", en: "shares"),
          shares.map {
            "\($0.kind.rawValue) \($0.title.zh) / \($0.title.en) \(PlanText.hundredths($0.weight))"
              + ($0.by.isEmpty ? "" : " { \(PlanText.measures($0.by)) }")
          }.joined(separator: "; ")
        ),
      ])
  }
}

extension SharingPlan.Item {
  fileprivate var part: PlanPart {
    PlanPart(
      id: "items/\(id)", title: title,
      fields: [
        (Localized(zh: "名称", en: "title"), "\(title.zh) / \(title.en)"),
        (Localized(zh: "计量", en: "measure"), measure),
        (Localized(zh: "单价（元）", en: "price, yuan"), PlanText.money(price)),
        (Localized(zh: "依据", en: "basis"), basis.text),
      ])
  }
}

extension SharingPlan.Household {
  fileprivate var part: PlanPart {
    PlanPart(
      id: "households/\(id)", title: Localized(name),
      fields: [
        (Localized(zh: "姓名", en: "name"), name),
        (Localized(zh: "村", en: "village"), "\(village) \(villageCode ?? "")"),
        (Localized(zh: "组织", en: "organisation"), organisation ?? ""),
        (Localized(zh: "拆旧手续", en: "clearing"), clearing?.yaml ?? ""),
        (Localized(zh: "计量", en: "measures"), PlanText.measures(measures)),
      ])
  }
}
