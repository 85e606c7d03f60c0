import Classes
import Geometry
import Groundwork

extension SampleDistrict {
  /// The name of the layer of issued polygons.
  public static let guideLayerName = "ZYTB"

  private static let guideColumns: [Column] = [
    Column("DCBH", .text), Column("XZQDM", .text), Column("XZQMC", .text), Column("TBLX", .text),
    Column("SDBSM", .text), Column("DLBM", .text), Column("DLMC", .text), Column("QSXZ", .text),
    Column("BZ", .text),
  ]

  /// Polygons that an invented office issued before the survey of potential (潜力指引图斑), drawn from the first
  /// epoch: where it expects ground that can become or improve farmland, or homesteads to reclaim.
  ///
  /// As such layers are, they are not exact: some cover half a patch, some are boxes around one that reach
  /// into others or beyond the district, some name a class that has changed since, some have two parts, and
  /// some ground is no potential by any rule.
  ///
  /// - Throws: ``Geometry/GEOSError``.
  public func guideLayer() throws -> SampleLayer {
    var random = Random(seed: seed, stream: 15_000)
    var chosen: [(patch: LandPatch, kind: String)] = []
    for patch in patches where patch.area.squareMetres >= 400 {
      // Every patch draws, so that one more rule leaves the choice of the others as it is.
      let lot = random.unit()
      if let (kind, share) = expectation(patch), lot < share { chosen.append((patch, kind)) }
    }
    let geos = GEOS()
    var features: [Feature] = []
    var place = 0
    while place < chosen.count {
      let (patch, kind) = chosen[place]
      place += 1
      var shape = MultiPolygon(patch.geometry)
      switch random.unit() {
      case ..<0.12: shape = try half(of: shape, geos)
      case ..<0.2: shape = box(of: shape) ?? shape
      case ..<0.23 where place < chosen.count && chosen[place].kind == kind:
        shape = try geos.union(shape, MultiPolygon(chosen[place].patch.geometry))
        place += 1
      default: break
      }
      guard !shape.isEmpty else { continue }
      features.append(
        Feature(
          fid: Int64(features.count + 1), geometry: shape,
          values: values(patch, kind, number: features.count + 1)))
    }
    return SampleLayer(
      name: SampleDistrict.guideLayerName, title: "潜力指引图斑（\(Names.label)）",
      columns: SampleDistrict.guideColumns, features: features)
  }

  /// What the office expects of a patch, and of which share of such patches.
  private func expectation(_ patch: LandPatch) -> (kind: String, share: Double)? {
    func value(_ column: String) -> Value? {
      LandPatch.columns.firstIndex { $0.name == column }.map { patch.values[$0] }
    }
    let planting = value("ZZSXDM")?.string ?? ""
    let use = LandClass(known: patch.classCode, in: .sd3Work)?.use
    switch use {
    case .garden?, .forest?, .grassland?, .pond?:
      if ["JKHF", "GCHF"].contains(planting) || patch.classCode.hasSuffix("K") {
        return ("宜耕农用地", 0.5)
      }
      return use == .grassland || use == .garden ? ("宜耕农用地", 0.04) : nil
    case .barren?: return ("宜耕未利用地", 0.7)
    case .farmland?:
      let grade = value("GDDB")?.int64 ?? 0
      return ("耕地提质改造", grade >= 7 || planting == "WG" ? 0.12 : 0.004)
    case .homestead?:
      return patch.builtUpCode.hasPrefix("203") ? ("建设用地复垦", 0.05) : nil
    default: return nil
    }
  }

  private func values(_ patch: LandPatch, _ kind: String, number: Int) -> [Value] {
    func own(_ column: String) -> Value {
      LandPatch.columns.firstIndex { $0.name == column }.map { patch.values[$0] } ?? .null
    }
    return [
      .text(Names.county.code + "ZY" + padded(number, 5)), .text(Names.county.code),
      .text(Names.county.name), .text(kind), .text(patch.id), .text(patch.classCode), own("DLMC"),
      own("QSXZ"), own("BZ"),
    ]
  }

  /// The box of a shape, or its western half.
  private func box(of shape: MultiPolygon, isHalf: Bool = false) -> MultiPolygon? {
    let points = shape.polygons.flatMap(\.exterior)
    guard let west = points.map(\.x).min(), let east = points.map(\.x).max(),
      let south = points.map(\.y).min(), let north = points.map(\.y).max()
    else { return nil }
    let edge = isHalf ? west + (east - west) / 2 : east
    return MultiPolygon(
      Polygon([
        GridPoint(x: west, y: south), GridPoint(x: edge, y: south), GridPoint(x: edge, y: north),
        GridPoint(x: west, y: north),
      ]))
  }

  private func half(of shape: MultiPolygon, _ geos: GEOS) throws -> MultiPolygon {
    guard let box = self.box(of: shape, isHalf: true) else { return shape }
    return try geos.intersection(shape, box)
  }
}
