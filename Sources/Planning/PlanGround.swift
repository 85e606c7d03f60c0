import Flow
import Groundwork

/// What a survey states about a base patch besides its class.
public struct BasePatchFacts: Sendable, Hashable {
  /// The share of ridges in farmland (KCMJ over TBMJ, else KCXS); 0 for other classes; `nil` where
  /// the survey does not state it.
  public var ridgeShare: Double?
  /// The slope class of farmland (GDPDJB), 1 to 5.
  public var slopeClass: Int?
  /// The grade of farmland (GDDB), 1 is best.
  public var grade: Int?
  /// The index of its village in ``PlanGround/villages``.
  public var village: Int?

  public init(
    ridgeShare: Double?, slopeClass: Int?, grade: Int? = nil, village: Int? = nil
  ) {
    self.ridgeShare = ridgeShare
    self.slopeClass = slopeClass
    self.grade = grade
    self.village = village
  }
}

/// A whole village (行政村), not only its part in the plan.
public struct VillageFacts: Sendable, Hashable {
  public var code: String
  public var name: String
  /// As the layer of villages states it; `nil` without the layer.
  public var area: Area?

  public init(code: String, name: String, area: Area?) {
    self.code = code
    self.name = name
    self.area = area
  }
}

/// A whole township and the farmland designated in it.
public struct TownshipFacts: Sendable, Hashable {
  public var fid: Int64
  public var code: String
  public var name: String
  public var farmlandDesignated: Area?
  public var pbfDesignated: Area?
  /// Urban construction land of 2020.
  public var urbanConstruction2020: Area?

  public init(
    fid: Int64, code: String, name: String, farmlandDesignated: Area?, pbfDesignated: Area?,
    urbanConstruction2020: Area?
  ) {
    self.fid = fid
    self.code = code
    self.name = name
    self.farmlandDesignated = farmlandDesignated
    self.pbfDesignated = pbfDesignated
    self.urbanConstruction2020 = urbanConstruction2020
  }
}

/// The ground on which a plan is evaluated: its base patches, control lines and units. A control
/// line that the workspace lacks is `nil`, and every rule that needs it is undecidable.
public struct PlanGround: Sendable {
  /// Parallel to the patches of the base side.
  public var base: [BasePatchFacts]
  public var pbf: CuttingLayer?
  /// For each polygon of ``pbf``, the share of its area that counts (YJJBNTMJ over its area).
  public var pbfNetShare: [Double?] = []
  public var erl: CuttingLayer?
  /// Labels are zones (GHFQMC).
  public var udb: CuttingLayer?
  /// The official area inside the boundary, all zones.
  public var udbArea: Area?
  /// Labels are township codes.
  public var townships: CuttingLayer?
  /// Parallel to ``townships``.
  public var townshipFacts: [TownshipFacts] = []
  /// Protected villages (特色村庄); labels are their names.
  public var protectedVillages: CuttingLayer?
  public var themes: [ThemeLayer: CuttingLayer] = [:]
  /// The villages of the base patches and of the village layer, by code.
  public var villages: [VillageFacts] = []
  /// The year of the base epoch, whose time point is 31 December.
  public var surveyYear: Int?

  private static var lines: [KeyPath<PlanGround, CuttingLayer?>] {
    [\.pbf, \.erl, \.udb, \.townships, \.protectedVillages]
  }

  /// The layers that are present and cut pieces.
  var cuttingLayers: [CuttingLayer] {
    PlanGround.lines.compactMap { self[keyPath: $0] }
      + ThemeLayer.allCases.compactMap { themes[$0] }
  }

  /// The index of a layer in ``cuttingLayers``.
  func cutIndex(_ layer: KeyPath<PlanGround, CuttingLayer?>) -> Int? {
    guard self[keyPath: layer] != nil else { return nil }
    return PlanGround.lines.prefix { $0 != layer }.count { self[keyPath: $0] != nil }
  }

  /// The index of a theme in ``cuttingLayers``.
  func cutIndex(_ theme: ThemeLayer) -> Int? {
    guard themes[theme] != nil else { return nil }
    return PlanGround.lines.count { self[keyPath: $0] != nil }
      + ThemeLayer.allCases.prefix { $0 != theme }.count { themes[$0] != nil }
  }

  public init(base: [BasePatchFacts]) {
    self.base = base
  }
}
