import Geodesy
import VectorFiles

/// What the user decides about the coordinates of a layer; what is left out is found out.
public struct GeoreferenceOptions: Sendable {
  /// The coordinate system of the layer, for one that states none or a wrong one (`--crs`).
  public var assignedCRS: String?
  /// The data have x and y exchanged (`--swap-axes`).
  public var swapsAxes = false
  /// Whether positions are checked against the area for which the coordinate system is meant.
  public var checksPosition = true
  /// Takes latitude and longitude over as they are where no change of datum is known
  /// (`--accept-datum`).
  public var acceptsDatum = false
  /// The change of datum to use (`--datum-operation`).
  public var datumOperation: DatumOperation?
  /// Points from which a change of datum is found (`--control-points`).
  public var controlPoints: ControlPoints?
  public var repair = RepairTolerance()
  public var limits = ReadLimits()

  public init() {}
}
