import Exchange
import Flow
import Geodesy
import Geometry
import Groundwork

/// Texts of coordinates that were handed in (报备坐标), held against each other.
public struct CoordinateBatches: Encodable {
  public struct Batch: Encodable {
    public var file: String
    public var parcels: Int
    /// As `EPSG:4528`; `nil` where the text names none.
    public var crs: String?
  }

  /// Ground that two parcels share.
  public struct Overlap: Encodable {
    public var firstFile: String
    public var firstParcel: String
    public var secondFile: String
    public var secondParcel: String
    /// In m², in the plane.
    public var squareMetres: Double
    /// What they share; not part of the document.
    public var ground: MultiPolygon

    private enum CodingKeys: CodingKey {
      case firstFile, firstParcel, secondFile, secondParcel, squareMetres
    }
  }

  /// A parcel as its points have it.
  public struct Parcel: Sendable {
    public var file: String
    /// How findings name it: its number, its name or its line.
    public var label: String
    /// The line of the file.
    public var line: Int
    public var name: String?
    public var points: Int
    /// As it is stated, in hm².
    public var statedHectares: Double?
    /// In the plane, and on the ellipsoid (图斑椭球面积); `nil` where the outline is not known, and where the
    /// coordinate system is not.
    public var planar: Area?
    public var official: Area?
    /// On the survey grid; `nil` where it is no polygon.
    public var geometry: MultiPolygon?
  }

  public var batches: [Batch]
  public var overlaps: [Overlap]
  public var findings: [Diagnostic]
  /// All parcels of all files; not part of the document.
  public var parcels: [Parcel]

  private enum CodingKeys: CodingKey { case batches, overlaps, findings }

  /// The coordinate system of all batches; `nil` where none names one.
  public var crs: String? { batches.first?.crs }

  /// Reads files and checks every one by itself (TXT-01 to TXT-08) and all of them for ground that two
  /// parcels share, within a file and between any two (TXT-09).
  ///
  /// - Throws: ``Groundwork/Diagnostic`` where a file cannot be read or holds no parcel, and
  ///   `txt.systems` where two name different coordinate systems; ``Groundwork/Cancelled``.
  public static func check(
    _ files: [String], encoding: String? = nil, job: Job
  ) throws -> CoordinateBatches {
    let texts = try files.map { file in
      try CoordinateText(path: file, encoding: ExchangeSource.known(encoding, file))
    }
    guard BatchOverlap.comparable(texts) else {
      let systems = zip(files, texts).map { "\($0) \($1.crsDefinition ?? "?")" }
      throw Diagnostic(
        code: "txt.systems",
        Localized(
          zh: "各批坐标系不同，不能比较：\(systems.joined(separator: "、"))。",
          en:
            "The batches are in different coordinate systems and cannot be held against each other: "
            + "\(systems.joined(separator: ", "))."),
        remedy: Localized(
          zh: "转换到同一坐标系，或分带分别检查。",
          en: "Bring them into one system, or check zone by zone."))
    }
    let overlaps = try BatchOverlap.find(in: texts, cancellation: job.cancellation)
    func name(_ place: BatchOverlap.Place) -> (file: String, parcel: String) {
      (files[place.text], texts[place.text].parcels[place.parcel].label)
    }
    return CoordinateBatches(
      batches: zip(files, texts).map {
        Batch(file: $0, parcels: $1.parcels.count, crs: $1.crsDefinition)
      },
      overlaps: overlaps.map { overlap in
        let (first, second) = (name(overlap.first), name(overlap.second))
        return Overlap(
          firstFile: first.file, firstParcel: first.parcel, secondFile: second.file,
          secondParcel: second.parcel, squareMetres: overlap.squareMetres, ground: overlap.ground)
      }, findings: try texts.flatMap { try $0.findings() },
      parcels: try zip(files, texts).flatMap { file, text in try parcels(of: text, file) })
  }

  private static func parcels(of text: CoordinateText, _ file: String) throws -> [Parcel] {
    let meter = try text.crsDefinition.map { try AreaMeter(CoordinateReferenceSystem($0)) }
    let geos = GEOS()
    return try text.parcels.map { parcel in
      let geometry = text.geometry(of: parcel)
      // The area of an outline that crosses itself is no area.
      let isMeasured = try geometry.map { try geos.isValid($0) } ?? false
      return Parcel(
        file: file, label: parcel.label, line: parcel.line, name: parcel.name,
        points: parcel.points.count, statedHectares: parcel.statedArea?.value,
        planar: isMeasured
          ? geometry.flatMap { Area(roundingSquareMetres: $0.planarSquareMetres) } : nil,
        official: isMeasured
          ? try geometry.flatMap { shape in try meter?.official(shape) } : nil,
        geometry: geometry)
    }
  }
}
