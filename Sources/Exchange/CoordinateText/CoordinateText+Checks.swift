import Geodesy
import Geometry
import Groundwork

extension CoordinateText {
  /// What the outline of a parcel is.
  struct Outline {
    /// Open rings, x = easting; `nil` where the parcel is no polygon or lost a point.
    var rings: [[Position]]?
    var findings: [Diagnostic]
  }

  /// The rings of a parcel, with what is wrong with it (TXT-01 to TXT-03).
  func outline(of parcel: Parcel) -> Outline {
    var findings: [Diagnostic] = []
    func find(_ code: String, _ zh: String, _ en: String, _ remedy: Localized? = nil) {
      findings.append(finding(parcel, code, Localized(zh: zh, en: en), remedy))
    }
    guard parcel.shape == nil || parcel.shape == "面" else {
      find(
        "txt.not-polygonal", "地块是“\(parcel.shape ?? "")”，不是面。",
        "The parcel is of shape ‘\(parcel.shape ?? "")’, no polygon.")
      return Outline(rings: nil, findings: findings)
    }
    if parcel.isBroken { return Outline(rings: nil, findings: findings) }
    if parcel.points.contains(where: isEastingFirst) {
      find(
        "txt.axes", "坐标先写东坐标：第一个数应为北坐标 X（7 位）。",
        "The easting stands first; the first number should be the northing X (7 digits).",
        Localized(
          zh: "核实后用 --swap-axes 导入。",
          en: "Check the axis order; if necessary, import with --swap-axes."))
    }
    var rings: [[Position]] = []
    for (index, points) in parcel.rings.enumerated() {
      var ring = points.map { Position(x: $0.easting.value, y: $0.northing.value) }
      if ring.count > 1, ring.first == ring.last {
        ring.removeLast()
      } else {
        find(
          "txt.open-ring", "第 \(index + 1) 圈末点与首点不同，已闭合。",
          "Ring \(index + 1) does not end at its first point and is closed.")
      }
      guard ring.count >= 3 else {
        find(
          "txt.short-ring", "第 \(index + 1) 圈少于三个点。",
          "Ring \(index + 1) has fewer than three points.")
        return Outline(rings: nil, findings: findings)
      }
      rings.append(ring)
    }
    if let stated = parcel.statedCount, stated != parcel.points.count {
      let difference = abs(stated - parcel.points.count)
      find(
        "txt.point-count",
        "注明 \(stated) 个界址点，实有 \(parcel.points.count) 个"
          + (difference <= rings.count ? "（差数不超过圈数，可能未计闭合点）。" : "。"),
        "\(stated) points are stated, there are \(parcel.points.count)"
          + (difference <= rings.count ? ", which closing points may explain." : "."))
    }
    return Outline(rings: rings.isEmpty ? nil : rings, findings: findings)
  }

  func finding(
    _ parcel: Parcel, _ code: String, _ message: Localized, _ remedy: Localized? = nil
  ) -> Diagnostic {
    Diagnostic(
      .warning, code: code,
      Localized(
        zh: "第 \(parcel.line) 行：\(message.zh)", en: "Line \(parcel.line): \(message.en)"),
      remedy: remedy, file: path, layer: CoordinateText.layerName, feature: parcel.label)
  }

  /// The geometry of a parcel on the survey grid; `nil` where it is no polygon, and for a text that has
  /// the easting first.
  public func geometry(of parcel: Parcel) -> MultiPolygon? {
    guard let rings = outline(of: parcel).rings, !parcel.points.contains(where: isEastingFirst)
    else {
      return nil
    }
    return try? WKB.decode(RingNesting.wkb(RingNesting.polygons(rings)))
  }

  /// What is wrong with the text: lines, axes, counts, stated areas, and rings that cross.
  ///
  /// A stated area fits if it is the planar or the ellipsoid area, rounded to 0.0001 hm² (TXT-05).
  public func findings() throws -> [Diagnostic] {
    var findings = diagnostics
    let geos = GEOS()
    let official = try crsDefinition.map { try OfficialArea(CoordinateReferenceSystem($0)) }
    if crsDefinition == nil {
      findings.append(
        Diagnostic(
          .warning, code: "txt.crs-unknown",
          Localized(
            zh: "[属性描述] 的坐标系、几度分带、带号不能对应到已知的高斯-克吕格投影。",
            en: "坐标系, 几度分带 and 带号 of [属性描述] do not name a known Gauss-Krüger system."),
          remedy: Localized(
            zh: "在 [属性描述] 中写明坐标系、几度分带、带号；导入时也可用 --crs 注明，例如 EPSG:4528。",
            en: "State 坐标系, 几度分带 and 带号 in [属性描述], or name the system in an import with "
              + "--crs, such as EPSG:4528."), file: path))
    } else if !(attribute("坐标系")?.contains("2000") ?? false)
      || attribute("几度分带").map({ $0.filter(\.isNumber) != "3" }) ?? false
    {
      findings.append(
        Diagnostic(
          .warning, code: "txt.system",
          Localized(
            zh: "报备坐标应为 2000 国家大地坐标系、3 度分带。",
            en: "Coordinates must be submitted in CGCS2000 with 3° zones."), file: path))
    }
    for parcel in parcels {
      findings += outline(of: parcel).findings
      guard let geometry = geometry(of: parcel) else { continue }
      if let fault = try geos.invalidReason(geometry) {
        findings.append(
          finding(
            parcel, "txt.invalid",
            Localized(
              zh: "界线自相交：\(fault.reason) (\(fault.x), \(fault.y))。",
              en: "The outline crosses itself: \(fault.reason) (\(fault.x), \(fault.y)).")))
        continue
      }
      guard let stated = parcel.statedArea else { continue }
      let areas =
        [geometry.planarSquareMetres]
        + (official.map { [CoordinateText.area(geometry, $0)] } ?? [])
      let fits = areas.contains { abs($0 / 10_000 - stated.value) <= 0.000_05 + 1e-9 }
      if !fits {
        let list = areas.compactMap { WrittenNumber($0 / 10_000, decimals: 4)?.text }
          .joined(separator: " / ")
        findings.append(
          finding(
            parcel, "txt.area",
            Localized(
              zh: "注明面积 \(stated.text) 公顷，按坐标为 \(list) 公顷（平面/椭球）。",
              en:
                "The stated area is \(stated.text) hm²; by the points it is \(list) hm² (planar / "
                + "ellipsoid).")))
      }
    }
    return findings
  }

  private static func area(_ geometry: MultiPolygon, _ official: OfficialArea) -> Double {
    geometry.polygons.reduce(0) { sum, polygon in
      polygon.rings.enumerated().reduce(sum) { sum, ring in
        let points = ring.element
        let area = official.squareMetres(count: points.count) {
          (points[$0].metresX, points[$0].metresY)
        }
        return ring.offset == 0 ? sum + area : sum - area
      }
    }
  }
}
