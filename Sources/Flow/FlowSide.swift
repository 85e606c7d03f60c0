import Classes
import Geometry
import Groundwork

/// How the classes of a flow are grouped.
public enum FlowGrouping: String, Sendable, Codable, CaseIterable {
  /// The source's own class value.
  case source
  /// The standard class, second level (二级类).
  case `class`
  /// The first level (一级类).
  case level1
  /// Farm, construction and unused land (三大类).
  case category
}

/// A land class as the flow ledger sees it: one label for each way of grouping.
public struct FlowClass: Sendable, Hashable {
  public struct Label: Sendable, Hashable, Codable {
    /// The code that stands in tables; unique within a grouping.
    public var key: String
    public var name: Localized
    /// `#rrggbb`, for charts.
    public var colour: String
    /// The system and edition that give the code its meaning; `nil` where the code is the source's
    /// own, or a category of all systems.
    public var system: LandClassSystem?

    public init(key: String, name: Localized, colour: String, system: LandClassSystem? = nil) {
      self.key = key
      self.name = name
      self.colour = colour
      self.system = system
    }

    /// The edition of the system, such as `2019`.
    public var version: String? { system?.version }
  }

  public var source: Label
  /// `nil` where the layer has no standard classes: only the source's own value is known.
  public var standard: Label?
  public var level1: Label?
  public var category: Label?
  /// What the ground is used for, whatever the class system; `nil` where the layer has no standard
  /// classes, or the class covers several uses.
  public var use: LandUse?

  public init(
    source: Label, standard: Label? = nil, level1: Label? = nil, category: Label? = nil,
    use: LandUse? = nil
  ) {
    self.source = source
    self.standard = standard
    self.level1 = level1
    self.category = category
    self.use = use
  }

  /// A class of a published system.
  ///
  /// - Parameter source: the layer's own class value.
  public init(_ land: LandClass, source: String) {
    let first = land.firstLevel
    standard = Label(
      key: land.code, name: land.name, colour: land.colour, system: land.system)
    self.source =
      source == land.code
      ? Label(key: land.code, name: land.name, colour: land.colour, system: land.system)
      : Label(key: source, name: Localized(source), colour: land.colour)
    level1 = Label(key: first.code, name: first.name, colour: first.colour, system: land.system)
    category = Label(
      key: land.category.rawValue, name: land.category.name, colour: land.category.colour)
    use = land.use
  }

  /// How rules and witnesses name the class: its code in the survey's working classes, else with its
  /// system, so that equal digits of two systems never look alike. `nil` without a standard class.
  public var classText: String? {
    guard let standard else { return nil }
    guard let system = standard.system, system != .sd3Work else { return standard.key }
    return "\(system.rawValue):\(standard.key)"
  }

  /// The label in a grouping, `nil` if the class has none there.
  public func label(_ grouping: FlowGrouping) -> Label? {
    switch grouping {
    case .source: source
    case .class: standard
    case .level1: level1
    case .category: category
    }
  }
}

/// One side of a flow: the patches of an epoch, or the measures of a plan.
///
/// The arrays run in step: patch `i` has the polygon `i`, the number `fids[i]` and so on.
public struct FlowSide: Sendable {
  /// The epoch or plan, as tables name it.
  public var name: String
  public var polygons: PolygonSet
  /// The number of each patch in its layer.
  public var fids: [Int64]
  /// The id of each patch, such as its BSM.
  public var ids: [String]
  /// The class of each patch, as an index into ``classes``.
  public var classOf: [Int32]
  public var classes: [FlowClass]
  /// The area of each patch, which the pieces of the patch add up to.
  public var areas: [Area]

  public init(name: String) {
    self.name = name
    polygons = PolygonSet()
    fids = []
    ids = []
    classOf = []
    classes = []
    areas = []
  }

  public var count: Int { fids.count }

  /// Sets room aside for so many patches.
  public mutating func reserve(_ patches: Int) {
    fids.reserveCapacity(patches)
    ids.reserveCapacity(patches)
    classOf.reserveCapacity(patches)
    areas.reserveCapacity(patches)
  }

  public mutating func append(
    fid: Int64, id: String, class classIndex: Int32, area: Area, rings: RingBuffer
  ) {
    polygons.append(rings)
    append(fid: fid, id: id, class: classIndex, area: area)
  }

  /// Appends what there is to know of the polygon that was appended last.
  ///
  /// - Parameter area: the area of the patch; `nil` takes that in the plane.
  public mutating func append(fid: Int64, id: String, class classIndex: Int32, area: Area?) {
    fids.append(fid)
    ids.append(id)
    classOf.append(classIndex)
    areas.append(area ?? Area(doubledSteps: polygons.doubledAreas[polygons.count - 1]))
  }
}

extension Area {
  /// The area of which twice the number of grid steps² is known, rounded half away from zero.
  fileprivate init(doubledSteps: Int128) {
    let unit: Int128 = 2_000_000
    let half = doubledSteps < 0 ? -unit / 2 : unit / 2
    self.init(hundredths: Int64((doubledSteps + half) / unit))
  }
}
