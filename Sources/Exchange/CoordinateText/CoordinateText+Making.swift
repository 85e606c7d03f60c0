import Geodesy
import Geometry
import Groundwork

extension CoordinateText {
  /// What is said of a parcel that is made from a geometry.
  public struct Label: Sendable {
    public var number: String
    public var name: String
    public var use: String
    public var landClass: String
    /// The area that is stated.
    public var area: Area?

    public init(number: String, name: String, use: String, landClass: String, area: Area?) {
      self.number = number
      self.name = name
      self.use = use
      self.landClass = landClass
      self.area = area
    }
  }

  /// A text for parcels in a coordinate system, with coordinates of 0.0001 m and the zone in front of
  /// the easting.
  ///
  /// - Parameter date: `20251231`.
  /// - Throws: ``Groundwork/Diagnostic`` `vct.crs-unsupported` for a system other than the Gauss-Krüger
  ///   systems of China.
  public init(
    parcels: [(label: Label, geometry: MultiPolygon)], crs: CoordinateReferenceSystem, date: String,
    encoding: TextEncoding
  ) throws {
    let header = try VCTHeader(crs: crs, bounds: nil, date: date)
    let parameters = (header["Parameters"] ?? "").split(separator: ",").map(String.init)
    let (width, zone) = (parameters[4], Int64(parameters[5]) ?? 0)
    let system =
      switch header["Spheroid"]?.prefix(4) {
      case "CGCS": "2000国家大地坐标系"
      case "Xian": "1980西安坐标系"
      default: "1954北京坐标系"
      }
    let shift = crs.transverseMercator?.zonePrefix == nil ? zone * 1_000_000 * 10_000 : 0
    self.init(
      sections: [
        Section(
          CoordinateText.attributes,
          [
            Entry("格式版本号", ""), Entry("数据产生单位", ""), Entry("数据产生日期", date),
            Entry("坐标系", system), Entry("几度分带", width), Entry("投影类型", "高斯克吕格"),
            Entry("计量单位", "米"), Entry("带号", String(zone)), Entry("精度", "0.0001"),
            Entry("转换参数", ",,,,,,"),
          ])
      ],
      parcels: parcels.map { CoordinateText.parcel($0.label, $0.geometry, shift: shift) },
      encoding: encoding)
  }

  private static func parcel(_ label: Label, _ geometry: MultiPolygon, shift: Int64) -> Parcel {
    var points: [Point] = []
    for (index, ring) in SharedBoundaries.rings(of: geometry).enumerated() {
      for (number, point) in (ring + ring.prefix(1)).enumerated() {
        points.append(
          Point(
            // The closing line repeats the name of the first point.
            name: "J\(number % ring.count + 1)", ring: index + 1,
            northing: WrittenNumber(mantissa: point.y, decimals: 4),
            easting: WrittenNumber(mantissa: point.x + shift, decimals: 4)))
      }
    }
    let area =
      label.area.flatMap { WrittenNumber($0.squareMetres / 10_000, decimals: 4)?.text } ?? ""
    func plain(_ text: String) -> String {
      String(text.map { $0 == "," ? "，" : $0 == "@" ? "＠" : $0.isNewline ? " " : $0 })
    }
    return Parcel(
      fields: [
        String(points.count), area, plain(label.number), plain(label.name), "面", "",
        plain(label.use), plain(label.landClass),
      ], points: points)
  }
}
