import Classes
import Groundwork
import YAMLFiles

/// The standards by which the ground that a village could free is estimated.
public struct VillageStandards: Sendable, Hashable, Codable {
  /// Village ground for each resident, m² (人均建设用地标准).
  public var perHead: PotentialTask.Parameter
  /// Homestead for each household, m² (户均宅基地标准).
  public var perHousehold: PotentialTask.Parameter
  /// Who has the numbers that a method needs.
  public var suppliedBy: Localized
}

extension VillageStandards {
  init(_ node: YAMLNode) throws {
    let map = try node.mapping(["per_head_m2", "per_household_m2", "supplied_by"])
    perHead = try PotentialTask.Parameter(node.require("per_head_m2", in: map))
    perHousehold = try PotentialTask.Parameter(node.require("per_household_m2", in: map))
    suppliedBy = try node.require("supplied_by", in: map).localized()
  }
}

/// The potential of one village by several methods (村庄整治潜力测算), shown as a range.
///
/// The four formulas are those of the literature: per head C₀ − P·s, per household H − h·s,
/// idle share C₀·r, relocation vacated − resettled. A result below zero says that the village has
/// less ground than the standard allows; it is shown as it is.
public struct VillageEstimate: Sendable, Hashable, Codable {
  public enum Method: String, Sendable, Codable, CaseIterable {
    case perHead = "per_head"
    case perHousehold = "per_household"
    case idleShare = "idle_share"
    case relocation

    public var title: Localized {
      switch self {
      case .perHead: Localized(zh: "人均标准法", en: "per head")
      case .perHousehold: Localized(zh: "户均标准法", en: "per household")
      case .idleShare: Localized(zh: "闲置率法", en: "idle share")
      case .relocation: Localized(zh: "搬迁撤并法", en: "relocation")
      }
    }
  }

  /// The result of one method.
  public struct Result: Sendable, Hashable, Codable {
    public var method: Method
    /// `nil`: undecidable, because ``missing`` is not registered.
    public var area: Area?
    public var missing: [String]
  }

  public var code: String
  public var name: String
  /// The built-up ground of the village, and its homesteads. Where the survey cannot tell the ground of
  /// villages, both are its homesteads, and only ``Method/relocation`` can be applied.
  public var ground: Area
  public var homesteads: Area
  /// One a method.
  public var results: [Result]

  /// The smallest and the largest result; `nil` where no method can be applied.
  public var range: ClosedRange<Area>? {
    let areas = results.compactMap(\.area)
    guard let least = areas.min(), let most = areas.max() else { return nil }
    return least...most
  }

  init(
    code: String, name: String, ground: Area, homesteads: Area, groundLacks: String?,
    register: PotentialRegister.Village?, standards: VillageStandards
  ) {
    self.code = code
    self.name = name
    self.ground = ground
    self.homesteads = homesteads
    func standard(_ count: Int, _ parameter: PotentialTask.Parameter) -> Area {
      parameter.value.of(Area(hundredths: Int64(count) * 100))
    }
    func result(_ method: Method, _ needs: [(String, Bool)], _ area: () -> Area?) -> Result {
      let missing = needs.filter { !$0.1 }.map(\.0)
      return Result(method: method, area: missing.isEmpty ? area() : nil, missing: missing)
    }
    let population = register?.population
    let households = register?.households
    let count = register?.homesteads
    let idle = register?.idle
    let hasCount = (count ?? 0) > 0
    let ofGround = groundLacks.map { [($0, false)] } ?? []
    results = [
      result(.perHead, ofGround + [("population", population != nil)]) {
        population.map { ground - standard($0, standards.perHead) }
      },
      result(.perHousehold, ofGround + [("households", households != nil)]) {
        households.map { homesteads - standard($0, standards.perHousehold) }
      },
      result(.idleShare, ofGround + [("homesteads", hasCount), ("idle", idle != nil)]) {
        guard let idle, let count, count > 0 else { return nil }
        let exact = Int128(ground.hundredths) * Int128(idle)
        return Area(hundredths: Int64((exact * 2 + Int128(count)) / (Int128(count) * 2)))
      },
      result(
        .relocation,
        [
          ("vacated_m2", register?.vacated != nil), ("resettled_m2", register?.resettled != nil),
        ]
      ) {
        guard let vacated = register?.vacated, let resettled = register?.resettled else {
          return nil
        }
        return vacated - resettled
      },
    ]
  }

  /// The estimates of all villages of a ground that have built-up ground, by code.
  public static func all(
    _ ground: PotentialGround, _ register: PotentialRegister?, _ standards: VillageStandards
  ) -> [VillageEstimate] {
    var sums: [String: (name: String, ground: Area, homesteads: Area)] = [:]
    for patch in ground.patches {
      guard let code = patch.village, patch.isVillageGround else { continue }
      var sum = sums[code] ?? (patch.villageName ?? "", .zero, .zero)
      sum.ground += patch.area
      if patch.use == .homestead { sum.homesteads += patch.area }
      sums[code] = sum
    }
    let known = Dictionary(
      (register?.villages ?? []).map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    return sums.filter { $0.value.ground > .zero }.sorted { $0.key < $1.key }.map { code, sum in
      VillageEstimate(
        code: code, name: sum.name, ground: sum.ground, homesteads: sum.homesteads,
        groundLacks: ground.villageGroundLacks, register: known[code], standards: standards)
    }
  }
}
