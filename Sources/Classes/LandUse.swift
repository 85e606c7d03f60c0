import Groundwork

/// What ground is used for, the same in every class system (用途): farmland, homestead, industry.
///
/// A code means something only in its system: `0601` is industrial land in the survey's working
/// classes and a rural road in the unified classes. Whoever asks whether ground is industrial land asks
/// for its use, which the table of each system states for each class. A class that covers several uses,
/// such as a first-level class, has none.
public enum LandUse: String, Sendable, Hashable, Codable, CaseIterable {
  /// 耕地.
  case farmland
  /// 园地.
  case garden
  /// 林地, without wetlands.
  case forest
  /// 草地, without wetlands.
  case grassland
  /// 红树林地、森林沼泽、灌丛沼泽.
  case woodedWetland = "wooded_wetland"
  /// 沼泽草地.
  case grassWetland = "grass_wetland"
  /// 滩涂、沼泽地.
  case openWetland = "open_wetland"
  /// 商业服务业用地.
  case commercial
  /// 物流仓储用地.
  case storage
  /// 工业用地.
  case industry
  /// 采矿用地.
  case mining
  /// 盐田.
  case saltField = "salt_field"
  /// 城镇住宅用地.
  case urbanResidential = "urban_residential"
  /// 农村宅基地.
  case homestead
  /// 社区服务设施用地, which only the unified classes know.
  case communityService = "community_service"
  /// 公共管理与公共服务用地, without utilities and parks.
  case publicService = "public"
  /// 公用设施用地.
  case utility
  /// 公园、绿地与广场.
  case park
  /// 特殊用地.
  case special
  /// 交通运输用地, without rural roads.
  case transport
  /// 农村道路.
  case ruralRoad = "rural_road"
  /// 河流水面.
  case river
  /// 湖泊水面.
  case lake
  /// 水库水面.
  case reservoir
  /// 坑塘水面.
  case pond
  /// 沟渠.
  case ditch
  /// 水工建筑用地.
  case hydraulic
  /// 冰川及永久积雪.
  case glacier
  /// 空闲地.
  case vacant
  /// 设施农用地.
  case facility
  /// 田坎.
  case ridge
  /// 盐碱地、沙地、裸土地、裸岩石砾地.
  case barren
  /// 后备耕地.
  case reserveFarmland = "reserve_farmland"
  /// 海域.
  case sea
}

extension LandClass {
  /// What ground of this class is used for; `nil` where the class covers several uses, so that a
  /// person has to decide.
  public var use: LandUse? { LandClassTable.of(system)?.use(of: self) }

  /// Arable land (耕地).
  public var isFarmland: Bool { use == .farmland }
}
