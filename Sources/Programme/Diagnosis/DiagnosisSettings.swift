import Classes
import Groundwork

/// A parameter of a diagnosis, with the person who chose it and the reason.
public struct ChosenValue<Value: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
  public var value: Value
  public var chosenBy: Localized
  public var source: Localized

  private enum CodingKeys: String, CodingKey {
    case value, source
    case chosenBy = "chosen_by"
  }
}

/// The parameters of a diagnosis (诊断参数), each with the person who chose it.
///
/// The defaults are in `Policies/diagnosis/default.yaml`; a county can have its own file beside it.
public struct DiagnosisSettings: Sendable, Hashable, Codable {
  /// The cost to convert ground of a use to farmland.
  public struct Conversion: Sendable, Hashable, Codable {
    public var use: LandUse
    /// 元 a 亩.
    public var yuan: Int
  }

  public var name: String
  /// The widest gap across which fields are contiguous, in metres (连片容差).
  public var gap: ChosenValue<Double>
  /// Uses of ground that do not separate fields; all other uses except farmland are barriers.
  public var open: ChosenValue<[LandUse]>
  /// The minimum sizes by which blocks are counted, in 亩, ascending (百亩方、千亩方、万亩方).
  public var blockSizes: ChosenValue<[Int]>
  /// Fields smaller than this count as small, in 亩.
  public var smallField: ChosenValue<Int>
  /// The widest gap across which parts of a village are contiguous, in metres; there are no
  /// barriers.
  public var settlementGap: ChosenValue<Double>
  /// Villages from the first to below the second size are counted, in hm².
  public var settlementSizes: ChosenValue<[Int]>
  /// The side of the cells of the aggregation index in metres.
  public var cell: ChosenValue<Double>
  /// The ground that may be converted to farmland to close a block, and its price.
  public var conversions: ChosenValue<[Conversion]>
  /// Layers, by their roles in the catalogue, whose ground must not be converted.
  public var forbidding: ChosenValue<[String]>

  private enum CodingKeys: String, CodingKey {
    case name, gap, open, cell, conversions, forbidding
    case blockSizes = "block_sizes"
    case smallField = "small_field"
    case settlementGap = "settlement_gap"
    case settlementSizes = "settlement_sizes"
  }

  /// Whether ground of a use separates the fields on both sides, such as a road or a river. Ground
  /// of unknown use does.
  public func isBarrier(_ use: LandUse?) -> Bool {
    guard let use else { return true }
    return use != .farmland && !open.value.contains(use)
  }

  /// The cost to convert a 亩 of a use to farmland; `nil` if that is not allowed.
  public func price(of use: LandUse?) -> Money? {
    conversions.value.first { $0.use == use }.map { Money(fen: Int64($0.yuan) * 100) }
  }

  /// The settings with another tolerance or other open uses, and whoever chose them.
  ///
  /// - Parameters:
  ///   - gap: `nil` to keep it.
  ///   - open: `nil` to keep them.
  ///   - chooser: `nil` is recorded as not stated.
  public func choosing(gap: Double?, open: [LandUse]?, by chooser: String?) throws -> Self {
    var settings = self
    let who = chooser.map { Localized($0) } ?? Localized(zh: "未注明", en: "not stated")
    let source = Localized(zh: "本次诊断指定", en: "given for this diagnosis")
    if let gap, gap != self.gap.value {
      settings.gap = ChosenValue(value: gap, chosenBy: who, source: source)
    }
    if let open, Set(open) != Set(self.open.value) {
      settings.open = ChosenValue(value: open, chosenBy: who, source: source)
    }
    try settings.check(nil)
    return settings
  }

  func check(_ file: String?) throws {
    func demand(_ isSound: Bool, _ field: String, _ zh: String, _ en: String) throws {
      if isSound { return }
      throw DiagnosisSettings.refusal(Localized(zh: zh, en: en), file, field)
    }
    for (field, metres) in [("gap", gap.value), ("settlement_gap", settlementGap.value)] {
      try demand(
        metres >= 0 && metres <= 1000, field, "须在 0 到 1000 米之间", "must lie between 0 and 1000 m")
    }
    try demand(
      cell.value >= 0.1 && cell.value <= 1000, "cell", "须在 0.1 到 1000 米之间",
      "must lie between 0.1 and 1000 m")
    func isAscending(_ values: [Int]) -> Bool {
      !values.isEmpty && values[0] > 0 && zip(values, values.dropFirst()).allSatisfy(<)
    }
    try demand(
      isAscending(blockSizes.value), "block_sizes", "须为递增的正整数",
      "must be whole, positive and ascending")
    try demand(
      isAscending(settlementSizes.value) && settlementSizes.value.count == 2, "settlement_sizes",
      "须为递增的两个正整数", "must be two whole positive numbers, ascending")
    try demand(smallField.value > 0, "small_field", "须为正整数", "must be positive")
    let uses = conversions.value.map(\.use)
    try demand(
      Set(uses).count == uses.count && !uses.contains(.farmland)
        && conversions.value.allSatisfy { $0.yuan >= 0 && $0.yuan <= 100_000_000 }, "conversions",
      "每种用途至多一价，不含耕地，价格不为负", "takes one price a use, none for farmland, none below zero")
  }

  private static func refusal(
    _ reason: Localized, _ file: String?, _ field: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "diagnosis.settings", reason, remedy: remedy, file: file, field: field)
  }

  static let remedy = Localized(
    zh: "对照 Policies/diagnosis/default.yaml 改正。",
    en: "Correct it after the model of Policies/diagnosis/default.yaml.")
}
