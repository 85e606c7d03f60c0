import Geodesy
import Geometry
import Groundwork

/// The geodetic datums that a VCT file can name, with the EPSG codes of their Gauss-Krüger systems.
enum VCTDatum: CaseIterable {
  case cgcs2000, xian1980, beijing1954

  /// The name of the spheroid in the head.
  var name: String {
    switch self {
    case .cgcs2000: "CGCS2000"
    case .xian1980: "Xian1980"
    case .beijing1954: "Beijing1954"
    }
  }

  /// The half axis in metres and the inverse flattening, as they are written.
  var spheroid: (axis: String, inverseFlattening: String) {
    switch self {
    case .cgcs2000: ("6378137.0", "298.257222101")
    case .xian1980: ("6378140.0", "298.257")
    case .beijing1954: ("6378245.0", "298.3")
    }
  }

  /// The EPSG codes of zone 25 (3°) and 13 (6°) with the zone number in the easting, and of the same
  /// meridians without it.
  private var codes: (zone3: Int, zone6: Int, meridian3: Int, meridian6: Int) {
    switch self {
    case .cgcs2000: (4513, 4491, 4534, 4502)
    case .xian1980: (2349, 2327, 2370, 2338)
    case .beijing1954: (2401, 21413, 2422, 21453)
    }
  }

  /// The code of a system by central meridian (whole degrees), false easting (m) and width of zones.
  func epsg(meridian: Int, falseEasting: Double, width: Int) -> Int? {
    let number = width == 3 ? meridian / 3 : (meridian + 3) / 6
    let isCentral = width == 3 ? meridian % 3 == 0 : (meridian + 3) % 6 == 0
    let first = width == 3 ? 25 : 13
    let last = width == 3 ? 45 : 23
    guard width == 3 || width == 6, isCentral, (first...last).contains(number) else { return nil }
    switch falseEasting {
    case 500_000: return (width == 3 ? codes.meridian3 : codes.meridian6) + number - first
    case Double(number) * 1_000_000 + 500_000:
      return (width == 3 ? codes.zone3 : codes.zone6) + number - first
    default: return nil
    }
  }

  /// By the axis that a head states after the name of its spheroid.
  init?(spheroid: String) {
    let parts = spheroid.split(separator: ",").map { String($0).trimmingSpaces }
    guard parts.count >= 2, let axis = Double(parts[1]),
      let datum = VCTDatum.allCases.first(where: { Double($0.spheroid.axis) == axis })
    else { return nil }
    // WGS 84 and GRS 80 have the axis of CGCS2000; the name decides.
    if datum == .cgcs2000, !parts[0].contains("2000") { return nil }
    self = datum
  }
}

extension VCTHeader {
  /// The coordinate system as `EPSG:4528`; `nil` where the head names none of the Gauss-Krüger systems
  /// of China with a central meridian in whole degrees.
  public var crsDefinition: String? {
    guard isPlane, let spheroid = self["Spheroid"], let datum = VCTDatum(spheroid: spheroid),
      let text = self["Parameters"]
    else { return nil }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double(String($0).trimmingSpaces) }
    guard parts.count >= 5, let meridian = parts[0], parts[1] == 1, let easting = parts[2],
      parts[3] == 0, let width = parts[4], let whole = Int(exactly: meridian),
      let wholeWidth = Int(exactly: width)
    else { return nil }
    return datum.epsg(meridian: whole, falseEasting: easting, width: wholeWidth)
      .map { "EPSG:\($0)" }
  }

  /// The head of a file of the survey (LANDUSE-VCT).
  ///
  /// - Parameters:
  ///   - crs: a Gauss-Krüger system of CGCS2000, Xi'an 1980 or Beijing 1954.
  ///   - bounds: the extent in metres.
  ///   - date: `20251231`.
  /// - Throws: ``Groundwork/Diagnostic`` `vct.crs-unsupported` for another system.
  public init(crs: CoordinateReferenceSystem, bounds: Bounds?, date: String) throws {
    let datum = VCTDatum.allCases.first { datum in
      guard let axis = Double(datum.spheroid.axis) else { return false }
      // New Beijing 1954 has the spheroid of the old one.
      return crs.isChinese && crs.ellipsoid.semiMajorAxis == axis && !crs.datumName.contains("New")
    }
    guard let datum, let projection = crs.transverseMercator, projection.latitudeOfOrigin == 0,
      projection.scale == 1, projection.falseNorthing == 0, crs.metresPerUnit == 1
    else {
      throw Diagnostic(
        code: "vct.crs-unsupported",
        Localized(
          zh: "VCT 只能注明 CGCS2000、西安 80、北京 54 的高斯-克吕格投影，不能注明“\(crs.name)”。",
          en: "VCT names Gauss-Krüger systems of CGCS2000, Xi'an 1980 and Beijing 1954 only, not "
            + "‘\(crs.name)’."),
        remedy: Localized(
          zh: "改用 --out 写 .gpkg，或以上述坐标系建立工作空间。",
          en: "Write .gpkg with --out, or make a workspace in one of those systems."))
    }
    let width = crs.name.contains("3-degree") ? 3 : projection.centralMeridian.isSixDegree ? 6 : 3
    let zone =
      projection.zonePrefix
      ?? Int(
        (width == 3 ? projection.centralMeridian / 3 : (projection.centralMeridian + 3) / 6)
          .rounded())
    func corner(_ x: Double, _ y: Double) -> String {
      [x, y].compactMap { WrittenNumber($0, decimals: 4)?.text }.joined(separator: ",")
    }
    func plain(_ number: Double) -> String {
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
    }
    entries = [
      Entry("DataMark", "LANDUSE-VCT"), Entry("Version", "3.0"), Entry("CoordinateSystemType", "P"),
      Entry("Dim", "2"), Entry("XAxisDirection", "E"), Entry("YAxisDirection", "N"),
      Entry("XYUnit", "M"), Entry("ZUnit", "M"),
      Entry(
        "Spheroid", "\(datum.name),\(datum.spheroid.axis),\(datum.spheroid.inverseFlattening)"),
      Entry("PrimeMeridian", "Greenwich"), Entry("Projection", "高斯-克吕格投影"),
      Entry(
        "Parameters",
        [
          plain(projection.centralMeridian), "1", plain(projection.falseEasting), "0",
          String(width), String(zone),
        ].joined(separator: ",")),
      Entry("VerticalDatum", "1985国家高程基准"), Entry("TemporalReferenceSystem", "北京时间"),
    ]
    if let bounds {
      entries.append(Entry("ExtentMin", corner(bounds.minX, bounds.minY)))
      entries.append(Entry("ExtentMax", corner(bounds.maxX, bounds.maxY)))
    }
    entries += [Entry("Offset", "0,0"), Entry("Date", date), Entry("Separator", ",")]
  }
}

extension Double {
  /// Whether this is the central meridian of a 6° zone and of no other 3° zone than its own.
  fileprivate var isSixDegree: Bool { (self + 3).truncatingRemainder(dividingBy: 6) == 0 }
}
