import CGDAL
import Foundation
import Groundwork

/// Writes pixels as images.
public enum RasterWriter {
  /// A PNG with transparency, in memory.
  ///
  /// - Parameters:
  ///   - bands: one band of grey or three of red, green and blue, from 0 to 255, by rows.
  ///   - alpha: 0 for transparent.
  /// - Throws: Diagnostic `image.not-written`.
  public static func png(
    _ bands: [[UInt8]], alpha: [UInt8], width: Int, height: Int
  ) throws -> [UInt8] {
    try GDALSession.watch { messages in
      guard let memory = make("MEM", "", bands + [alpha], width, height, []) else {
        throw notWritten("PNG", messages.failures.first ?? "")
      }
      defer { GDALClose(memory) }
      let name = "/vsimem/zhitu-\(UUID().uuidString).png"
      guard
        let made = GDALCreateCopy(GDALGetDriverByName("PNG"), name, memory, 0, nil, nil, nil)
      else { throw notWritten("PNG", messages.failures.first ?? "") }
      GDALClose(made)
      var length: vsi_l_offset = 0
      guard let buffer = VSIGetMemFileBuffer(name, &length, 1) else {
        throw notWritten("PNG", "memory")
      }
      defer { VSIFree(buffer) }
      return Array(UnsafeBufferPointer(start: buffer, count: Int(length)))
    }
  }

  /// A compressed, tiled GeoTIFF that says of itself that it was made up.
  ///
  /// - Parameters:
  ///   - system: WKT of the coordinate system.
  ///   - west: the left edge; `north` the upper one; `pixel` the side of a pixel, all in its units.
  /// - Throws: Diagnostic `image.not-written`.
  public static func synthetic(
    _ bands: [[UInt8]], width: Int, height: Int, west: Double, north: Double, pixel: Double,
    system: String, to path: String
  ) throws {
    let draft = path + ".part.tif"
    try GDALSession.watch { messages in
      let options = ["COMPRESS=DEFLATE", "TILED=YES", "PHOTOMETRIC=RGB"]
      guard let file = make("GTiff", draft, bands, width, height, options) else {
        throw notWritten(path, messages.failures.first ?? "")
      }
      var transform = [west, pixel, 0, north, 0, -pixel]
      let isPlaced =
        GDALSetGeoTransform(file, &transform) == CE_None
        && GDALSetProjection(file, system) == CE_None
        && GDALSetMetadataItem(file, RasterImage.mark.key, RasterImage.mark.value, nil) == CE_None
      GDALClose(file)
      guard isPlaced, messages.failures.isEmpty else {
        VSIUnlink(draft)
        throw notWritten(path, messages.failures.first ?? "")
      }
    }
    guard rename(draft, path) == 0 else { throw notWritten(path, "") }
  }

  private static func make(
    _ driver: String, _ path: String, _ bands: [[UInt8]], _ width: Int, _ height: Int,
    _ options: [String]
  ) -> GDALDatasetH? {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for option in options { list = CSLAddString(list, option) }
    defer { CSLDestroy(list) }
    guard
      let made = GDALCreate(
        GDALGetDriverByName(driver), path, Int32(width), Int32(height), Int32(bands.count),
        GDT_Byte, list)
    else { return nil }
    for (index, values) in bands.enumerated() {
      var values = values
      guard let band = GDALGetRasterBand(made, Int32(index + 1)),
        GDALRasterIO(
          band, GF_Write, 0, 0, Int32(width), Int32(height), &values, Int32(width), Int32(height),
          GDT_Byte, 0, 0) == CE_None
      else {
        GDALClose(made)
        return nil
      }
    }
    if driver == "MEM", let last = GDALGetRasterBand(made, Int32(bands.count)) {
      GDALSetRasterColorInterpretation(last, GCI_AlphaBand)
    }
    return made
  }

  private static func notWritten(_ path: String, _ why: String) -> Diagnostic {
    Diagnostic(
      code: "image.not-written",
      Localized(zh: "影像未能写出 \(why)", en: "The image could not be written \(why)"),
      remedy: Localized(zh: "检查路径、权限和磁盘空间。", en: "Check path, permissions and disk space."),
      file: path)
  }
}
