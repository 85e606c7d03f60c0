import EventLog
import Groundwork

/// What another system did before the opening balance: 原账流水.
extension QuotaDraft {
  /// The movements behind an opening balance; handed in again, they take the place of the former.
  ///
  /// They move nothing here. What they do not explain of the opening balance is shown, not refused: the
  /// other system's sums are its own.
  func inherit(_ id: String, _ history: QuotaHistory) throws -> QuotaOperation {
    let lot = try lot(id)
    let kind = try kind(lot.kind)
    guard lot.nature == .opening else {
      throw QuotaDecider.refusal(
        "not-opening", zh: "批次 \(id) 不是指标基库，没有原账流水。",
        en: "the lot \(id) is no opening balance, and has no history elsewhere.", layer: id)
    }
    guard history.system.contains(where: { !$0.isWhitespace }) else {
      throw QuotaDecider.refusal(
        "system", zh: "须写明原系统的名称。", en: "name the system that the history comes from.",
        layer: id)
    }
    guard (1...QuotaHistory.limit).contains(history.movements.count) else {
      throw QuotaDecider.refusal(
        "movements", zh: "一个批次须有 1–\(QuotaHistory.limit) 笔原账流水。",
        en: "a lot has 1 to \(QuotaHistory.limit) movements of the other system.", layer: id)
    }
    let opened = (lot.opened ?? lot.lastDay).iso8601.prefix(10)
    for movement in history.movements {
      try check(movement, of: kind, until: String(opened), lot: id)
    }
    return .inherit
  }

  private func check(
    _ movement: QuotaMovement, of kind: QuotaKind, until opened: String, lot: String
  ) throws {
    func refusal(_ code: String, zh: String, en: String, remedy: Localized? = nil) -> Diagnostic {
      QuotaDecider.refusal(
        code, zh: "原账第 \(movement.row) 行：" + zh, en: "row \(movement.row): " + en,
        remedy: remedy, layer: lot, feature: "\(movement.row)")
    }
    guard book.catalogue.movement(movement.kind) != nil else {
      throw refusal(
        "movement-kind", zh: "不认识的类型“\(movement.kind)”。",
        en: "the kind ‘\(movement.kind)’ is not known.",
        remedy: Localized((book.catalogue.movements ?? []).map(\.id).joined(separator: ", ")))
    }
    guard movement.day.utf8.count == 10, Timestamp(iso8601: movement.day) != nil else {
      throw refusal(
        "day", zh: "“\(movement.day)”不是日期。", en: "‘\(movement.day)’ is not a date.")
    }
    guard movement.day <= opened else {
      throw refusal(
        "after-opening", zh: "\(movement.day) 晚于移入之日 \(opened)，应在本台账办理。",
        en: "\(movement.day) is after the opening balance of \(opened); post it in this book.")
    }
    guard movement.summary.contains(where: { !$0.isWhitespace }) else {
      throw refusal("summary", zh: "须有摘要。", en: "state what it was for.")
    }
    try checkNumbers(movement.amounts, of: kind)
  }
}
