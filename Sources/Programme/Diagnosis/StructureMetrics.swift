import Foundation
import Groundwork

/// The structure of the patches of one kind in a region: number, size, shape and fragmentation.
///
/// Counts, areas and sums of squares are exact; quotients are summed in ascending order, so that
/// results do not depend on the order of the patches. Formulas and sources are those of ``Metric``.
public struct StructureMetrics: Sendable, Hashable {
  /// The patches, such as all fields.
  public private(set) var count = 0
  /// The sum of their areas.
  public private(set) var area = Area.zero
  /// The area of their region; at least ``area``.
  public private(set) var region: Area
  /// The sum of their perimeters in millimetres; an edge between two of them counts twice.
  public private(set) var perimeter: Int64 = 0
  public private(set) var largest = Area.zero
  private var squares: Int128 = 0
  private var roots = 0.0
  private var weightedSquareShape: Double?
  private var weightedCircleShape: Double?
  private var weightedDimension: Double?
  private var meanShape: Double?
  private var meanDimension: Double?

  /// - Parameters:
  ///   - patches: In any order.
  ///   - region: The area of the whole region; replaced by the sum of the patches if that is
  ///     larger.
  /// - Complexity: O(n log n).
  public init(_ patches: some Collection<PatchShape>, region: Area) {
    self.region = region
    var shapes: [(square: Double, circle: Double, weight: Double)] = []
    var dimensions: [(value: Double, weight: Double)] = []
    for patch in patches {
      count += 1
      area = area + patch.area
      perimeter += patch.perimeter
      largest = max(largest, patch.area)
      squares += Int128(patch.area.hundredths) * Int128(patch.area.hundredths)
      let weight = patch.area.squareMetres
      if let square = patch.squareShape, let circle = patch.circleShape {
        shapes.append((square, circle, weight))
      }
      if let value = patch.fractalDimension { dimensions.append((value, weight)) }
    }
    self.region = max(region, area)
    roots = patches.map { $0.area.squareMetres.squareRoot() }.sorted().reduce(0, +)
    // Patches without a shape are excluded from numerator and denominator.
    weightedSquareShape = StructureMetrics.mean(shapes.map { ($0.square, $0.weight) })
    weightedCircleShape = StructureMetrics.mean(shapes.map { ($0.circle, $0.weight) })
    weightedDimension = StructureMetrics.mean(dimensions)
    meanShape = StructureMetrics.mean(shapes.map { ($0.square, 1) })
    meanDimension = StructureMetrics.mean(dimensions.map { ($0.value, 1) })
  }

  /// The weighted mean, summed in ascending order; `nil` if the total weight is zero.
  private static func mean(_ values: [(value: Double, weight: Double)]) -> Double? {
    let ordered = values.sorted { ($0.value, $0.weight) < ($1.value, $1.weight) }
    let weight = ordered.reduce(0) { $0 + $1.weight }
    return weight > 0 ? ordered.reduce(0) { $0 + $1.value * $1.weight } / weight : nil
  }

  private var hectares: Double { area.hectares }

  /// The value of a metric in its unit; `nil` if it is undefined, such as the mean of an empty set.
  public subscript(metric: Metric) -> Double? {
    switch metric {
    case .patchCount: return Double(count)
    case .totalArea: return hectares
    case .shareOfRegion: return region > .zero ? 100 * hectares / region.hectares : nil
    case .patchDensity: return region > .zero ? 100 * Double(count) / region.hectares : nil
    case .meanSize: return count > 0 ? hectares / Double(count) : nil
    case .sizeDeviation: return deviation
    case .sizeVariation:
      guard let deviation, hectares > 0 else { return nil }
      return 100 * deviation / (hectares / Double(count))
    case .largestShare: return region > .zero ? 100 * largest.hectares / region.hectares : nil
    case .totalEdge: return Double(perimeter) / 1000
    case .edgeDensity: return region > .zero ? Double(perimeter) / 1000 / region.hectares : nil
    case .meanShape: return meanShape
    case .meanFractalDimension: return meanDimension
    case .weightedShape: return weightedSquareShape
    case .weightedCircleShape: return weightedCircleShape
    case .weightedFractalDimension: return weightedDimension
    case .effectiveMesh: return region > .zero ? squaredHectares / region.hectares : nil
    case .division:
      let whole = region.hectares
      return region > .zero ? 1 - squaredHectares / (whole * whole) : nil
    case .splitting:
      let whole = region.hectares
      return squares > 0 ? whole * whole / squaredHectares : nil
    case .simmons: return area > .zero ? squaredHectares / (hectares * hectares) : nil
    case .januszewski: return roots > 0 ? area.squareMetres.squareRoot() / roots : nil
    case .aggregation: return nil
    }
  }

  /// Σ a² in hm⁴.
  private var squaredHectares: Double { Double(squares) / 1e12 }

  /// Of the population, in hm².
  private var deviation: Double? {
    guard count > 0 else { return nil }
    // n Σa² − (Σa)² is exact before it is rounded, so equal patches have a deviation of exactly
    // zero.
    let sum = Int128(area.hundredths)
    let spread = Int128(count) * squares - sum * sum
    return Double(spread).squareRoot() / Double(count) / 1e6
  }
}
