import Foundation
import Groundwork

/// Points whose coordinates are known in two systems (控制点), for a change of datum of one's own.
public struct ControlPoints: Sendable, Hashable {
  public struct Pair: Sendable, Hashable {
    /// In the system of the layer, in its units.
    public var sourceX: Double
    public var sourceY: Double
    /// In the working plane, in metres.
    public var targetX: Double
    public var targetY: Double
  }

  public let pairs: [Pair]

  /// Reads lines of four numbers, separated by commas: x and y in the layer, x and y in the working
  /// plane, easting or longitude first. A first line of names is passed over.
  ///
  /// - Throws: `crs.control-points` for a line of something else, and for fewer than three points: with
  ///   two of them nothing would tell a slip.
  public init(csv: String, file: String) throws {
    var pairs: [Pair] = []
    for (number, line) in csv.split(whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      let numbers = fields.compactMap(Double.init).filter(\.isFinite)
      if fields.count == 4, numbers.count == 4 {
        pairs.append(
          Pair(
            sourceX: numbers[0], sourceY: numbers[1], targetX: numbers[2], targetY: numbers[3]))
      } else if number > 0 || !numbers.isEmpty {
        throw ControlPoints.refusal(
          Localized(
            zh: "控制点文件第 \(number + 1) 行不是四个数。",
            en: "Line \(number + 1) of the control points is not four numbers."), file: file)
      }
    }
    guard pairs.count >= 3 else {
      throw ControlPoints.refusal(
        Localized(
          zh: "控制点只有 \(pairs.count) 个，至少需要三个。",
          en: "There are \(pairs.count) control points; it takes three at least."), file: file)
    }
    self.pairs = pairs
  }

  static func refusal(_ message: Localized, file: String? = nil) -> Diagnostic {
    Diagnostic(
      code: "crs.control-points", message,
      remedy: Localized(
        zh: "--control-points 的每行为：图层 x,图层 y,工作平面 x,工作平面 y（米，东坐标在前）。",
        en: "Each line of --control-points is: x and y in the layer, x and y in the working plane"
          + " (metres, easting first)."),
      file: file)
  }
}

/// A similarity of the plane (四参数): shift, rotation and scale, about the middle of the points from
/// which it was fitted.
public struct PlaneSimilarity: Sendable, Hashable {
  private var centreX: Double
  private var centreY: Double
  private var imageX: Double
  private var imageY: Double
  /// Scale times cosine and sine of the rotation.
  private var cosine: Double
  private var sine: Double
  /// The largest distance between a point and its image as given, in metres.
  public let largestResidual: Double

  public var scale: Double { (cosine * cosine + sine * sine).squareRoot() }
  /// In radians, counter-clockwise.
  public var rotation: Double { atan2(sine, cosine) }

  public func callAsFunction(x: Double, y: Double) -> (x: Double, y: Double) {
    let dx = x - centreX
    let dy = y - centreY
    return (imageX + cosine * dx - sine * dy, imageY + sine * dx + cosine * dy)
  }

  /// The best one in the sense of least squares.
  ///
  /// - Throws: `crs.control-points` if the points lie in one place, or if it turns or stretches the
  ///   plane as no change of datum does (by more than 0.1° or a thousandth): then axes are exchanged or
  ///   points mixed up.
  public init(from points: [(x: Double, y: Double)], to images: [(x: Double, y: Double)]) throws {
    let count = Double(points.count)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / count }
    centreX = mean(points.map(\.x))
    centreY = mean(points.map(\.y))
    imageX = mean(images.map(\.x))
    imageY = mean(images.map(\.y))
    var dot = 0.0
    var cross = 0.0
    var square = 0.0
    for (p, q) in zip(points, images) {
      let (px, py) = (p.x - centreX, p.y - centreY)
      let (qx, qy) = (q.x - imageX, q.y - imageY)
      dot += px * qx + py * qy
      cross += px * qy - py * qx
      square += px * px + py * py
    }
    guard square > 0, dot.isFinite else {
      throw ControlPoints.refusal(
        Localized(zh: "控制点都在同一处。", en: "All control points lie in one place."))
    }
    cosine = dot / square
    sine = cross / square
    let (cx, cy, ix, iy, c, s) = (centreX, centreY, imageX, imageY, cosine, sine)
    largestResidual =
      zip(points, images).map { p, q in
        let (dx, dy) = (p.x - cx, p.y - cy)
        let (ex, ey) = (ix + c * dx - s * dy - q.x, iy + s * dx + c * dy - q.y)
        return (ex * ex + ey * ey).squareRoot()
      }.max() ?? 0
    guard abs(scale - 1) <= 0.001, abs(rotation) <= 0.1 * .pi / 180 else {
      throw ControlPoints.refusal(
        Localized(
          zh: "控制点所定的变换旋转 \(rotation * 180 / .pi)°、缩放 \(scale)，不像基准转换。",
          en: "The control points turn the plane by \(rotation * 180 / .pi)° and stretch it by"
            + " \(scale), as no change of datum does."))
    }
  }
}
