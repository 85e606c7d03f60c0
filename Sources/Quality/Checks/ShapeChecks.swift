import Classes
import Geometry
import Groundwork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Checks of each geometry on its own (图形检查).
struct ShapeChecks {
  let context: CheckContext
  private var layer: CheckLayer { context.layer }
  private var options: CheckOptions { context.options }

  func empty() -> [Finding] {
    layer.features.compactMap { feature in
      guard feature.geometry?.isEmpty ?? true else { return nil }
      return context.finding(
        .empty, feature, Localized(zh: "要素没有图形。", en: "The feature has no geometry."))
    }
  }

  /// Self-intersections, rings outside their polygon, overlapping parts (GEOS).
  ///
  /// - Parameter faults: what is wrong with each feature of the batch.
  func invalid(_ faults: [CheckBatch.Fault?]) -> [Finding] {
    zip(layer.features, faults).compactMap { feature, fault in
      guard let fault else { return nil }
      return context.finding(
        .invalid, feature, location: (fault.x, fault.y),
        Localized(
          zh: "图形不合法：\(ShapeChecks.chinese(fault.reason))。",
          en: "The geometry is invalid: \(fault.reason)."))
    }
  }

  private static func chinese(_ reason: String) -> String {
    let known = [
      ("Ring Self-intersection", "环自相接"), ("Self-intersection", "自相交"),
      ("Too few points", "环的节点过少"), ("Duplicate Rings", "环重复"),
      ("Hole lies outside shell", "内环在外环之外"), ("Holes are nested", "内环嵌套"),
      ("Interior is disconnected", "内部不连通"), ("Nested shells", "部件重叠"),
    ]
    return known.first { reason.hasPrefix($0.0) }.map { "\($0.1)（\(reason)）" } ?? reason
  }

  func multipart() -> [Finding] {
    layer.features.compactMap { feature in
      let parts = feature.geometry?.polygons.count { $0.exterior.count >= 3 } ?? 0
      guard parts > 1 else { return nil }
      return context.finding(
        .multipart, feature, value: Double(parts), tolerance: 1, unit: "count",
        Localized(zh: "图形由 \(parts) 个部件组成。", en: "The geometry has \(parts) parts."))
    }
  }

  /// Repeated vertices, spikes and short segments, in one pass over all vertices.
  func vertices(_ rules: Set<CheckRule>) throws -> [Finding] {
    var findings: [Finding] = []
    for (index, feature) in layer.features.enumerated() {
      if index % 256 == 0 { try context.job.cancellation.check() }
      for polygon in feature.geometry?.polygons ?? [] {
        for ring in polygon.rings { findings += vertices(feature, ring, rules) }
      }
    }
    return findings
  }

  private func vertices(
    _ feature: Feature, _ ring: [GridPoint], _ rules: Set<CheckRule>
  ) -> [Finding] {
    var findings: [Finding] = []
    // Spikes are looked for between distinct vertices.
    var distinct: [GridPoint] = []
    distinct.reserveCapacity(ring.count)
    for (index, point) in ring.enumerated() {
      let next = ring[(index + 1) % ring.count]
      let place = (point.metresX, point.metresY)
      if point == next {
        if ring.count > 1, rules.contains(.duplicateVertex) {
          findings.append(
            context.finding(
              .duplicateVertex, feature, location: place, value: 0,
              tolerance: options.xyTolerance, unit: "m",
              Localized(zh: "节点重复。", en: "The vertex is repeated.")))
        }
        continue
      }
      distinct.append(point)
      let length = point.distance(to: next)
      if length < options.shortestSegment, rules.contains(.shortSegment) {
        findings.append(
          context.finding(
            .shortSegment, feature, location: place, value: length,
            tolerance: options.shortestSegment, unit: "m",
            Localized(
              zh: "线段长 \(shown(length)) m，过短。",
              en: "The segment is only \(shown(length)) m long.")))
      }
    }
    guard distinct.count >= 3, rules.contains(.spike) else { return findings }
    for index in distinct.indices {
      let angle = ShapeChecks.angle(
        distinct[(index + distinct.count - 1) % distinct.count], distinct[index],
        distinct[(index + 1) % distinct.count])
      guard angle < options.spikeAngle else { continue }
      findings.append(
        context.finding(
          .spike, feature, location: (distinct[index].metresX, distinct[index].metresY),
          value: angle, tolerance: options.spikeAngle, unit: "degree",
          Localized(
            zh: "节点处夹角 \(shown(angle))°，为尖锐角。",
            en: "The angle at the vertex is \(shown(angle))°, a spike.")))
    }
    return findings
  }

  /// The angle at `b` between the edges to `a` and to `c`, 0 … 180 degrees.
  static func angle(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Double {
    let ux = Double(a.x - b.x)
    let uy = Double(a.y - b.y)
    let vx = Double(c.x - b.x)
    let vy = Double(c.y - b.y)
    return atan2(abs(ux * vy - uy * vx), ux * vx + uy * vy) * 180 / .pi
  }

  func slivers() -> [Finding] {
    layer.features.flatMap { feature in
      (feature.geometry?.polygons ?? []).compactMap { polygon in
        let area = MultiPolygon(polygon).planarSquareMetres
        let width = meanWidth(area: area, of: polygon)
        guard area > 0, width < options.sliverWidth else { return nil }
        return context.finding(
          .sliver, feature, location: CheckContext.place(of: MultiPolygon(polygon)), value: width,
          tolerance: options.sliverWidth, unit: "m",
          Localized(
            zh: "狭长碎面：面积 \(shown(area)) m²，平均宽 \(shown(width)) m。",
            en: "Sliver of \(shown(area)) m², \(shown(width)) m wide on average."))
      }
    }
  }

  /// Patches smaller than the survey maps; linear classes are mapped whatever their size.
  func minimumAreas() -> [Finding] {
    layer.features.compactMap { feature in
      guard let code = layer.text(feature, "DLBM"),
        let landClass = LandClass(known: code, in: context.input.classSystem),
        !SurveyDomains.linearClasses.contains(code), let geometry = feature.geometry
      else { return nil }
      let area = layer.value(feature, "TBMJ").number ?? geometry.planarSquareMetres
      let bound = minimumArea(of: landClass)
      guard area > 0, area < bound else { return nil }
      return context.finding(
        .minimumArea, feature, field: "TBMJ", value: area, tolerance: bound, unit: "m2",
        Localized(
          zh: "面积 \(shown(area)) m²，小于最小上图面积 \(shown(bound)) m²。",
          en: "\(shown(area)) m² is below the minimum mapping area of \(shown(bound)) m²."))
    }
  }

  private func minimumArea(of landClass: LandClass) -> Double {
    if landClass.use == .facility { return options.minimumConstructionArea }
    switch landClass.category {
    case .construction: return options.minimumConstructionArea
    case .farm: return options.minimumFarmArea
    case .unused: return options.minimumUnusedArea
    }
  }
}

extension GridPoint {
  /// In metres.
  func distance(to other: GridPoint) -> Double {
    let dx = Double(x - other.x)
    let dy = Double(y - other.y)
    return (dx * dx + dy * dy).squareRoot() / GridPoint.stepsPerMetre
  }
}
