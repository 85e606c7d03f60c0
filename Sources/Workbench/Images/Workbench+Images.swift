import EventLog
import Foundation
import Geodesy
import Groundwork
import Policy
import Records
import Storage
import VectorFiles

/// Images of the ground: a register, tiles for the map.
extension Workbench {
  /// The pixels of a tile's side.
  private static let tileSide = 256
  /// Half of the side of the world in Web Mercator, in metres.
  private static let mercator = 20_037_508.342789244

  /// Registers an image; one with the same name is replaced, and the earlier record stays in the history.
  ///
  /// - Parameter date: of the picture, `yyyy-MM-dd`.
  /// - Throws: Diagnostics `image.date`, `image.name`, `image.unreadable`, `image.no-crs`,
  ///   `image.outside` for an image that does not show ground of the workspace.
  @discardableResult
  public func addImage(_ path: String, name: String, date: String) throws -> ImageRecord {
    guard !name.isEmpty, name.count <= 80, !name.contains(where: { "/?#".contains($0) }) else {
      throw Diagnostic(
        code: "image.name",
        Localized(
          zh: "影像名称须为 1 到 80 个字符，不含 / ? #。",
          en: "The name of an image has 1 to 80 characters and no / ? #."))
    }
    guard CalendarDate(date) != nil else {
      throw Diagnostic(
        code: "image.date",
        Localized(zh: "影像日期须如 2024-05-31。", en: "The date of an image is written as 2024-05-31."),
        remedy: Localized(zh: "用 --date 注明拍摄日期。", en: "State the day of the picture with --date."))
    }
    let full = URL(fileURLWithPath: path).standardizedFileURL.path
    let image = try RasterImage(path: full)
    let own = try image.placement(in: crs().wkt)
    try checkShowsGround(own, full)
    let degrees = try image.placement(in: "EPSG:4326")
    let record = ImageRecord(
      name: name, path: full, sha256: try SourceHash.sha256(full, cancellation: job.cancellation),
      bytes: try Workbench.size(of: full), date: date, format: image.format, crs: image.crs,
      width: image.width, height: image.height, bands: image.bands, pixel: own.pixel,
      bounds: [degrees.west, degrees.south, degrees.east, degrees.north],
      stretch: try stretch(of: image, own), isSynthetic: image.isSynthetic, isRemoved: false)
    try put(record)
    return record
  }

  /// Takes an image from the list; its file is not touched.
  ///
  /// - Throws: Diagnostic `image.missing`.
  public func removeImage(_ name: String) throws {
    var record = try image(name)
    record.isRemoved = true
    try put(record)
  }

  private func put(_ record: ImageRecord) throws {
    let body = try CanonicalJSON().bytes(record)
    try workspace.write { try $0.putDocument(.image, key: record.name, body: body) }
  }

  /// The images, by date and name.
  ///
  /// - Parameter isHashed: whether each file is read whole and held against its hash; otherwise its size is.
  public func images(isHashed: Bool = false) throws -> [ImageStatus] {
    try imageRecords().map { record in
      ImageStatus(record, try state(of: record, isHashed: isHashed))
    }
  }

  func imageRecords() throws -> [ImageRecord] {
    let keys = Set(try workspace.documents(.image).map(\.key))
    return try keys.compactMap { key in
      guard let body = try workspace.document(.image, key: key) else { return nil }
      let record = try CanonicalJSON.value(ImageRecord.self, body)
      return record.isRemoved ? nil : record
    }.sorted { ($0.date, $0.name) < ($1.date, $1.name) }
  }

  func image(_ name: String) throws -> ImageRecord {
    let records = try imageRecords()
    if let found = records.first(where: { $0.name == name }) { return found }
    throw Diagnostic(
      code: "image.missing",
      Localized(zh: "工作空间没有影像“\(name)”。", en: "The workspace has no image ‘\(name)’."),
      remedy: Localized(
        zh: "影像有：\(records.map(\.name).joined(separator: "、"))。",
        en: "Images: \(records.map(\.name).joined(separator: ", "))."))
  }

  private func state(of record: ImageRecord, isHashed: Bool) throws -> ImageStatus.State {
    guard FileManager.default.fileExists(atPath: record.path) else { return .missing }
    guard try Workbench.size(of: record.path) == record.bytes else { return .changed }
    guard isHashed else { return .present }
    let hash = try SourceHash.sha256(record.path, cancellation: job.cancellation)
    return hash == record.sha256 ? .present : .changed
  }

  static func size(of path: String) throws -> Int64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? NSNumber)?.int64Value ?? 0
  }

  /// The image's file, if it still is the one that was registered.
  ///
  /// - Throws: Diagnostic `image.changed`.
  func openImage(_ record: ImageRecord, isHashed: Bool) throws -> RasterImage {
    let state = try state(of: record, isHashed: isHashed)
    guard state == .present else {
      throw Diagnostic(
        code: "image.changed",
        Localized(
          zh: "影像“\(record.name)”\(state.title.zh)。",
          en: "Image ‘\(record.name)’: \(state.title.en)."),
        remedy: Localized(
          zh: "放回原文件，或用 zhitu image add 重新登记。",
          en: "Put the file back, or register it again with zhitu image add."), file: record.path)
    }
    return try RasterImage(path: record.path)
  }

  /// The 2nd and 98th percentile of each shown band, from at most about 400 × 400 pixels.
  private func stretch(
    of image: RasterImage, _ place: RasterImage.Placement
  ) throws -> [[Double]] {
    let longest = max(place.east - place.west, place.north - place.south)
    func pixels(_ side: Double) -> Int { max(1, Int((400 * side / longest).rounded())) }
    let sample = try image.window(
      in: crs().wkt, box: [place.west, place.south, place.east, place.north],
      width: pixels(place.east - place.west), height: pixels(place.north - place.south),
      isAveraged: true)
    let shown = image.bands >= 3 ? 3 : 1
    return try sample.bands.prefix(shown).map { band in
      let values = zip(band, sample.isValid).filter(\.1).map(\.0).filter(\.isFinite).sorted()
      guard let first = values.first, let last = values.last else {
        throw Diagnostic(
          code: "image.empty",
          Localized(zh: "影像没有有效像元。", en: "The image has no valid pixel."), file: image.path)
      }
      func part(_ share: Double) -> Double { Double(values[Int(share * Double(values.count - 1))]) }
      let (low, high) = (part(0.02), part(0.98))
      return low < high ? [low, high] : [Double(first), max(Double(last), Double(first) + 1)]
    }
  }

  /// A tile of an image in Web Mercator as PNG; `nil` where the image shows nothing.
  ///
  /// - Throws: Diagnostics `image.missing`, `image.changed`, `image.unreadable`.
  public func imageTile(_ name: String, zoom: Int, x: Int, y: Int) throws -> [UInt8]? {
    let record = try image(name)
    let side = 2 * Workbench.mercator / Double(1 << zoom)
    let (west, north) = (
      Double(x) * side - Workbench.mercator, Workbench.mercator - Double(y) * side
    )
    let picture = try openImage(record, isHashed: false)
    let pixels = Workbench.tileSide
    let window = try picture.window(
      in: "EPSG:3857", box: [west, north - side, west + side, north], width: pixels,
      height: pixels, isAveraged: false)
    guard window.isValid.contains(true) else { return nil }
    let bands = zip(window.bands, record.stretch).map { band, limits in
      band.map { value in
        let share = (Double(value) - limits[0]) / (limits[1] - limits[0])
        return share.isFinite ? UInt8(255 * min(1, max(0, share))) : 0
      }
    }
    return try RasterWriter.png(
      bands, alpha: window.isValid.map { $0 ? 255 : 0 }, width: pixels, height: pixels)
  }
}
