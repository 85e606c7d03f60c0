/// The kinds of works that the plan is made of.
enum WorkKind: Int, CaseIterable {
  case fields, homesteads, workshops, belt, rivers, roads, resettlement, upgrade, facilities
  case basicFarmland, boundary

  /// How many of the 64 projects are of this kind.
  var projects: Int {
    switch self {
    case .fields: 16
    case .homesteads: 12
    case .workshops: 8
    case .belt: 6
    case .rivers: 4
    case .roads: 3
    case .resettlement: 4
    case .upgrade: 5
    case .facilities: 3
    case .basicFarmland: 2
    case .boundary: 1
    }
  }

  /// Whether each project has measures all over the district instead of lying in one place.
  var isSpread: Bool { self == .rivers || self == .facilities }

  /// The element of 5+X (整治要素).
  var element: String {
    switch self {
    case .fields, .basicFarmland: "农用地"
    case .homesteads: "村庄"
    case .workshops: "工业"
    case .belt, .rivers: "生态"
    case .resettlement, .upgrade: "城镇低效"
    case .roads, .facilities, .boundary: "X"
    }
  }

  var title: String {
    switch self {
    case .fields: "田块归并与高标准农田建设"
    case .homesteads: "村庄搬迁与宅基地复垦"
    case .workshops: "零散工业用地复垦"
    case .belt: "防护林带断点补植"
    case .rivers: "河道拓浚与生态修复"
    case .roads: "城乡联络道路"
    case .resettlement: "安置社区建设"
    case .upgrade: "低效工业用地盘活"
    case .facilities: "城乡共享设施建设"
    case .basicFarmland: "永久基本农田布局优化"
    case .boundary: "开发边界局部优化"
    }
  }

  /// The numbers of the implementers who do such work; see ``Names/implementers``.
  var implementers: [Int] {
    switch self {
    case .fields: [4, 1, 5]
    case .homesteads: [6, 0, 1, 2]
    case .workshops: [2, 5, 3]
    case .belt: [8, 10, 5]
    case .rivers: [11, 7, 5]
    case .roads: [11, 13]
    case .resettlement: [3, 9]
    case .upgrade: [9, 12, 8]
    case .facilities: [7, 12, 13]
    case .basicFarmland: [4, 1]
    case .boundary: [13]
    }
  }

  /// The stages of the kind's projects, taken in turn.
  var stages: [Int] {
    switch self {
    case .fields: [1, 1, 2, 3]
    case .homesteads: [1, 2, 2, 3]
    case .workshops: [1, 2]
    case .belt, .rivers: [1, 1, 2]
    case .roads, .resettlement: [1, 2]
    case .upgrade, .facilities: [2, 1, 3]
    case .basicFarmland, .boundary: [1]
    }
  }

  /// Cost in 元 for one m² of ground, of a plausible size, prices of 2023.
  var unitCost: (low: Double, high: Double) {
    switch self {
    case .fields: (5, 8)
    case .homesteads: (1300, 2200)
    case .workshops: (900, 1700)
    case .belt: (45, 90)
    case .rivers: (180, 420)
    case .roads: (600, 1100)
    case .resettlement: (5200, 8200)
    case .upgrade: (900, 2400)
    case .facilities: (1100, 2600)
    case .basicFarmland: (1.5, 4)
    case .boundary: (0.5, 1)
    }
  }
}

extension Names {
  /// The fourteen implementers (实施主体), invented, of the kinds that the policy names.
  static let implementers = [
    "澜川街道", "云浦镇", "桂溪街道", "城更公司", "农投公司", "全域公司", "区征地拆迁管理所", "区文旅集团", "炼化公司",
    "江镇公司", "石化区建设局", "交通工程开发公司", "明澜集团", "市建设交通局",
  ]

  /// The eight functional groups (功能组团) with their centres in km.
  static let groups: [(name: String, x: Double, y: Double)] = [
    ("西山文旅组团", 0.9, 3.3), ("北部农业组团", 2.3, 3.9), ("林带生态组团", 3.6, 3.1),
    ("石化配套组团", 5.5, 3.5), ("中部田园组团", 1.6, 2.2), ("临港产业组团", 3.3, 0.9),
    ("老镇更新组团", 1.2, 0.8), ("滨江创新组团", 5.5, 1.2),
  ]
}
