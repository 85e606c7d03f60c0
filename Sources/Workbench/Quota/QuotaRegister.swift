import EventLog
import Finance
import Foundation
import Groundwork
import Policy
import Quota

/// What the quota book says to the rules, in the shape of a register (`zhitu.register/1`): movements,
/// needs, advances, accepted reclamations, building on linked quota, projects under the balance,
/// farmland lost and gained, figures of plans.
///
/// What the book does not know is left out, and the rules that ask it stay undecidable.
struct QuotaRegister {
  /// Stands for units that do not expire.
  private static let never = "9999-12-31"

  let book: QuotaBook
  let export: QuotaExport

  init(_ deeds: [Deed<QuotaEvent>]) {
    book = QuotaDecider.fold(deeds)
    export = QuotaExport(deeds)
  }

  /// The register's text, without the collections that somebody else gives.
  func text(without given: Set<String>) throws -> String {
    var collections: [String: [[String: Any]]] = [
      "quota_entries": movements(), "quota_needs": needs(), "advances": advances(),
      "reclamations": reclamations(), "linked_builds": linkedBuilds(),
      "balance_projects": balanceProjects(),
    ]
    // Of what the book has no record nothing is known; an empty list would say that there was none.
    for (name, records) in [
      "pbf_events": basicFarmlandEvents(), "farmland_events": farmlandEvents(),
    ].merging(yearlyFigures(), uniquingKeysWith: { first, _ in first }) where !records.isEmpty {
      collections[name] = records
    }
    var scalars = scalarFigures()
    for name in given {
      collections[name] = nil
      scalars[name] = nil
    }
    let data = try JSONSerialization.data(
      withJSONObject: [
        "schema": "zhitu.register/1", "collections": collections, "scalars": scalars,
      ], options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  /// Under which type the rules know a kind.
  func ruleType(of kind: String) -> String? { book.catalogue.kind(kind)?.ruleType }

  func area(_ area: Area) -> String { "\(area.decimal) m2" }
  func day(_ time: Timestamp) -> String { String(time.iso8601.prefix(10)) }

  /// Movements between holders and out of their stock; what only changes its condition inside the
  /// stock of a holder is none.
  private func movements() -> [[String: Any]] {
    export.entries.flatMap { posted -> [[String: Any]] in
      let lines = posted.entry.lines
      return stride(from: 0, to: lines.count - 1, by: 2).compactMap {
        movement(posted.entry, lines[$0].account, lines[$0 + 1])
      }
    }
  }

  private func movement(
    _ entry: QuotaEntry, _ from: QuotaAccount, _ line: QuotaLine
  ) -> [String: Any]? {
    let to = line.account
    guard let lot = book.lots[to.lot], let type = ruleType(of: lot.kind),
      line.amounts.quantity > .zero, from.pocket.isAsset || from.pocket == .source
    else { return nil }
    let isIssue = from.pocket == .pending || from.pocket == .source
    if isIssue && !to.pocket.isStock { return nil }
    if from.pocket.isStock && to.pocket.isStock && from.holder == to.holder { return nil }
    let kind: String
    switch to.pocket {
    case _ where isIssue: kind = "issue"
    case .used, .settled: kind = "use"
    case _ where from.pocket == .used: kind = "return"
    case .writtenOff: return nil
    default: kind = "move"
    }
    func name(_ account: QuotaAccount) -> String {
      account.pocket.isStock ? account.holder : "\(account.holder):\(account.pocket.rawValue)"
    }
    var record: [String: Any] = [
      "transfer": "\(entry.number)", "date": day(entry.day), "type": type, "kind": kind,
      "debit": name(to), "credit": isIssue ? "" : name(from),
      "quantity": area(line.amounts.quantity),
      "parcels": lot.id, "owner": book.holders[to.holder]?.title ?? to.holder,
      "expires": lot.expires.map(day) ?? Self.never, "project": lot.origin,
      "village": village(to.holder), "city_account": book.holders[to.holder]?.level == .city,
    ]
    if case .use(let use, _, _) = entry.act {
      record["destination"] = String(use.area.prefix(6))
      if let rank = use.purpose.flatMap({
        book.catalogue.rank(of: $0, kind: lot.kind)
      }) {
        record["rank"] = rank
      }
    }
    return record
  }

  private func village(_ holder: String) -> String {
    book.holders[holder].map { $0.level == .village ? $0.area : "" } ?? ""
  }

  private func needs() -> [[String: Any]] {
    book.needs.values.sorted { $0.id < $1.id }.compactMap { need in
      guard let type = ruleType(of: need.kind) else { return nil }
      var record: [String: Any] = ["type": type, "quantity": area(need.amounts.quantity)]
      record["rank"] = book.catalogue.rank(of: need.purpose, kind: need.kind)
      return record
    }
  }

  private func advances() -> [[String: Any]] {
    book.lots.values.filter { $0.nature == .advance }.sorted { $0.id < $1.id }.map { lot in
      let entries = export.entries.map(\.entry)
      let issued = entries.first { $0.act.advances(lot.id) }
      let owed = book.pockets(of: lot.id)[.debt] ?? .zero
      let last = entries.last {
        $0.operation == .settle && $0.lines.contains { $0.account.lot == lot.id }
      }
      var record: [String: Any] = ["code": lot.id, "quantity": area(lot.planned.quantity)]
      if let issued { record["issued"] = day(issued.day) }
      // Of one that is not given back the day is not known yet.
      if owed.isZero, let last { record["returned"] = day(last.day) }
      return record
    }
  }

  private func reclamations() -> [[String: Any]] {
    let keptInVillage = keptInVillage()
    return export.entries.compactMap { posted in
      guard case .verify(let id) = posted.entry.act, let lot = book.lots[id],
        ruleType(of: lot.kind) == "linked"
      else { return nil }
      let pieces = book.ground.claims(of: id).map(\.piece)
      let farmland = pieces.filter { $0.to.hasPrefix("01") || $0.to.contains(":01") }
      var record: [String: Any] = [
        "code": id, "project": lot.origin, "village": village(lot.holder),
        "accepted": day(posted.entry.day), "area": area(lot.confirmed.quantity),
        "farmland": area(farmland.map(\.area).total()),
        "to_ecological": farmland.count < pieces.count,
        // 入库 is the filing in the supervision system (在线监管备案).
        "in_supervision": lot.phase == .entered,
      ]
      record["grade"] = grade(of: lot)
      record["spot_checked"] = lot.facts?.isSpotChecked
      record["in_change_survey"] = lot.facts?.isInChangeSurvey
      if let kept = keptInVillage[id] {
        record["resettlement"] = area(kept.resettlement)
        record["village_reserve"] = area(kept.reserve)
      }
      return record
    }
  }

  /// What of each lot stays in the village (LNK-05): used for the first purpose of its order, 农民安置, and
  /// for those between it and the last, the market; with the needs declared on its origin and not
  /// met, which are told of the origin's first lot. A lot with a use whose purpose nobody stated has none.
  private func keptInVillage() -> [String: (resettlement: Area, reserve: Area)] {
    var kept: [String: (resettlement: Area, reserve: Area)] = [:]
    var ranks: [String: (first: Int, last: Int)] = [:]
    for lot in book.lots.values where ruleType(of: lot.kind) == "linked" {
      guard let range = book.catalogue.ranks(of: lot.kind) else { continue }
      ranks[lot.id] = range
      kept[lot.id] = (.zero, .zero)
    }
    func add(_ quantity: Area, _ rank: Int, to lot: String) {
      guard var sums = kept[lot], let range = ranks[lot] else { return }
      if rank == range.first {
        sums.resettlement = sums.resettlement + quantity
      } else if rank < range.last {
        sums.reserve = sums.reserve + quantity
      }
      kept[lot] = sums
    }
    for need in book.needs.values {
      let lots = book.lots.values.filter { $0.kind == need.kind && $0.origin == need.origin }
      guard let rank = book.catalogue.rank(of: need.purpose, kind: need.kind),
        let lot = lots.map(\.id).min()
      else { continue }
      add(need.open.quantity, rank, to: lot)
    }
    for use in book.uses.values {
      for part in use.parts {
        let kind = book.lots[part.lot]?.kind
        if let rank = use.purpose.flatMap({ purpose in
          kind.flatMap { book.catalogue.rank(of: purpose, kind: $0) }
        }) {
          add(part.amounts.quantity, rank, to: part.lot)
        } else {
          kept[part.lot] = nil
        }
      }
    }
    return kept
  }

  private func linkedBuilds() -> [[String: Any]] {
    uses(of: "linked").flatMap { use -> [[String: Any]] in
      let losses = losses(by: use.id)
      let shares = LargestRemainder.split(
        losses.map(\.quantity).total().hundredths, by: use.parts.map(\.amounts.quantity.hundredths))
      return zip(use.parts, shares).map { part, farmland in
        var record: [String: Any] = [
          "code": use.id, "project": book.lots[part.lot]?.origin ?? "", "date": day(use.day),
          "area": area(part.amounts.quantity),
        ]
        // A use of which nothing is stated may be on farmland or not.
        if isStated(use.id) {
          record["farmland"] = area(Area(hundredths: farmland))
          record["grade"] = meanGrade(losses.map { ($0.quantity, $0.grade) })
        }
        return record
      }
    }
  }

  private func balanceProjects() -> [[String: Any]] {
    uses(of: "balance").map { use in
      // What was promised and is not settled is not supplied.
      let supplied = use.parts.map { part in
        part.amounts
          + (book.lots[part.lot]?.nature == .promise
            ? book.pockets(of: part.lot)[.debt] ?? .zero : .zero)
      }.total()
      var record: [String: Any] = [
        "code": use.id, "occupied": area(use.demand.quantity), "supplied": area(supplied.quantity),
        "occupied_capacity": "\(use.demand.capacity) kg",
        "supplied_capacity": "\(supplied.capacity) kg",
        "occupied_paddy": area(use.demand.paddy), "supplied_paddy": area(supplied.paddy),
      ]
      record.merge(application(of: use)) { first, _ in first }
      // BAL-05 wants the yield of a hectare; the book has that of the whole, to the kg.
      if supplied.quantity > .zero {
        let tenThousandths =
          Int128(supplied.capacity) * 10_000_000_000 / Int128(supplied.quantity.hundredths)
        record["yield_standard"] = "\(Decimal(Int64(tenThousandths)) / 10_000) kg"
      }
      return record
    }
  }

  /// Basic farmland that a project takes, and what of the reserve replaces it (补划, CORE-09); of a
  /// book without such a use nothing is known.
  private func basicFarmlandEvents() -> [[String: Any]] {
    var accepted: [String: String] = [:]
    for posted in export.entries {
      if case .verify(let lot) = posted.entry.act { accepted[lot] = day(posted.entry.day) }
    }
    return book.uses.values.sorted { $0.id < $1.id }.flatMap { use -> [[String: Any]] in
      let reserve = use.parts.filter { part in
        book.lots[part.lot].flatMap { book.catalogue.kind($0.kind) }?.ground == .farmland
      }
      guard !reserve.isEmpty else { return [] }
      let county = String(use.area.prefix(6))
      var out: [String: Any] = [
        "code": use.id, "county": county, "project": use.project, "direction": "out",
        "date": day(use.day), "area": area(use.demand.quantity),
      ]
      let lost = losses(by: use.id)
      if lost.map(\.quantity).total() == use.demand.quantity {
        out["grade"] = meanGrade(lost.map { ($0.quantity, $0.grade) })
      }
      return [out]
        + reserve.map { part in
          var record: [String: Any] = [
            "code": part.lot, "county": county, "project": use.project, "direction": "in",
            "area": area(part.amounts.quantity), "from_reserve": true,
          ]
          record["date"] = accepted[part.lot]
          record["grade"] = book.lots[part.lot].flatMap(grade)
          return record
        }
    }
  }

  func uses(of kind: String) -> [QuotaUse] {
    book.uses.values.filter { use in
      use.parts.contains { book.lots[$0.lot].flatMap { ruleType(of: $0.kind) } == kind }
    }.sorted { $0.id < $1.id }
  }
}

extension QuotaAct {
  fileprivate func advances(_ id: String) -> Bool {
    if case .advance(let lot, _, _, _, _, _, _, _) = self { lot == id } else { false }
  }
}

extension Workbench {
  /// What the quota book says to the rules; nothing without a book. Collections that a register file
  /// gives are left to it.
  func quotaRegister(
    _ catalogue: FactCatalogue, beside registers: [Register]
  ) throws -> Register? {
    let deeds = try quotaDeeds()
    guard !deeds.isEmpty else { return nil }
    let given = registers.reduce(into: Set<String>()) {
      $0.formUnion($1.collections)
      $0.formUnion($1.scalarNames)
    }
    let text = try QuotaRegister(deeds).text(without: given)
    return try Register(PolicyFile(name: "指标台账", text: text), catalogue: catalogue)
  }
}
