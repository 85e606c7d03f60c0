import Classes
import Groundwork

extension LandUse {
  /// The common name of the use.
  public var name: Localized {
    switch self {
    case .farmland: Localized(zh: "耕地", en: "farmland")
    case .garden: Localized(zh: "园地", en: "orchards")
    case .forest: Localized(zh: "林地", en: "forest")
    case .grassland: Localized(zh: "草地", en: "grassland")
    case .woodedWetland: Localized(zh: "木本湿地", en: "wooded wetland")
    case .grassWetland: Localized(zh: "沼泽草地", en: "grass wetland")
    case .openWetland: Localized(zh: "滩涂沼泽", en: "tidal flats and marsh")
    case .commercial: Localized(zh: "商业服务业用地", en: "commercial land")
    case .storage: Localized(zh: "物流仓储用地", en: "storage land")
    case .industry: Localized(zh: "工业用地", en: "industrial land")
    case .mining: Localized(zh: "采矿用地", en: "mines")
    case .saltField: Localized(zh: "盐田", en: "salt fields")
    case .urbanResidential: Localized(zh: "城镇住宅用地", en: "urban housing")
    case .homestead: Localized(zh: "农村宅基地", en: "homesteads")
    case .communityService: Localized(zh: "社区服务设施用地", en: "community services")
    case .publicService: Localized(zh: "公共管理与公共服务用地", en: "public services")
    case .utility: Localized(zh: "公用设施用地", en: "utilities")
    case .park: Localized(zh: "公园与绿地", en: "parks and squares")
    case .special: Localized(zh: "特殊用地", en: "special land")
    case .transport: Localized(zh: "交通运输用地", en: "transport land")
    case .ruralRoad: Localized(zh: "农村道路", en: "rural roads")
    case .river: Localized(zh: "河流水面", en: "rivers")
    case .lake: Localized(zh: "湖泊水面", en: "lakes")
    case .reservoir: Localized(zh: "水库水面", en: "reservoirs")
    case .pond: Localized(zh: "坑塘水面", en: "ponds")
    case .ditch: Localized(zh: "沟渠", en: "ditches")
    case .hydraulic: Localized(zh: "水工建筑用地", en: "hydraulic works")
    case .glacier: Localized(zh: "冰川及永久积雪", en: "glaciers")
    case .vacant: Localized(zh: "空闲地", en: "vacant land")
    case .facility: Localized(zh: "设施农用地", en: "farm facilities")
    case .ridge: Localized(zh: "田坎", en: "ridges")
    case .barren: Localized(zh: "裸地等", en: "bare land")
    case .reserveFarmland: Localized(zh: "后备耕地", en: "reserve farmland")
    case .sea: Localized(zh: "海域", en: "sea")
    }
  }
}
