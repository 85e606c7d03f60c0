import Foundation
import Geometry
import Groundwork
import Storage
import VectorFiles

/// Images that somebody sends from the page: they are kept in a folder beside the workspace.
extension Workbench {
  /// The first bytes of TIFF and BigTIFF in both orders of bytes.
  private static let tiff: [[UInt8]] = [
    [0x49, 0x49, 0x2a, 0x00], [0x4d, 0x4d, 0x00, 0x2a], [0x49, 0x49, 0x2b, 0x00],
    [0x4d, 0x4d, 0x00, 0x2b],
  ]

  /// Keeps an image that was sent, and registers it.
  ///
  /// Only GeoTIFF and COG are taken: some other formats of GDAL are texts that name further files of the
  /// server, which nobody must read through them. The file lies in the folder *workspace*`.images`, named
  /// by its hash.
  ///
  /// - Parameters:
  ///   - path: of the file that was sent; it is moved.
  ///   - file: the name that its sender gave it, for messages.
  /// - Throws: Diagnostics `image.format`, `image.server`, and those of ``addImage(_:name:date:)``.
  public func keepImage(
    _ path: String, statedAs file: String, name: String, date: String
  ) throws -> ImageStatus {
    guard !workspace.isOnServer else {
      throw Diagnostic(
        code: "image.server",
        Localized(
          zh: "数据库工作空间没有存放影像的文件夹。",
          en: "A workspace in a database has no folder for images."),
        remedy: Localized(
          zh: "把影像放到服务器上，用 zhitu image add 登记。",
          en: "Put the image on the server and register it with zhitu image add."), file: file)
    }
    try Workbench.checkTIFF(path, statedAs: file)
    let folder = URL(
      fileURLWithPath: (workspace.path as NSString).deletingPathExtension + ".images")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let hash = try SourceHash.sha256(path, cancellation: job.cancellation)
    let target = folder.appendingPathComponent("\(hash.prefix(16)).tif")
    let isNew = !FileManager.default.fileExists(atPath: target.path)
    if isNew {
      try FileManager.default.moveItem(at: URL(fileURLWithPath: path), to: target)
    }
    do {
      return ImageStatus(try addImage(target.path, name: name, date: date), .present)
    } catch {
      // A file that cannot be registered is not kept; one that was there before stays.
      if isNew { try FileManager.default.removeItem(at: target) }
      guard var refusal = error as? Diagnostic else { throw error }
      refusal.file = file
      throw refusal
    }
  }

  private static func checkTIFF(_ path: String, statedAs file: String) throws {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    let head = try handle.read(upToCount: 4) ?? Data()
    try handle.close()
    guard tiff.contains([UInt8](head)) else {
      throw Diagnostic(
        code: "image.format",
        Localized(
          zh: "网页只接收 GeoTIFF 或 COG。", en: "The page takes GeoTIFF and COG only."),
        remedy: Localized(
          zh: "先转换：gdal_translate -of COG；或在服务器上用 zhitu image add 登记。",
          en: "Convert it with gdal_translate -of COG, or register it with zhitu image add."),
        file: file)
    }
  }

  /// Refuses an image that shows no ground of the workspace.
  ///
  /// - Throws: Diagnostic `image.outside`.
  func checkShowsGround(_ place: RasterImage.Placement, _ path: String) throws {
    var ground: Bounds?
    for record in try workspace.layers() where record.role == .survey {
      guard let box = try workspace.bounds(of: record.name) else { continue }
      ground = ground?.union(box) ?? box
    }
    guard let ground else { return }
    let meets = ground.intersects(
      Bounds(minX: place.west, minY: place.south, maxX: place.east, maxY: place.north))
    guard !meets else { return }
    throw Diagnostic(
      code: "image.outside",
      Localized(
        zh: "影像不在工作空间的调查范围内。",
        en: "The image shows no ground of the surveys in the workspace."),
      remedy: Localized(
        zh: "检查影像的坐标系、带号和东西、南北坐标的次序。",
        en: "Check its coordinate system, its zone and the order of its axes."), file: path)
  }
}
