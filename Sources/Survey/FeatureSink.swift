import Geometry
import Groundwork

/// Where an import puts its features: the workspace, a list in a test.
///
/// What a method throws ends the import.
public protocol FeatureSink {
  /// Takes a feature that is ready: values in the order of ``ImportPlan/fields``, then
  /// of ``ImportPlan/sourceColumns``.
  func accept(_ feature: ImportedFeature) throws
  /// Takes a feature that is set aside, with the reason.
  func reject(_ feature: RejectedFeature) throws
}

/// A feature ready for the workspace, in its coordinate system.
public struct ImportedFeature: Sendable {
  /// The feature's number in the source.
  public var sourceFID: Int64
  public var id: String
  public var geometry: MultiPolygon
  public var values: [Value]
  /// What was repaired, `nil` if the geometry is as received.
  public var repair: Repair?
}

/// The repair of one invalid polygon.
public struct Repair: Sendable, Hashable, Codable {
  public var id: String
  /// What was wrong, in the words of GEOS, and where (metres).
  public var problem: String
  public var x: Double
  public var y: Double
  /// Planar areas in m².
  public var areaBefore: Double
  public var areaAfter: Double
}

/// A feature that is set aside.
public struct RejectedFeature: Sendable {
  public var sourceFID: Int64
  public var id: String
  public var reason: RejectReason
  public var detail: Localized
  /// The geometry as received, in the workspace's coordinate system, as ISO WKB; `nil` where there
  /// is none that can be kept.
  public var wkb: [UInt8]?
  /// The source's own values, in the order of ``ImportPlan/sourceColumns``.
  public var values: [Value]
}

/// Why a feature is set aside. The raw value is stable and stands in the `rejected` layer.
public enum RejectReason: String, Sendable, Hashable, Codable, CaseIterable {
  case damaged = "damaged"
  case attributeTooLarge = "attribute-too-large"
  case geometryTooLarge = "geometry-too-large"
  case rowMissing = "row-missing"
  case noGeometry = "no-geometry"
  case emptyGeometry = "empty-geometry"
  case notPolygonal = "not-polygonal"
  case curved = "curved"
  case notFinite = "not-finite"
  case outOfRange = "out-of-range"
  case malformedGeometry = "malformed-geometry"
  case outsideCRS = "outside-crs"
  case notTransformed = "not-transformed"
  case invalid = "invalid"
  case collapsed = "collapsed"
  case classMissing = "class-missing"
  case classUnknown = "class-unknown"
  case planElement = "plan-element"
  case planStage = "plan-stage"
  case planCost = "plan-cost"
}

/// What came of an import. `read` is `accepted` plus `rejected`; `repaired` is a part of `accepted`.
public struct ImportReport: Sendable {
  public var read = 0
  public var accepted = 0
  public var repaired = 0
  public var rejected = 0
  public var rejectedByReason: [RejectReason: Int] = [:]
  /// The first repairs; all of them reach the sink with their features.
  public var repairs: [Repair] = []
  /// What the user should know, without the single rejected features.
  public var diagnostics: [Diagnostic] = []
}

/// Counts like cases and keeps the first few ids, to say in one line what befell many features.
struct Tally {
  private(set) var count = 0
  private var examples: [String] = []

  mutating func add(_ id: String) {
    count += 1
    if examples.count < 5 { examples.append(id) }
  }

  /// The ids kept, with a sign that there are more.
  func list(_ separator: String) -> String {
    examples.joined(separator: separator) + (count > examples.count ? "…" : "")
  }
}
