import EventLog
import Groundwork

/// The law of the works of a project (工程实施).
///
/// - The builder reports, the supervising engineer confirms; they are two organisations, and nobody
///   confirms more than was reported or reports more than is planned.
/// - An item is confirmed in whole only when its last tests passed; the works are finished when every item
///   is, no stop order stands and no change is open.
/// - A public tender with fewer than three bids is repeated; the contract says what was awarded.
/// - After the works began, a plan changes by an approved change only. What is beyond a threshold, or has
///   none, the approving body decides.
public enum WorksDecider: Decider {
  public typealias State = Works
  public typealias Command = WorksOrder
  public typealias Event = WorksEvent

  public static let initial = Works()
  /// In 分; sums of many stay within 64 bits.
  static let amountLimit = Money(fen: 1_000_000_000_000_000)
  /// In thousandths.
  static let quantityLimit = WorksQuantity(thousandths: 1_000_000_000_000_000)

  public static func decide(
    _ order: WorksOrder, in state: Works, by context: DeedContext
  ) throws -> [WorksEvent] {
    guard order.day.dayNumber <= context.time.chinaDay else {
      throw refusal("future", zh: "日期不能在今后。", en: "the day cannot be in the future.")
    }
    guard order.day.milliseconds == order.day.dayNumber * 86_400_000 else {
      throw refusal("day", zh: "须写明日期。", en: "state a date.")
    }
    let check = WorksCheck(works: state, day: order.day, context: context)
    guard try check.isNew(order.act) else { return [] }
    return [WorksEvent(order)]
  }

  public static func evolve(_ state: inout Works, _ deed: Deed<WorksEvent>) {
    state.apply(deed.event.order, by: deed.actor, at: deed.time)
  }

  static func refusal(
    _ code: String, zh: String, en: String, remedy: Localized? = nil, feature: String? = nil,
    field: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "works.\(code)", Localized(zh: zh, en: en), remedy: remedy, feature: feature,
      field: field)
  }
}

/// The works of all projects: the projection `works`.
public enum WorksBoard: StreamBoard {
  public typealias Rules = WorksDecider

  public static let name = "works"
  public static let version = 2
}
