import Groundwork

/// The protection level of data, by the harm that a leak could do: 一般, 重要, 核心数据 (数据安全法, article
/// 21).
public enum DataLevel: String, Sendable, Codable, CaseIterable, Comparable {
  case general
  case important
  case core

  public static func < (a: DataLevel, b: DataLevel) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .general: 0
    case .important: 1
    case .core: 2
    }
  }

  /// The level of derived data: the highest of its sources; the lowest without sources.
  public static func inherited(from sources: some Sequence<DataLevel>) -> DataLevel {
    sources.max() ?? .general
  }

  public var title: Localized {
    switch self {
    case .general: Localized(zh: "一般数据", en: "general data")
    case .important: Localized(zh: "重要数据", en: "important data")
    case .core: Localized(zh: "核心数据", en: "core data")
    }
  }
}
