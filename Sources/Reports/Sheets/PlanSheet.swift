import Classes
import Geometry
import Groundwork

/// A plan sheet at scale (附图): a map with frame, grid, north, legend, list of measures and signature
/// block on one page.
public struct PlanSheet: Sendable {
  /// A page in landscape.
  public enum Paper: String, Sendable, CaseIterable {
    case a3, a2, a1, a0

    /// Width and height in millimetres (ISO 216).
    public var millimetres: (width: Double, height: Double) {
      switch self {
      case .a3: (420, 297)
      case .a2: (594, 420)
      case .a1: (841, 594)
      case .a0: (1189, 841)
      }
    }
  }

  /// One row of the list of measures.
  public struct Row: Sendable, Hashable {
    public var cells: [String]

    public init(_ cells: [String]) { self.cells = cells }
  }

  public var title: Localized
  /// Plan and epoch.
  public var subtitle: Localized
  public var map: DistrictMap
  public var palette: ClassPalette
  public var paper: Paper
  /// The denominator of the scale; `nil` for the largest usual scale at which everything is on the page.
  public var denominator: Int?
  /// Headings of the list, and its rows.
  public var headings: [String]
  public var rows: [Row]
  /// What stands above the signatures: coordinate system, areas, data.
  public var notes: [Localized]
  public var isSynthetic: Bool

  public init(
    title: Localized, subtitle: Localized, map: DistrictMap, palette: ClassPalette,
    paper: Paper = .a3, denominator: Int? = nil, headings: [String] = [], rows: [Row] = [],
    notes: [Localized] = [], isSynthetic: Bool = false
  ) {
    self.title = title
    self.subtitle = subtitle
    self.map = map
    self.palette = palette
    self.paper = paper
    self.denominator = denominator
    self.headings = headings
    self.rows = rows
    self.notes = notes
    self.isSynthetic = isSynthetic
  }

  /// The usual scales, by denominator.
  static let denominators: [Int] = [
    500, 1000, 2000, 2500, 5000, 7500, 10_000, 12_500, 15_000, 20_000, 25_000, 30_000, 40_000,
    50_000, 75_000, 100_000, 150_000, 200_000, 250_000, 500_000, 1_000_000,
  ]

  /// The largest usual scale at which a box fits a frame.
  ///
  /// - Parameters:
  ///   - box: in metres.
  ///   - width: of the frame, in millimetres on paper; likewise `height`.
  /// - Returns: the denominator; `nil` where no usual scale is small enough.
  static func denominator(
    for box: Bounds, width: Double, height: Double
  ) -> Int? {
    denominators.first { number in
      let metres = Double(number) / 1000
      return box.width <= width * metres && box.height <= height * metres
    }
  }
}
