import CGDAL
import Foundation
import Groundwork

/// A georeferenced image of any format that GDAL reads, such as GeoTIFF or COG. Belongs to one thread.
public final class RasterImage {
  public let path: String
  /// The short name of the format's driver.
  public let format: String
  public let width: Int
  public let height: Int
  /// Bands with values, without the one that tells what is transparent.
  public let bands: Int
  /// The name of the image's coordinate system.
  public let crs: String
  /// Whether the file says that it was made up.
  public let isSynthetic: Bool
  private let dataset: GDALDatasetH
  private let bandNumbers: [Int32]

  /// The key and value by which a file says that it was made up.
  static let mark = (key: "ZHITU_SYNTHETIC", value: "YES")

  /// - Throws: Diagnostics `image.unreadable`, `image.no-crs` for an image without place or coordinate
  ///   system.
  public init(path: String) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      throw RasterImage.unreadable(path, "")
    }
    dataset = try GDALSession.watch { messages in
      let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY)
      guard let handle = GDALOpenEx(path, flags, nil, nil, nil) else {
        throw RasterImage.unreadable(path, messages.failures.first ?? "")
      }
      return handle
    }
    format = String(cString: GDALGetDriverShortName(GDALGetDatasetDriver(dataset)))
    width = Int(GDALGetRasterXSize(dataset))
    height = Int(GDALGetRasterYSize(dataset))
    var numbers: [Int32] = []
    for number in 1...max(1, GDALGetRasterCount(dataset)) {
      guard let band = GDALGetRasterBand(dataset, number) else { continue }
      if GDALGetRasterColorInterpretation(band) != GCI_AlphaBand { numbers.append(number) }
    }
    bandNumbers = numbers
    bands = numbers.count
    isSynthetic =
      GDALGetMetadataItem(dataset, RasterImage.mark.key, nil).map { String(cString: $0) }
      == RasterImage.mark.value
    var transform = [Double](repeating: 0, count: 6)
    let system = GDALGetSpatialRef(dataset)
    crs = OSRGetName(system).map { String(cString: $0) } ?? ""
    guard GDALGetGeoTransform(dataset, &transform) == CE_None, system != nil, bands > 0 else {
      throw Diagnostic(
        code: "image.no-crs",
        Localized(
          zh: "影像没有坐标位置或坐标系。", en: "The image has no place or no coordinate system."),
        remedy: Localized(
          zh: "用带坐标系的 GeoTIFF、COG，或先配准。", en: "Take a georeferenced GeoTIFF or COG."),
        file: path)
    }
  }

  deinit { GDALClose(dataset) }

  /// Extent and size of a pixel in another coordinate system.
  public struct Placement: Sendable, Hashable {
    public var west: Double
    public var south: Double
    public var east: Double
    public var north: Double
    /// In units of the system.
    public var pixel: Double
  }

  /// - Parameter system: a definition that PROJ understands, such as WKT or `EPSG:4326`; the order of axes
  ///   is east, north.
  /// - Throws: Diagnostic `image.unreadable`.
  public func placement(in system: String) throws -> Placement {
    let warped = try warp(["-of", "VRT", "-t_srs", system])
    defer { GDALClose(warped) }
    var transform = [Double](repeating: 0, count: 6)
    guard GDALGetGeoTransform(warped, &transform) == CE_None else {
      throw RasterImage.unreadable(path, "geotransform")
    }
    let (columns, rows) = (GDALGetRasterXSize(warped), GDALGetRasterYSize(warped))
    return Placement(
      west: transform[0], south: transform[3] + Double(rows) * transform[5],
      east: transform[0] + Double(columns) * transform[1], north: transform[3],
      pixel: transform[1])
  }

  /// Bands on a grid, and whether the image shows each pixel.
  public struct Window: Sendable {
    public var bands: [[Float]]
    public var isValid: [Bool]
  }

  /// Reads the image onto a grid of another coordinate system.
  ///
  /// - Parameters:
  ///   - box: west, south, east, north.
  ///   - isAveraged: averages for analysis, or interpolates for the eye.
  /// - Throws: Diagnostic `image.unreadable`.
  public func window(
    in system: String, box: [Double], width: Int, height: Int, isAveraged: Bool
  ) throws -> Window {
    let corners = box.map { String($0) }
    let warped = try warp(
      ["-of", "MEM", "-t_srs", system, "-te"] + corners
        + ["-ts", String(width), String(height), "-r", isAveraged ? "average" : "bilinear"]
        + ["-dstalpha", "-ot", "Float32"])
    defer { GDALClose(warped) }
    func read(_ number: Int32) throws -> [Float] {
      var values = [Float](repeating: 0, count: width * height)
      guard let band = GDALGetRasterBand(warped, number),
        GDALRasterIO(
          band, GF_Read, 0, 0, Int32(width), Int32(height), &values, Int32(width), Int32(height),
          GDT_Float32, 0, 0) == CE_None
      else { throw RasterImage.unreadable(path, "RasterIO") }
      return values
    }
    let alpha = try read(GDALGetRasterCount(warped))
    return Window(bands: try bandNumbers.map(read), isValid: alpha.map { $0 > 0 })
  }

  private func warp(_ arguments: [String]) throws -> GDALDatasetH {
    try GDALSession.watch { messages in
      var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
      for argument in arguments { list = CSLAddString(list, argument) }
      defer { CSLDestroy(list) }
      let options = GDALWarpAppOptionsNew(list, nil)
      defer { GDALWarpAppOptionsFree(options) }
      var sources: [GDALDatasetH?] = [dataset]
      var failure: Int32 = 0
      guard let made = GDALWarp("", nil, 1, &sources, options, &failure) else {
        throw RasterImage.unreadable(path, messages.failures.first ?? "warp")
      }
      return made
    }
  }

  static func unreadable(_ path: String, _ why: String) -> Diagnostic {
    Diagnostic(
      code: "image.unreadable",
      Localized(zh: "影像无法读取 \(why)", en: "The image cannot be read \(why)"),
      remedy: Localized(
        zh: "检查路径；支持 GDAL 能读的栅格格式，如 GeoTIFF、COG。",
        en: "Check the path; any raster format of GDAL is read, such as GeoTIFF and COG."),
      file: path)
  }
}
