import EventLog
import Groundwork

/// What somebody can do with the works, with the names that commands, endpoints and pages use.
public enum WorksStep: String, Sendable, Codable, CaseIterable {
  case plan, announce, open, award, fail, contract, start, report, confirm, test, log, stop
  case resume, photo, change, approve, refuse, finish

  /// A complete order of this kind, to find out whether one would be accepted; `nil`: there is nothing that
  /// it could be about.
  func example(in works: Works, at time: Timestamp) -> WorksOrder? {
    act(in: works, at: time).map { WorksOrder($0, day: Timestamp(dayNumber: time.chinaDay)) }
  }

  private func act(in works: Works, at time: Timestamp) -> WorksAct? {
    let today = Timestamp(dayNumber: time.chinaDay)
    let bids = ["a", "b", "c"].map { WorksTender.Bid(bidder: $0, price: Money(fen: 1)) }
    switch self {
    case .plan: return .plan(plan: WorksStep.plan(to: today))
    case .announce:
      return .announce(
        tender: .init(id: "zhitu-x", title: "-", way: .open, ceiling: Money(fen: 1)))
    case .open:
      return works.tenders.first { $0.phase == .announced }.map { .open(tender: $0.id, bids: bids) }
    case .award:
      return works.tenders.first { $0.phase == .opened }.flatMap { tender in
        tender.bids.min { $0.price < $1.price }.map {
          .award(tender: tender.id, bidder: $0.bidder, reason: "-")
        }
      }
    case .fail:
      return works.tenders.first { $0.phase == .announced || $0.phase == .opened }.map {
        .fail(tender: $0.id, reason: "-")
      }
    case .contract:
      return .contract(
        contract: WorksContract(
          id: "zhitu-x", kind: .other, title: "-", party: "-", amount: Money(fen: 1),
          signed: today, reason: "-"))
    case .start: return .start(note: "")
    case .report:
      let done = works.reported
      return works.plan?.items.first { done[$0.id] ?? .zero < $0.quantity }.map {
        .report(item: $0.id, quantity: $0.quantity, note: "")
      }
    case .confirm:
      let (said, done) = (works.reported, works.confirmed)
      return works.plan?.items.first { said[$0.id] ?? .zero > done[$0.id] ?? .zero }.map { item in
        // One thousandth more than before, so that an open test of the whole does not matter.
        let more = (done[item.id] ?? .zero).thousandths + 1
        return .confirm(item: item.id, quantity: WorksQuantity(thousandths: more), note: "-")
      }
    case .test:
      return works.plan?.items.first.map {
        .test(
          test: WorksTest(
            id: "zhitu-x", item: $0.id, subject: "-", unit: "-", measured: 1, least: 0, most: nil,
            laboratory: "-", day: today))
      }
    case .log: return .log(kind: .daily, weather: "", workers: 0, text: "-")
    case .stop: return .log(kind: .stop, weather: "", workers: 0, text: "-")
    case .resume: return .log(kind: .resume, weather: "", workers: 0, text: "-")
    case .photo:
      return .photo(
        photo: WorksPhoto(
          hash: "-", item: nil, place: .init(longitude: 0, latitude: 0), azimuth: nil, taken: time,
          note: ""))
    case .change:
      guard var plan = works.plan else { return nil }
      plan.title += "-"
      return .change(
        change: .init(
          id: "zhitu-x", title: "-", reason: "-", plan: plan, lessFarmland: .zero,
          movesGround: false, touchesBasicFarmland: false),
        rules: WorksRules(costMillionths: nil, delayDays: nil, lessFarmland: nil))
    case .approve, .refuse:
      return works.changes.first { $0.phase == .proposed }.map {
        self == .approve ? .approve(change: $0.id, basis: "-") : .refuse(change: $0.id, reason: "-")
      }
    case .finish: return .finish(note: "")
    }
  }

  private static func plan(to day: Timestamp) -> WorksPlan {
    WorksPlan(
      title: "-", builder: "a", engineer: "b",
      items: [
        .init(
          id: "1", title: "-", kind: .other, unit: "-", quantity: WorksQuantity(thousandths: 1),
          cost: .zero, first: day, last: day)
      ])
  }
}

extension WorksDecider {
  /// What somebody can do with the works as they stand.
  public static func steps(on works: Works, by context: DeedContext) -> [WorksStep] {
    WorksStep.allCases.filter { step in
      guard let order = step.example(in: works, at: context.time) else { return false }
      do {
        return try !decide(order, in: works, by: context).isEmpty
      } catch {
        // A refusal is the answer to the question.
        return false
      }
    }
  }
}
