import Groundwork

/// A metric of landscape structure, with the information to verify it.
public enum Metric: String, Sendable, CaseIterable, Codable {
  case patchCount = "np"
  case totalArea = "ca"
  case shareOfRegion = "pland"
  case patchDensity = "pd"
  case meanSize = "area_mn"
  case sizeDeviation = "area_sd"
  case sizeVariation = "area_cv"
  case largestShare = "lpi"
  case totalEdge = "te"
  case edgeDensity = "ed"
  case meanShape = "shape_mn"
  case meanFractalDimension = "frac_mn"
  case weightedShape = "shape_am"
  case weightedCircleShape = "shape_circle_am"
  case weightedFractalDimension = "frac_am"
  case aggregation = "ai"
  case effectiveMesh = "mesh"
  case division
  case splitting = "split"
  case simmons
  case januszewski

  /// Which direction is better for consolidation.
  public enum Direction: String, Sendable, Codable {
    case more, less, neither
  }

  /// Name, unit, formula, source and direction.
  public struct Description: Sendable {
    public var name: Localized
    public var unit: Localized
    /// With a, p for the area and perimeter of a patch and A for the area of the region.
    public var formula: String
    public var source: String
    public var direction: Direction
  }

  private static let fragstats = "McGarigal, Cushman, Ene 2012: FRAGSTATS v4"
  private static let jaeger = "Jaeger 2000, Landscape Ecology 15: 115–130"

  public var description: Description {
    func row(
      _ zh: String, _ en: String, _ unit: Localized, _ formula: String, _ direction: Direction,
      _ source: String = Metric.fragstats
    ) -> Description {
      Description(
        name: Localized(zh: zh, en: en), unit: unit, formula: formula, source: source,
        direction: direction)
    }
    let none = Localized("")
    let hectare = Localized(zh: "公顷", en: "ha")
    switch self {
    case .patchCount:
      return row("斑块数", "Patches", Localized(zh: "个", en: ""), "n", .less)
    case .totalArea: return row("面积", "Area", hectare, "Σa", .neither)
    case .shareOfRegion:
      return row("面积占比", "Share of the region", Localized("%"), "100·Σa/A", .neither)
    case .patchDensity:
      return row(
        "斑块密度", "Patch density", Localized(zh: "个/百公顷", en: "per 100 ha"), "100·n/A", .less)
    case .meanSize: return row("平均斑块面积", "Mean patch size", hectare, "Σa/n", .more)
    case .sizeDeviation:
      return row("斑块面积标准差", "Deviation of sizes", hectare, "√(Σ(a−ā)²/n)", .neither)
    case .sizeVariation:
      return row("斑块面积变异系数", "Variation of sizes", Localized("%"), "100·σ/ā", .neither)
    case .largestShare:
      return row("最大斑块指数", "Largest patch index", Localized("%"), "100·max a/A", .more)
    case .totalEdge: return row("边缘总长", "Total edge", Localized(zh: "米", en: "m"), "Σp", .less)
    case .edgeDensity:
      return row("边缘密度", "Edge density", Localized(zh: "米/公顷", en: "m/ha"), "Σp/A", .less)
    case .meanShape: return row("平均形状指数", "Mean shape", none, "Σ(p/4√a)/n", .less)
    case .meanFractalDimension:
      return row("平均分维数", "Mean fractal dimension", none, "Σ(2ln(p/4)/ln a)/n", .less)
    case .weightedShape:
      return row("面积加权形状指数", "Area-weighted shape", none, "Σ(p/4√a)·a/Σa", .less)
    case .weightedCircleShape:
      return row(
        "面积加权形状指数（圆）", "Area-weighted shape (circle)", none, "Σ(p/2√πa)·a/Σa", .less)
    case .weightedFractalDimension:
      return row(
        "面积加权分维数", "Area-weighted fractal dimension", none, "Σ(2ln(p/4)/ln a)·a/Σa", .less)
    case .aggregation:
      return row(
        "聚集度", "Aggregation index", Localized("%"), "100·g/max g", .more,
        "He, DeZonia, Mladenoff 2000, Landscape Ecology 15: 591–601")
    case .effectiveMesh:
      return row("有效网格面积", "Effective mesh size", hectare, "Σa²/A", .more, Metric.jaeger)
    case .division:
      return row("分割度", "Division", none, "1−Σ(a/A)²", .less, Metric.jaeger)
    case .splitting: return row("分离指数", "Splitting", none, "A²/Σa²", .less, Metric.jaeger)
    case .simmons:
      return row(
        "Simmons 指数", "Simmons index", none, "Σa²/(Σa)²", .more,
        "Simmons 1964, Agricultural Geography 11: 1 = one plot")
    case .januszewski:
      return row(
        "Januszewski 指数", "Januszewski index", none, "√Σa/Σ√a", .more,
        "Januszewski 1968: 1 = one plot")
    }
  }
}
