import Classes
import Groundwork

/// A question to the map as it was understood (图上问答).
///
/// Everything must hold: one of the places, one of the subjects, every condition, every layer.
public struct MapQuestion: Sendable, Hashable {
  /// A place with the word that named it.
  public struct Place: Sendable, Hashable {
    public var word: String
    public var code: String
  }

  public struct Subject: Sendable, Hashable {
    public var word: String
    /// All meanings of the word: a name may stand in two systems.
    public var meanings: [MapLexicon.Meaning]
  }

  public struct Condition: Sendable, Hashable {
    public var field: MapLexicon.Field
    public var comparison: MapLexicon.Comparison
    public var value: ExactShare
    public var unit: MapLexicon.Unit
  }

  public struct Layer: Sendable, Hashable {
    public var word: String
    public var role: String
    public var isInside: Bool
  }

  public var places: [Place] = []
  /// `nil`: not stated; the last epoch is taken, and the answer says so.
  public var epoch: String?
  /// Empty: all patches.
  public var subjects: [Subject] = []
  public var conditions: [Condition] = []
  public var layers: [Layer] = []
  public var grouping: MapLexicon.Grouping?

  public init() {}

  /// The question in words, as it was understood.
  ///
  /// - Parameter epoch: the epoch that is taken.
  public func understood(epoch: String) -> Localized {
    var zh: [String] = []
    var en: [String] = []
    zh.append(places.isEmpty ? "全域" : places.map(\.word).joined(separator: "、"))
    en.append(places.isEmpty ? "everywhere" : places.map(\.word).joined(separator: ", "))
    zh.append("\(epoch) 年度" + (self.epoch == nil ? "（未写年度，取最新）" : ""))
    en.append("epoch \(epoch)" + (self.epoch == nil ? " (not stated: the last)" : ""))
    zh.append(subjects.isEmpty ? "全部图斑" : subjects.map(\.word).joined(separator: "、"))
    en.append(subjects.isEmpty ? "all patches" : subjects.map(\.word).joined(separator: ", "))
    for one in conditions {
      zh.append(
        "\(one.field.title.zh) \(one.comparison.sign) \(one.value.decimal) \(one.unit.title.zh)")
      en.append(
        "\(one.field.title.en) \(one.comparison.sign) \(one.value.decimal) \(one.unit.title.en)")
    }
    for one in layers {
      zh.append("位于“\(one.word)”\(one.isInside ? "内" : "外")")
      en.append("\(one.isInside ? "inside" : "outside") ‘\(one.word)’")
    }
    if let grouping {
      zh.append(grouping.title.zh)
      en.append(grouping.title.en)
    }
    return Localized(zh: zh.joined(separator: " · "), en: en.joined(separator: " · "))
  }
}
