import Flow
import Groundwork

/// What a survey states about a base patch beside its class.
public struct BasePatchFacts: Sendable, Hashable {
  /// The share of ridges in farmland (KCMJ over TBMJ, else KCXS); 0 for other classes; `nil` where
  /// the survey does not say.
  public var ridgeShare: Double?
  /// The slope class of farmland (GDPDJB), 1 to 5.
  public var slopeClass: Int?

  public init(ridgeShare: Double?, slopeClass: Int?) {
    self.ridgeShare = ridgeShare
    self.slopeClass = slopeClass
  }
}

/// A township and what was designated in it, whole townships.
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

/// The ground on which a plan is judged: its base patches, control lines and units. A line that the
/// workspace does not have is `nil`, and every rule that needs it is undecidable.
public struct PlanGround: Sendable {
  /// In step with the base side.
  public var base: [BasePatchFacts]
  public var pbf: CuttingLayer?
  /// For each polygon of ``pbf`` the share of its ground that counts (YJJBNTMJ over its area).
  public var pbfNetShare: [Double?] = []
  public var erl: CuttingLayer?
  /// Labels are zones (GHFQMC).
  public var udb: CuttingLayer?
  /// The official area inside the boundary, all zones.
  public var udbArea: Area?
  /// Labels are township codes.
  public var townships: CuttingLayer?
  /// In step with ``townships``.
  public var townshipFacts: [TownshipFacts] = []
  /// Industrial parks (工业园区).
  public var parks: CuttingLayer?
  /// Protected villages (特色村庄); labels are their names.
  public var protectedVillages: CuttingLayer?

  /// The layers that pieces are cut by, those that there are.
  var cuttingLayers: [CuttingLayer] {
    [pbf, erl, udb, townships, parks, protectedVillages].compactMap(\.self)
  }

  /// Where a layer stands among ``cuttingLayers``.
  func cutIndex(_ layer: KeyPath<PlanGround, CuttingLayer?>) -> Int? {
    guard self[keyPath: layer] != nil else { return nil }
    let order = [\PlanGround.pbf, \.erl, \.udb, \.townships, \.parks, \.protectedVillages]
    return order.prefix { $0 != layer }.count { self[keyPath: $0] != nil }
  }

  public init(base: [BasePatchFacts]) {
    self.base = base
  }
}
