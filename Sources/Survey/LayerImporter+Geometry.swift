import Geodesy
import Geometry
import Groundwork
import VectorFiles

extension LayerImporter {
  /// The geometry of a feature on the grid of the target system, repaired where it must be.
  mutating func geometry(
    of feature: SourceFeature, _ id: String
  ) throws -> (geometry: MultiPolygon, repair: Repair?) {
    let (bytes, fault) = try bytes(of: feature)
    guard let summary = WKBCoordinates.summarise(bytes, swapping: swaps) else {
      throw Fault(
        reason: .notPolygonal,
        detail: Localized(
          zh: "几何中有不是面的部分。", en: "The geometry has parts that are not polygons."))
    }
    guard summary.isFinite else {
      throw Fault(
        reason: .notFinite,
        detail: Localized(zh: "坐标中有非数（NaN）或无穷大。", en: "A coordinate is NaN or infinite."))
    }
    guard position.accepts(summary.bounds) else {
      if outside.count < LayerImporter.patience { outside.append(summary.bounds) }
      throw Fault(
        reason: .outsideCRS,
        detail: Localized(
          zh: "位置 (\(summary.minX), \(summary.minY)) 不在坐标系“\(plan.sourceCRS.name)”的适用范围内。",
          en: "(\(summary.minX), \(summary.minY)) lies outside the area of"
            + " \"\(plan.sourceCRS.name)\"."),
        keepsGeometry: transformer == nil)
    }
    if let transformer { try transform(bytes, transformer) }
    if let fault { throw fault }
    return try valid(try decode(bytes), id)
  }

  /// The polygon's bytes, and why it is set aside all the same, with its geometry.
  private func bytes(
    of feature: SourceFeature
  ) throws(Fault) -> (UnsafeMutableRawBufferPointer, Fault?) {
    switch feature.geometry {
    case .wkb(let bytes): return (bytes, feature.lacksRow ? LayerImporter.rowMissing : nil)
    case .none where feature.lacksShape:
      throw Fault(
        reason: .noGeometry,
        detail: Localized(
          zh: "属性表的这一行没有图形。", en: "This row of the attribute table has no shape."))
    case .none:
      throw Fault(reason: .noGeometry, detail: Localized(zh: "没有几何。", en: "No geometry."))
    case .empty:
      throw Fault(
        reason: .emptyGeometry, detail: Localized(zh: "几何为空。", en: "The geometry is empty."))
    case .notPolygonal(let type):
      throw Fault(
        reason: .notPolygonal,
        detail: Localized(zh: "几何不是面而是 \(type)。", en: "Not a polygon but \(type)."))
    case .curved(let bytes):
      let detail =
        feature.geometry.problem?.what ?? Localized(zh: "边界含有圆弧。", en: "The boundary has arcs.")
      return (bytes, Fault(reason: .curved, detail: detail, keepsGeometry: true))
    case .tooLarge(let size):
      throw Fault(
        reason: .geometryTooLarge,
        detail: Localized(
          zh: "几何有 \(size) 字节，超过上限 \(plan.options.limits.geometryBytes) 字节。",
          en: "The geometry has \(size) bytes, more than \(plan.options.limits.geometryBytes)."))
    }
  }

  private func transform(
    _ bytes: UnsafeMutableRawBufferPointer, _ transformer: Transformer
  ) throws(Fault) {
    do {
      try WKBCoordinates.transform(bytes) { try transformer.transform($0) }
    } catch {
      let said = (error as? Diagnostic)?.message ?? Localized(String(describing: error))
      throw Fault(reason: .notTransformed, detail: said)
    }
  }

  private func decode(_ bytes: UnsafeMutableRawBufferPointer) throws(Fault) -> MultiPolygon {
    do throws(WKBError) {
      return try WKB.decode(UnsafeRawBufferPointer(bytes))
    } catch {
      switch error {
      case .notFinite:
        throw Fault(
          reason: .notFinite,
          detail: Localized(zh: "坐标中有非数（NaN）或无穷大。", en: "A coordinate is NaN or infinite."))
      case .outOfRange:
        throw Fault(
          reason: .outOfRange,
          detail: Localized(
            zh: "坐标超出 ±\(Int(GridPoint.limit)) 米。",
            en: "A coordinate is beyond ±\(Int(GridPoint.limit)) m."), keepsGeometry: true)
      case .notPolygonal(let type):
        throw Fault(
          reason: .notPolygonal,
          detail: Localized(zh: "几何类型 \(type) 不是面。", en: "Geometry type \(type) is no polygon."))
      case .truncated, .badByteOrder, .tooDeep:
        throw Fault(
          reason: .malformedGeometry,
          detail: Localized(zh: "几何数据损坏。", en: "The geometry's bytes are malformed."))
      }
    }
  }

  private func valid(
    _ geometry: MultiPolygon, _ id: String
  ) throws(Fault) -> (geometry: MultiPolygon, repair: Repair?) {
    do {
      guard let problem = try geos.invalidReason(geometry) else {
        guard geometry.doubledPlanarSteps > 0 else { throw LayerImporter.collapsed }
        return (geometry, nil)
      }
      let before = geometry.planarSquareMetres
      let repaired = try geos.makeValid(geometry)
      let after = repaired.planarSquareMetres
      guard repaired.doubledPlanarSteps > 0 else { throw LayerImporter.collapsed }
      guard plan.options.repair.allows(from: before, to: after), try geos.isValid(repaired) else {
        let place = "(\(problem.x), \(problem.y))"
        let change = Area(roundingSquareMetres: after - before)?.decimal ?? "?"
        throw Fault(
          reason: .invalid,
          detail: Localized(
            zh: "面无效：\(problem.reason) \(place)；修复会使面积改变 \(change) m²，超过容差。",
            en: "Invalid: \(problem.reason) \(place); a repair would change its area by"
              + " \(change) m², beyond the tolerance."), keepsGeometry: true)
      }
      let repair = Repair(
        id: id, problem: problem.reason, x: problem.x, y: problem.y, areaBefore: before,
        areaAfter: after)
      return (repaired, repair)
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(
        reason: .invalid, detail: Localized(String(describing: error)), keepsGeometry: true)
    }
  }

  private static let rowMissing = Fault(
    reason: .rowMissing,
    detail: Localized(
      zh: "属性表中没有与该图形对应的行。", en: "The attribute table has no row for this shape."),
    keepsGeometry: true)

  private static let collapsed = Fault(
    reason: .collapsed,
    detail: Localized(
      zh: "面的面积为零。", en: "The polygon has no area."), keepsGeometry: true)
}
