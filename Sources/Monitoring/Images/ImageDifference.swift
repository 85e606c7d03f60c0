import Geometry
import Groundwork

/// Where two images of one ground differ (影像差异): hints at places to look at, never a verdict.
///
/// Each band of both images is brought to mean 0 and deviation 1 over the pixels that both show, which
/// takes out different light and exposure; the length of the difference of both vectors is the strength of
/// a pixel (standardised change vector analysis). Pixels above the median by so many robust deviations
/// (1.4826 × median absolute deviation) are set, single ones are smoothed away by the majority of the 3 × 3
/// around them, and what hangs together by sides and has the least area is a hint.
public struct ImageDifference: Sendable {
  public struct Settings: Sendable, Hashable {
    /// Robust deviations above the median.
    public var deviations: Double
    /// In m².
    public var leastArea: Double

    public init(deviations: Double = 4, leastArea: Double = 400) {
      self.deviations = deviations
      self.leastArea = leastArea
    }
  }

  public struct Hint: Sendable {
    public var pixels: Int
    public var area: Area
    /// The mean strength of its pixels, in robust deviations above the median.
    public var strength: Double
    public var geometry: MultiPolygon
  }

  public var grid: PixelGrid
  public var settings: Settings
  /// Pixels that both images show.
  public var compared: Int
  /// Whether a pixel is part of a hint.
  public var isHint: [Bool]
  /// The strongest first.
  public var hints: [Hint]

  /// - Throws: Diagnostic `image.bands` for images with different bands, `image.no-overlap` where they show
  ///   no common ground, `image.flat` where they hold nothing to compare; cancellation.
  public init(
    _ before: PixelBands, _ after: PixelBands, settings: Settings = Settings(), job: Job = Job()
  ) throws {
    precondition(before.grid == after.grid, "both images are on one grid")
    guard before.bands.count == after.bands.count else {
      throw Diagnostic(
        code: "image.bands",
        Localized(
          zh: "两景影像波段数不同：\(before.bands.count) 与 \(after.bands.count)。",
          en: "The images have \(before.bands.count) and \(after.bands.count) bands."),
        remedy: Localized(
          zh: "用波段相同的影像。", en: "Take images with the same bands."))
    }
    grid = before.grid
    self.settings = settings
    let valid = zip(before.isValid, after.isValid).map { $0 && $1 }
    compared = valid.count { $0 }
    guard compared > 0 else {
      throw Diagnostic(
        code: "image.no-overlap",
        Localized(zh: "两景影像没有共同覆盖的地面。", en: "The images show no common ground."))
    }
    let strength = try ImageDifference.strength(before, after, valid, compared, job)
    let centre = ImageDifference.median(strength, valid)
    let spread = 1.4826 * ImageDifference.median(strength.map { abs($0 - centre) }, valid)
    guard spread > 0 else {
      throw Diagnostic(
        code: "image.flat",
        Localized(
          zh: "影像差异没有离散，无法定阈值。", en: "The differences have no spread; no threshold follows."))
    }
    let limit = centre + Float(settings.deviations) * spread
    let raised = zip(strength, valid).map { $1 && $0 > limit }
    try job.cancellation.check()
    let smooth = ImageDifference.majority(raised, grid)
    let parts = PixelPatches(smooth, grid)
    isHint = [Bool](repeating: false, count: grid.count)
    hints = []
    for pixels in parts.patches {
      try job.cancellation.check()
      let area = grid.area(pixels.count)
      guard area.squareMetres >= settings.leastArea else { continue }
      let sum = pixels.reduce(0.0) { $0 + Double((strength[$1] - centre) / spread) }
      for pixel in pixels { isHint[pixel] = true }
      hints.append(
        Hint(
          pixels: pixels.count, area: area, strength: sum / Double(pixels.count),
          geometry: PixelPatches.outline(pixels, grid)))
    }
    hints.sort { $0.strength > $1.strength }
  }

  private static func strength(
    _ before: PixelBands, _ after: PixelBands, _ valid: [Bool], _ count: Int, _ job: Job
  ) throws -> [Float] {
    var sums = [Float](repeating: 0, count: valid.count)
    var used = 0
    for (old, new) in zip(before.bands, after.bands) {
      try job.cancellation.check()
      guard let a = Standard(old, valid, count), let b = Standard(new, valid, count) else {
        continue
      }
      used += 1
      for pixel in valid.indices where valid[pixel] {
        let difference = a.value(old[pixel]) - b.value(new[pixel])
        sums[pixel] += difference * difference
      }
    }
    guard used > 0 else {
      throw Diagnostic(
        code: "image.flat",
        Localized(zh: "影像的各波段都没有变化的值。", en: "No band of the images has different values."))
    }
    return sums.map { ($0 / Float(used)).squareRoot() }
  }

  /// Mean and deviation of a band.
  private struct Standard {
    var mean: Double
    var deviation: Double

    init?(_ band: [Float], _ valid: [Bool], _ count: Int) {
      var sum = 0.0
      var squares = 0.0
      for (value, isValid) in zip(band, valid) where isValid {
        sum += Double(value)
        squares += Double(value) * Double(value)
      }
      mean = sum / Double(count)
      let variance = squares / Double(count) - mean * mean
      guard variance > 1e-9 else { return nil }
      deviation = variance.squareRoot()
    }

    func value(_ raw: Float) -> Float { Float((Double(raw) - mean) / deviation) }
  }

  private static func median(_ values: [Float], _ valid: [Bool]) -> Float {
    let list = zip(values, valid).filter(\.1).map(\.0).sorted()
    return list[list.count / 2]
  }

  /// Whether most of the pixels around and including one are set.
  static func majority(_ set: [Bool], _ grid: PixelGrid) -> [Bool] {
    var result = [Bool](repeating: false, count: set.count)
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        var count = 0
        var all = 0
        for r in max(0, row - 1)...min(grid.height - 1, row + 1) {
          for c in max(0, column - 1)...min(grid.width - 1, column + 1) {
            all += 1
            if set[r * grid.width + c] { count += 1 }
          }
        }
        result[row * grid.width + column] = 2 * count > all
      }
    }
    return result
  }
}
