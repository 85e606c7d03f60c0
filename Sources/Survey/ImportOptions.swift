import Classes
import Geodesy
import Groundwork
import VectorFiles

/// How far an invalid polygon may change when it is repaired.
///
/// The repair is accepted when the planar area changes by no more than `squareMetres` or by no more
/// than `share` of the area before, whichever is larger. The area before is that of the rings as
/// drawn (outer minus holes, each by the shoelace formula), which is what other programs report.
public struct RepairTolerance: Sendable, Hashable, Codable {
  /// In m².
  public var squareMetres: Double
  /// As a share of the area before: 0.001 is 0.1 %.
  public var share: Double

  /// 1 m² or 0.1 %: well under the smallest patch that a survey maps (200 m²), and more than the
  /// slips of a pen leave behind.
  public init(squareMetres: Double = 1, share: Double = 0.001) {
    self.squareMetres = squareMetres
    self.share = share
  }

  /// Whether a change from one planar area to another, in m², is within the tolerance.
  public func allows(from before: Double, to after: Double) -> Bool {
    abs(after - before) <= max(squareMetres, share * before)
  }
}

/// What the user decides about an import; what is left out is found out.
public struct ImportOptions: Sendable {
  /// The layer of the file.
  public var layer: String?
  public var role: ImportRole?
  public var crosswalk: Crosswalk?
  /// The field that holds the class.
  public var classField: String?
  /// The system of the class codes where the layer cannot tell.
  public var classSystem: LandClassSystem?
  /// The field that holds the id.
  public var idField: String?
  /// The year or name of the survey epoch, such as `2018`.
  public var epoch: String?
  /// The coordinate system of the layer, for one that states none or a wrong one.
  public var assignedCRS: String?
  /// The coordinate system of the workspace; `nil` for a new one.
  public var target: CoordinateReferenceSystem?
  /// The data have x and y exchanged.
  public var swapsAxes = false
  /// Whether positions are checked against the area for which the coordinate system is meant.
  public var checksPosition = true
  /// Takes latitude and longitude over as they are where no change of datum is known.
  public var acceptsDatum = false
  /// The change of datum to use.
  public var datumOperation: DatumOperation?
  /// Points from which a change of datum is found.
  public var controlPoints: ControlPoints?
  /// Fields of the source whose names begin so, in lower case, are renamed.
  public var reservedPrefix: String?
  public var repair = RepairTolerance()
  public var limits = ReadLimits()

  public init() {}

  /// What concerns the coordinates.
  var georeference: GeoreferenceOptions {
    var options = GeoreferenceOptions()
    options.assignedCRS = assignedCRS
    options.swapsAxes = swapsAxes
    options.checksPosition = checksPosition && crosswalk?.hasLocalCoordinates != true
    options.acceptsDatum = acceptsDatum
    options.datumOperation = datumOperation
    options.controlPoints = controlPoints
    options.repair = repair
    options.limits = limits
    return options
  }

  /// The options that were given, for the record of provenance.
  public var record: [String: String] {
    var record: [String: String] = [:]
    record["layer"] = layer
    record["role"] = role?.rawValue
    record["crosswalk"] = crosswalk?.name
    record["class-field"] = classField
    record["class-system"] = classSystem?.rawValue
    record["id-field"] = idField
    record["epoch"] = epoch
    record["crs"] = assignedCRS
    if acceptsDatum { record["accept-datum"] = "true" }
    record["datum-operation"] = datumOperation?.definition
    record["control-points"] = controlPoints?.pairs
      .map { "\($0.sourceX),\($0.sourceY),\($0.targetX),\($0.targetY)" }.joined(separator: "; ")
    if swapsAxes { record["swap-axes"] = "true" }
    if !checksPosition { record["check-position"] = "false" }
    record["repair-tolerance"] = "\(repair.squareMetres) m², \(repair.share)"
    return record
  }
}
