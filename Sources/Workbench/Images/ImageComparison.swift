import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Monitoring
import Records
import Storage
import VectorFiles

/// The difference of two images as JSON (`zhitu.image-difference/1`): hints, with their error rates where
/// the truth is known.
public struct ImageComparison: Encodable, Sendable {
  public struct Hint: Encodable, Sendable {
    public var number: Int
    public var area: Area
    /// In robust deviations above the median.
    public var strength: Double
    /// A point within it, in degrees.
    public var point: [Double]
  }

  public struct Accuracy: Encodable, Sendable {
    /// The survey epochs whose classes say what changed.
    public var epochs: [String]
    public var hits: Area
    public var falseAlarms: Area
    public var missed: Area
    /// 误报率 and 漏报率.
    public var commission: Double?
    public var omission: Double?
    public var kappa: Double?
  }

  public struct Properties: Encodable, Sendable {
    public var number: Int
    public var area: Area
    public var strength: Double
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public typealias Ground = GeoJSONCollection<Properties>

  public var schema = "zhitu.image-difference/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var before: String
  public var after: String
  public var dates: [String]
  /// Metres.
  public var pixel: Double
  public var deviations: Double
  public var leastArea: Double
  /// Ground that both images show, and ground in hints.
  public var compared: Area
  public var hinted: Area
  public var hints: [Hint]
  public var accuracy: Accuracy?
  public var ground: Ground
  public var note = Localized(
    zh: "影像差异只是提示，不是结论；须由人核实。",
    en: "Differences of images are hints and no verdict; somebody must look.")

  /// Names in snake case, keys sorted, so that equal comparisons give equal bytes.
  public func json() throws -> [UInt8] { try [UInt8](DiagnosisDocument.encoder().encode(self)) }

  /// The hints as GeoJSON in degrees.
  public func geoJSON() throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder().encode(ground))
  }
}

extension Workbench {
  /// The most pixels that are compared; larger images are compared at a coarser step, which the answer says.
  private static let mostPixels = 9_000_000

  /// Where two images differ, as hints.
  ///
  /// - Parameter truth: two survey epochs whose classes say what changed, for error rates.
  /// - Throws: Diagnostics `image.*`, those of missing epochs; cancellation.
  public func imageDifference(
    _ before: String, _ after: String,
    settings: ImageDifference.Settings = ImageDifference.Settings(),
    truth: (before: String, after: String)? = nil
  ) throws -> ImageComparison {
    let records = try [image(before), image(after)]
    job.progress.begin(Localized(zh: "比较影像", en: "Comparing images"), total: 4)
    defer { job.progress.end() }
    let system = try crs()
    let pictures = try records.map { try openImage($0, isHashed: true) }
    let grid = try commonGrid(pictures.map { try $0.placement(in: system.wkt) })
    var bands: [PixelBands] = []
    for picture in pictures {
      try job.cancellation.check()
      let window = try picture.window(
        in: system.wkt, box: [grid.west, grid.south, grid.east, grid.north], width: grid.width,
        height: grid.height, isAveraged: true)
      bands.append(PixelBands(grid: grid, bands: window.bands, isValid: window.isValid))
      job.progress.advance(to: bands.count)
    }
    let difference = try ImageDifference(bands[0], bands[1], settings: settings, job: job)
    job.progress.advance(to: 3)
    let places = try AlarmPlaces(system)
    var comparison = ImageComparison(
      synthetic: try isSynthetic() || records.contains { $0.isSynthetic }, before: before,
      after: after, dates: records.map(\.date), pixel: grid.pixel,
      deviations: settings.deviations, leastArea: settings.leastArea,
      compared: grid.area(difference.compared), hinted: difference.hints.map(\.area).total(),
      hints: [], ground: ImageComparison.Ground(features: []))
    for (index, hint) in difference.hints.enumerated() {
      let geometry = try GeoJSONPolygon(hint.geometry, projectedBy: places.degrees)
      let place = try places.point(in: hint.geometry)
      comparison.hints.append(
        ImageComparison.Hint(
          number: index + 1, area: hint.area, strength: hint.strength,
          point: place.map { [$0.x, $0.y] } ?? []))
      comparison.ground.features.append(
        ImageComparison.Feature(
          id: index + 1, geometry: geometry,
          properties: ImageComparison.Properties(
            number: index + 1, area: hint.area, strength: hint.strength)))
    }
    comparison.accuracy = try truth.map { try accuracy(of: difference, $0.before, $0.after) }
    return comparison
  }

  /// The ground that both images show, by the pixel of the coarser one.
  private func commonGrid(_ places: [RasterImage.Placement]) throws -> PixelGrid {
    let west = places.map(\.west).max() ?? 0
    let east = places.map(\.east).min() ?? 0
    let south = places.map(\.south).max() ?? 0
    let north = places.map(\.north).min() ?? 0
    guard west < east, south < north, var pixel = places.map(\.pixel).max() else {
      throw Diagnostic(
        code: "image.no-overlap",
        Localized(zh: "两景影像没有共同覆盖的地面。", en: "The images show no common ground."))
    }
    pixel = max(
      pixel, ((east - west) * (north - south) / Double(Workbench.mostPixels)).squareRoot())
    return PixelGrid(
      west: west, north: north, pixel: pixel, width: max(1, Int((east - west) / pixel)),
      height: max(1, Int((north - south) / pixel)))
  }

  private func accuracy(
    of difference: ImageDifference, _ before: String, _ after: String
  ) throws -> ImageComparison.Accuracy {
    let (old, new) = try (
      classes(of: before, on: difference.grid), classes(of: after, on: difference.grid)
    )
    let truth = zip(old, new).map { a, b -> Bool? in
      guard let a, let b else { return nil }
      return a != b
    }
    let found = DifferenceAccuracy(difference, truth: truth)
    let grid = difference.grid
    return ImageComparison.Accuracy(
      epochs: [before, after], hits: grid.area(found.hits),
      falseAlarms: grid.area(found.falseAlarms), missed: grid.area(found.missed),
      commission: found.commission, omission: found.omission, kappa: found.kappa)
  }

  /// The class of each pixel in a survey epoch; `nil` outside it.
  private func classes(of epoch: String, on grid: PixelGrid) throws -> [String?] {
    let side = try records.side(survey(epoch), named: epoch, area: .official)
    let keys = (0..<side.count).map { side.key($0) }
    return grid.painted(side.polygons).map { $0 < 0 ? nil : keys[Int($0)] }
  }

  /// Writes a made-up image of a survey epoch, which says of itself that it is made up.
  ///
  /// - Parameters:
  ///   - pixel: metres.
  ///   - light: what every colour is multiplied by, as another hour of the day does.
  /// - Throws: Diagnostics `image.not-written`, `image.pixel` for more than 9 million pixels, those of a
  ///   missing epoch.
  public func paintImage(
    of epoch: String, pixel: Double, seed: UInt64, light: Double, to path: String
  ) throws {
    let side = try records.side(survey(epoch), named: epoch, area: .official)
    guard let box = side.polygons.boundsInMetres else {
      throw Diagnostic(
        code: "image.empty", Localized(zh: "图层没有图斑。", en: "The layer has no patch."))
    }
    let grid = PixelGrid(
      west: box.minX, north: box.maxY, pixel: pixel,
      width: Int(((box.maxX - box.minX) / pixel).rounded(.up)),
      height: Int(((box.maxY - box.minY) / pixel).rounded(.up)))
    guard grid.count <= Workbench.mostPixels else {
      throw Diagnostic(
        code: "image.pixel",
        Localized(zh: "像元太多。", en: "There would be too many pixels."),
        remedy: Localized(zh: "用较大的 --pixel。", en: "Take a larger --pixel."))
    }
    let image = PaintedImage(
      owner: grid.painted(side.polygons),
      colours: (0..<side.count).map { patch in
        Workbench.rgb(side.classes[Int(side.classOf[patch])].source.colour)
      }, tone: side.ids.map(Workbench.hash), seed: seed, light: light)
    try RasterWriter.synthetic(
      image.bands, width: grid.width, height: grid.height, west: grid.west, north: grid.north,
      pixel: pixel, system: crs().wkt, to: path)
  }

  /// Red, green and blue of `#RRGGBB`, from 0 to 255.
  private static func rgb(_ colour: String) -> SIMD3<Double> {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0x808080
    return SIMD3(Double(value >> 16 & 255), Double(value >> 8 & 255), Double(value & 255))
  }

  /// FNV-1a, so that a patch keeps its tone from epoch to epoch.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension PolygonSet {
  /// The box around all polygons, in metres.
  fileprivate var boundsInMetres: Bounds? {
    (0..<count).reduce(nil as Bounds?) { box, index in
      guard let next = multiPolygon(of: index).bounds else { return box }
      return box?.union(next) ?? next
    }
  }
}
