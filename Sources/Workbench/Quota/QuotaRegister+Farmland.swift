import EventLog
import Groundwork
import Quota

/// What documents recorded in the book say to the rules: farmland lost and gained, applications,
/// grades, figures of plans.
extension QuotaRegister {
  /// Farmland lost, by its records, and gained: new farmland that was confirmed and does not make up
  /// for building, which is for the other balance (CORE-10).
  ///
  /// Nothing of a book without a record of lost farmland. A use of quota under the balance whose
  /// farmland has no record was built on farmland all the same, and is balanced by its units; of
  /// basic farmland that a project took without a record, the cause and the balance are not known.
  func farmlandEvents() -> [[String: Any]] {
    guard !book.losses.isEmpty else { return [] }
    let lost = book.losses.values.filter { $0.quantity > .zero }.sorted { $0.id < $1.id }
    return lost.map(outEvent)
      + uses(of: "balance").compactMap { unrecorded($0, isBalance: true) }
      + basicFarmlandUses().compactMap { unrecorded($0, isBalance: false) } + inEvents()
  }

  private func unrecorded(_ use: QuotaUse, isBalance: Bool) -> [String: Any]? {
    let rest = use.demand.quantity - losses(by: use.id).map(\.quantity).total()
    guard rest > .zero else { return nil }
    var record: [String: Any] = [
      "code": use.id, "county": String(use.area.prefix(6)), "date": day(use.day),
      "direction": "out", "area": area(rest),
    ]
    if isBalance {
      record["cause"] = FarmlandLoss.Cause.construction.rawValue
      record["in_balance"] = true
    }
    return record
  }

  /// Uses of the reserve of basic farmland.
  func basicFarmlandUses() -> [QuotaUse] {
    book.uses.values.filter { use in
      use.parts.contains { part in
        book.lots[part.lot].flatMap { book.catalogue.kind($0.kind) }?.ground == .farmland
      }
    }.sorted { $0.id < $1.id }
  }

  private func outEvent(_ loss: FarmlandLoss) -> [String: Any] {
    var record: [String: Any] = [
      "code": loss.id, "county": String(loss.area.prefix(6)), "direction": "out",
      "cause": loss.cause.rawValue, "area": area(loss.quantity),
      "in_balance": loss.plan != nil || loss.uses.contains { isBalancing($0) },
    ]
    record["date"] = loss.day.map(day)
    record["grade"] = loss.grade.map(decimal)
    return record
  }

  /// Whether units of a use make up for farmland: 占补, or 挂钩 by what was reclaimed.
  private func isBalancing(_ id: String) -> Bool {
    book.uses[id]?.parts.contains { part in
      let type = book.lots[part.lot].flatMap { ruleType(of: $0.kind) }
      return type == "balance" || type == "linked"
    } == true
  }

  private func inEvents() -> [[String: Any]] {
    let agricultural = Set(
      book.losses.values.filter { $0.cause != .construction }.flatMap(\.uses))
    return export.entries.compactMap { posted in
      guard case .verify(let id) = posted.entry.act, let lot = book.lots[id],
        lot.nature == .ground, ruleType(of: lot.kind) == "balance"
      else { return nil }
      let county = String((book.holders[lot.holder]?.area ?? "").prefix(6))
      // What is in stock in the county, and what makes up for other losses than building.
      var gained = Area.zero
      for holder in lot.holders where book.holders[holder]?.area.hasPrefix(county) == true {
        for pocket in QuotaPocket.allCases where pocket.isStock {
          gained = gained + book.balance(id, holder, pocket).quantity
        }
      }
      for use in agricultural.compactMap({ book.uses[$0] }) {
        gained = gained + use.parts.filter { $0.lot == id }.map(\.amounts.quantity).total()
      }
      guard gained > .zero, county.utf8.count == 6 else { return nil }
      var record: [String: Any] = [
        "code": id, "county": county, "date": day(posted.entry.day), "direction": "in",
        "cause": "reclaimed", "area": area(gained),
      ]
      record["stable"] = lot.facts?.isStable
      record["grade"] = grade(of: lot)
      return record
    }
  }

  /// Whether the book says on how much farmland a use is, be it none.
  func isStated(_ use: String) -> Bool { book.losses.values.contains { $0.uses.contains(use) } }

  func losses(by use: String) -> [FarmlandLoss] {
    book.losses.values.filter { $0.uses.contains(use) && $0.quantity > .zero }
      .sorted { $0.id < $1.id }
  }

  // MARK: Grades

  /// As a document states it, else the mean of the pieces where all of them have one.
  func grade(of lot: QuotaLot) -> String? {
    if let stated = lot.facts?.grade { return decimal(stated) }
    return meanGrade(
      book.ground.claims(of: lot.id).map { ($0.piece.area, $0.piece.grade.map { $0 * 100 }) })
  }

  /// The mean of grades in hundredths by area; `nil` where one is not known.
  func meanGrade(_ parts: [(area: Area, grade: Int?)]) -> String? {
    var sum = Int128(0)
    for part in parts {
      guard let grade = part.grade else { return nil }
      sum += Int128(part.area.hundredths) * Int128(grade)
    }
    let whole = Int128(parts.map(\.area).total().hundredths)
    guard whole > 0 else { return nil }
    return decimal(Int((sum + whole / 2) / whole))
  }

  private func decimal(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  // MARK: Applications and figures

  /// Under which rules, and when, what a use stands on was applied for (BAL-03): of several lots the one
  /// of the old kind that was applied for last, else the last; nothing where one is not known.
  func application(of use: QuotaUse) -> [String: Any] {
    let facts = lots(behind: use).map { book.lots[$0]?.facts }
    let known = facts.compactMap { facts in
      facts?.applied.flatMap { applied in facts?.isOldStyle.map { (applied: applied, old: $0) } }
    }
    guard known.count == facts.count,
      let told = known.filter(\.old).max(by: { $0.applied < $1.applied })
        ?? known.max(by: { $0.applied < $1.applied })
    else { return [:] }
    return ["applied": day(told.applied), "old_style": told.old]
  }

  /// The lots of a use; those that settled a promise (兑现) in the place of the promise.
  private func lots(behind use: QuotaUse) -> [String] {
    use.parts.flatMap { part -> [String] in
      guard book.lots[part.lot]?.nature == .promise else { return [part.lot] }
      return export.entries.flatMap { posted -> [String] in
        guard case .settle(let debt, _, _, let parts) = posted.entry.act, debt == part.lot else {
          return []
        }
        return parts.map(\.lot)
      }
    }
  }

  func scalarFigures() -> [String: String] {
    var result: [String: String] = [:]
    for figure in book.figures.values {
      guard let kind = book.catalogue.figure(figure.id), !kind.isYearly else { continue }
      result[kind.fact] = area(figure.quantity)
    }
    return result
  }

  /// Figures of years, one record for each year of a collection.
  func yearlyFigures() -> [String: [[String: Any]]] {
    var result: [String: [Int: [String: Any]]] = [:]
    for figure in book.figures.values {
      guard let kind = book.catalogue.figure(figure.id), let year = figure.year else { continue }
      let names = kind.fact.split(separator: ".").map(String.init)
      guard names.count == 2 else { continue }
      result[names[0], default: [:]][year, default: ["year": year]][names[1]] = area(
        figure.quantity)
    }
    return result.mapValues { years in years.sorted { $0.key < $1.key }.map(\.value) }
  }
}
