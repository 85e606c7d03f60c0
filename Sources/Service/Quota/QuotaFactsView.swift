import EventLog
import Groundwork
import Quota

extension QuotaBookView {
  /// Something that a document says of a lot.
  struct Statement: Encodable {
    var title: Localized
    var value: Localized
  }

  /// Farmland that was lost.
  struct Loss: Encodable {
    var id: String
    var project: String
    var area: String
    var cause: Localized
    /// Nothing has to make up for it (BAL-07).
    var isExempt: Bool
    var quantity: Area
    @Nullable var grade: Double?
    var uses: [String]
    @Nullable var plan: String?
    var day: String
  }

  /// A kind of figure with what was stated of it.
  struct Figure: Encodable {
    struct Value: Encodable {
      @Nullable var year: Int?
      var quantity: Area
    }

    var id: String
    var title: Localized
    var isYearly: Bool
    var values: [Value]
  }

  static func losses(_ book: QuotaBook) -> [Loss] {
    book.losses.values.sorted {
      ($0.day?.milliseconds ?? 0, $0.id) < ($1.day?.milliseconds ?? 0, $1.id)
    }.map {
      Loss(
        id: $0.id, project: $0.project, area: $0.area, cause: $0.cause.title,
        isExempt: $0.cause.isExempt,
        quantity: $0.quantity, grade: $0.grade.map { Double($0) / 100 }, uses: $0.uses,
        plan: $0.plan, day: $0.day?.day ?? "")
    }
  }

  static func figures(_ book: QuotaBook) -> [Figure] {
    (book.catalogue.figures ?? []).map { kind in
      Figure(
        id: kind.id, title: kind.title, isYearly: kind.isYearly,
        values: book.figures.values.filter { $0.id == kind.id }
          .sorted { ($0.year ?? 0) < ($1.year ?? 0) }
          .map { Figure.Value(year: $0.year, quantity: $0.quantity) })
    }
  }
}

extension LotFacts {
  /// What is stated, in the order of the work.
  var statements: [QuotaBookView.Statement] {
    func answer(_ value: Bool) -> Localized {
      value ? Localized(zh: "是", en: "yes") : Localized(zh: "否", en: "no")
    }
    var list: [QuotaBookView.Statement] = []
    if let applied {
      list.append(
        .init(title: Localized(zh: "申报日", en: "applied for"), value: Localized(applied.day)))
    }
    if let isOldStyle {
      list.append(
        .init(
          title: Localized(zh: "按旧办法申报", en: "under the old rules"), value: answer(isOldStyle)))
    }
    if let grade {
      let text = "\(Double(grade) / 100)"
      list.append(
        .init(
          title: Localized(zh: "耕地质量等级", en: "farmland grade"),
          value: Localized(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)))
    }
    if let isStable {
      list.append(
        .init(title: Localized(zh: "长期稳定利用耕地", en: "in stable use"), value: answer(isStable)))
    }
    if let isSpotChecked {
      list.append(
        .init(title: Localized(zh: "市（省）抽查", en: "spot-checked"), value: answer(isSpotChecked)))
    }
    if let isInChangeSurvey {
      list.append(
        .init(
          title: Localized(zh: "纳入变更调查", en: "in the change survey"),
          value: answer(isInChangeSurvey)))
    }
    return list
  }
}
