import EventLog
import Groundwork

/// What documents state and no account holds: 批次登记, 耕地减少, 控制数.
extension QuotaDraft {
  /// Grades of farmland, in hundredths: 耕地质量等级 1–10, 等别 1–15.
  private static let grades = 100...1500

  mutating func describe(_ id: String, _ facts: LotFacts) throws -> QuotaOperation {
    let lot = try lot(id)
    guard !facts.isEmpty else {
      throw QuotaDecider.refusal(
        "facts", zh: "须至少写明一项。", en: "state at least one thing.", layer: id)
    }
    if let grade = facts.grade { try check(grade: grade, id) }
    if facts.grade != nil || facts.isStable != nil || facts.isSpotChecked != nil
      || facts.isInChangeSurvey != nil
    {
      guard lot.nature == .ground else {
        throw QuotaDecider.refusal(
          "no-ground", zh: "批次 \(id) 没有地块，不能登记质量和验收情况。",
          en: "the lot \(id) has no ground to grade or check.", layer: id)
      }
    }
    if let applied = facts.applied, applied > day {
      throw QuotaDecider.refusal(
        "applied", zh: "申报日不能晚于登记日。", en: "it was not applied for after this entry.",
        layer: id)
    }
    guard !lot.makers.contains(context.actor.person) else {
      throw QuotaDecider.refusal(
        "own-work", zh: "生成指标的人不能登记其质量和验收情况。",
        en: "people cannot describe units that they generated themselves.", layer: id)
    }
    return .describe
  }

  /// A loss; stated again under its id, it replaces what was stated, with zero area where it was none.
  mutating func lose(_ loss: FarmlandLoss) throws -> QuotaOperation {
    let known = book.losses[loss.id]
    if let known {
      guard known.project == loss.project, known.day.map({ $0 <= day }) ?? true else {
        throw QuotaDecider.refusal(
          "taken", zh: "编号 \(loss.id) 已经用过。", en: "the id \(loss.id) is taken.",
          feature: loss.id)
      }
    } else {
      try checkNew(loss.id, isKnown: false)
    }
    guard !loss.project.isEmpty, loss.area.utf8.count >= 6,
      loss.area.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      throw QuotaDecider.refusal(
        "loss", zh: "须写明项目和所在区划。", en: "state the project and where it lay.",
        feature: loss.id)
    }
    // Zero is what a correction leaves, and what is stated of a use that is not on farmland.
    guard loss.quantity > .zero || loss.quantity == .zero && (known != nil || !loss.uses.isEmpty),
      QuotaAmounts(quantity: loss.quantity).isBounded
    else {
      throw QuotaDecider.refusal(
        "amounts", zh: "减少的耕地面积须大于零；更正时，或挂钩项目未占耕地时，可为零。",
        en:
          "the farmland lost must be above zero; only a correction, or a use that is not on "
          + "farmland, may have zero.", feature: loss.id)
    }
    guard loss.plan?.isEmpty != true else {
      throw QuotaDecider.refusal(
        "reason", zh: "进出平衡方案须写明文号，没有则不写。",
        en: "state the number of the yearly plan, or leave it out.", feature: loss.id)
    }
    if let grade = loss.grade { try check(grade: grade, loss.id) }
    guard Set(loss.uses).count == loss.uses.count else {
      throw QuotaDecider.refusal(
        "parts", zh: "每个挂钩只写一次。", en: "name each use once.", feature: loss.id)
    }
    for id in loss.uses {
      guard let use = book.uses[id] else {
        throw QuotaDecider.refusal(
          "no-use", zh: "没有挂钩“\(id)”。", en: "there is no use ‘\(id)’.", feature: id)
      }
      let told = book.losses.values.filter { $0.id != loss.id && $0.uses.contains(id) }
        .map(\.quantity).total()
      guard told + loss.quantity <= use.demand.quantity else {
        throw QuotaDecider.refusal(
          "loss-more",
          zh: "挂钩 \(id) 为 \(use.demand.description)，已登记减少耕地 \(told.decimal) 平方米，不足以再列 "
            + "\(loss.quantity.decimal) 平方米。",
          en:
            "the use \(id) is for \(use.demand.description); with \(told.decimal) m² of farmland on "
            + "it already, \(loss.quantity.decimal) m² are too much.", feature: loss.id)
      }
    }
    return .lose
  }

  mutating func state(_ figure: QuotaFigure) throws -> QuotaOperation {
    guard let kind = book.catalogue.figure(figure.id) else {
      throw QuotaDecider.refusal(
        "no-figure", zh: "没有控制数“\(figure.id)”。", en: "there is no figure ‘\(figure.id)’.",
        remedy: Localized((book.catalogue.figures ?? []).map(\.id).joined(separator: ", ")))
    }
    guard kind.isYearly == (figure.year != nil) else {
      throw QuotaDecider.refusal(
        "figure-year",
        zh: kind.isYearly ? "“\(kind.title.zh)”须写明年度。" : "“\(kind.title.zh)”不分年度。",
        en: kind.isYearly
          ? "state the year of ‘\(kind.title.en)’." : "‘\(kind.title.en)’ is not yearly.",
        feature: figure.id)
    }
    guard figure.quantity >= .zero, QuotaAmounts(quantity: figure.quantity).isBounded,
      figure.year.map({ (1949...2200).contains($0) }) ?? true
    else {
      throw QuotaDecider.refusal(
        "amounts", zh: "控制数不得为负，年度须为四位数。",
        en: "a figure is not negative, and its year has four digits.", feature: figure.id)
    }
    return .state
  }

  private func check(grade: Int, _ id: String) throws {
    guard Self.grades.contains(grade) else {
      throw QuotaDecider.refusal(
        "grade", zh: "耕地质量等级应为 1–15（写成百分之一：100–1500）。",
        en: "a grade of farmland is 1 to 15, written in hundredths: 100 to 1500.", feature: id)
    }
  }
}
