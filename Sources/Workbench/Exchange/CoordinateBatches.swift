import Exchange
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
  }

  public var batches: [Batch]
  public var overlaps: [Overlap]
  public var findings: [Diagnostic]

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
          secondParcel: second.parcel, squareMetres: overlap.squareMetres)
      }, findings: try texts.flatMap { try $0.findings() })
  }
}
