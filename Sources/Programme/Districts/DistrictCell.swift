import Groundwork

/// A small piece of ground that a proposed district (片区) or unit (单元) takes whole or not at all.
public struct DistrictCell: Sendable, Hashable, Codable {
  public var area: Area
  /// What a district is to gather: the potential of the cell, or the ground of a strategic space in it.
  public var value: Area
  /// The numbers of the cells that it touches, ascending, without itself. Touching is mutual.
  public var neighbours: [Int]

  public init(area: Area, value: Area, neighbours: [Int]) {
    self.area = area
    self.value = value
    self.neighbours = neighbours
  }
}

/// What proposals of districts are to be like.
public struct DistrictSettings: Sendable, Hashable, Codable {
  /// At most so many districts, from 1.
  public var count: Int
  /// The smallest and the largest area of one.
  public var least: Area
  public var most: Area
  /// Ground of less than this percentage of the mean density of the value speaks against a district, the
  /// more the larger it is; from 0 to 1000.
  public var threshold: Int
  /// What each pair of touching cells that the border of a district parts counts against it: a percentage of
  /// the mean value of a cell; 0 leaves the shape free.
  public var border: Int

  public init(count: Int, least: Area, most: Area, threshold: Int = 100, border: Int = 10) {
    self.count = count
    self.least = least
    self.most = most
    self.threshold = threshold
    self.border = border
  }

  /// - Throws: Diagnostic `districts.settings` for what no proposal can fulfil.
  public func check() throws {
    guard (1...50).contains(count), least > .zero, most >= least,
      (0...1000).contains(threshold), (0...1000).contains(border)
    else {
      throw Diagnostic(
        code: "districts.settings",
        Localized(
          zh: "划定参数不成立：个数 1–50，面积下限大于零且不超过上限，密度和边界权重为 0–1000 %。",
          en: "these settings cannot hold: 1–50 districts, a smallest area above zero and not above"
            + " the largest, threshold and border 0–1000 %."))
    }
  }
}

/// Exact values of sets of cells: what a search for districts maximises.
///
/// The score of one district D is Σ v − t·V/A·Σ a − b·V/n·(pairs of touching cells that its border parts),
/// with the value v and area a of its cells, V, A and n those of all cells together, t the threshold and b
/// the weight of the border; that of several districts is their sum. It is the objective of a
/// maximum-weight connected subgraph (Johnson, Minkoff, Phillips 2000), with a term for shape. All numbers
/// are whole: scores are in units of 0.01 m² / (100·A·n).
public struct DistrictScore: Sendable {
  /// The weight of each cell, and what each parted pair costs.
  let weights: [Int128]
  let border: Int128
  private let unit: Int128

  /// - Complexity: O(cells).
  public init(_ cells: [DistrictCell], _ settings: DistrictSettings) {
    let value = Int128(cells.lazy.map(\.value).total().hundredths)
    let area = Int128(cells.lazy.map(\.area).total().hundredths)
    let count = Int128(cells.count)
    let threshold = Int128(settings.threshold)
    weights = cells.map { cell in
      let gathered = 100 * area * Int128(cell.value.hundredths)
      return count * (gathered - threshold * value * Int128(cell.area.hundredths))
    }
    border = Int128(settings.border) * area * value
    unit = max(1, 100 * area * count)
  }

  /// The score of one set of cells.
  /// - Complexity: O(its cells × their neighbours).
  public func score(_ members: Set<Int>, _ cells: [DistrictCell]) -> Int128 {
    members.reduce(0) { sum, cell in
      let parted = cells[cell].neighbours.count { !members.contains($0) }
      return sum + weights[cell] - border * Int128(parted)
    }
  }

  /// A score as an area, rounded down to 0.01 m².
  public func area(_ score: Int128) -> Area {
    let quotient = score / unit
    return Area(hundredths: Int64(clamping: score % unit < 0 ? quotient - 1 : quotient))
  }

  /// No districts of these settings score more: the best cells without regard to contiguity and shape,
  /// the last of them in part.
  /// - Complexity: O(cells × log cells).
  public func bound(_ cells: [DistrictCell], _ settings: DistrictSettings) -> Int128 {
    let good = cells.indices.filter { weights[$0] > 0 }.sorted { a, b in
      // By weight per area, which cross-multiplied would not fit: both divided first.
      let (x, y) = (density(a, cells), density(b, cells))
      return (y, a) < (x, b)
    }
    var room = Int128(settings.most.hundredths) * Int128(settings.count)
    var sum: Int128 = 0
    for cell in good {
      let area = Int128(max(1, cells[cell].area.hundredths))
      if area <= room {
        room -= area
        sum += weights[cell]
      } else {
        // The first that does not fit counts whole, so that rounding never lowers the bound.
        return sum + weights[cell]
      }
    }
    return sum
  }

  private func density(_ cell: Int, _ cells: [DistrictCell]) -> Int128 {
    weights[cell] / Int128(max(1, cells[cell].area.hundredths))
  }
}
