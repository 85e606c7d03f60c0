import Governance
import Groundwork
import Programme

/// What districts or units are to be proposed from.
public struct DistrictRequest: Sendable {
  /// What makes ground worth a district.
  public enum Basis: String, Sendable, Codable, CaseIterable {
    /// Where the library of potential has much on little ground (潜力密集).
    case potential
    /// Where the projects of one core space (核心空间) lie, a district for each space.
    case space

    public var title: Localized {
      switch self {
      case .potential: Localized(zh: "潜力密集区", en: "dense potential")
      case .space: Localized(zh: "战略核心空间", en: "strategic spaces")
      }
    }
  }

  /// district or unit.
  public var planning: PlanningLevel
  /// The planning object in whose ground the proposals stay; `nil` for the whole survey.
  public var within: String?
  public var basis: Basis
  public var level: PotentialLevel
  /// Empty for all elements.
  public var elements: Set<PotentialElement>
  /// The side of the squares in metres.
  public var cell: Int
  public var settings: DistrictSettings

  /// The sides that squares may have, in metres.
  public static let cells = 50...2000

  /// Where nothing else is chosen: districts of 3,000–15,000 亩 from squares of 200 m, units of 600–3,000
  /// 亩 from squares of 100 m. No regulation states sizes; these are starting points.
  public init(
    _ planning: PlanningLevel = .district, within: String? = nil, basis: Basis = .potential,
    level: PotentialLevel = .realisable, elements: Set<PotentialElement> = [], cell: Int? = nil,
    count: Int? = nil, least: Area? = nil, most: Area? = nil, threshold: Int? = nil,
    border: Int? = nil
  ) {
    let isUnit = planning == .unit
    self.planning = planning
    self.within = within
    self.basis = basis
    self.level = level
    self.elements = elements
    self.cell = cell ?? (isUnit ? 100 : 200)
    settings = DistrictSettings(
      count: count ?? (isUnit ? 6 : 3),
      least: least ?? DistrictRequest.mu(isUnit ? 600 : 3000),
      most: most ?? DistrictRequest.mu(isUnit ? 3000 : 15000), threshold: threshold ?? 100,
      border: border ?? 10)
  }

  /// So many 亩, to the nearest 0.01 m².
  public static func mu(_ number: Int64) -> Area { Area(hundredths: (number * 200_000 + 1) / 3) }

  /// - Throws: Diagnostic `districts.settings`.
  func check() throws {
    try settings.check()
    guard planning.holdsProjects else {
      throw Diagnostic(
        code: "districts.settings",
        Localized(zh: "只能划定片区或单元。", en: "only districts and units are proposed."))
    }
    guard DistrictRequest.cells.contains(cell) else {
      throw Diagnostic(
        code: "districts.settings",
        Localized(
          zh: "格网边长为 \(DistrictRequest.cells.lowerBound)–\(DistrictRequest.cells.upperBound) 米。",
          en: "squares have sides of \(DistrictRequest.cells.lowerBound) to"
            + " \(DistrictRequest.cells.upperBound) m."))
    }
  }
}

/// Cells that somebody put together by hand: the numbers mean the cells of that survey and side.
public struct DistrictChoice: Sendable, Hashable, Codable {
  public var epoch: String
  public var cell: Int
  public var numbers: [Int]

  public init(epoch: String, cell: Int, numbers: [Int]) {
    self.epoch = epoch
    self.cell = cell
    self.numbers = numbers
  }
}
