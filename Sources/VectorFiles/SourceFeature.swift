import Geometry
import Groundwork

/// The geometry of a feature as the file has it.
public enum SourceGeometry {
  /// There is none.
  case none
  /// An empty geometry.
  case empty
  /// A polygon, multipolygon or collection: little-endian ISO WKB in two dimensions, x first.
  ///
  /// The bytes are the reader's own buffer: they may be changed in place and are gone when the next
  /// feature is read.
  case wkb(UnsafeMutableRawBufferPointer)
  /// Points, lines or something else; the name of the type.
  case notPolygonal(String)
  /// A polygon with arcs, which a survey does not allow.
  case curved
  /// More bytes than the reader's limit.
  case tooLarge(bytes: Int)
}

/// One feature as read from a file.
public struct SourceFeature {
  /// The feature's number in the file.
  public var fid: Int64
  public var geometry: SourceGeometry
  /// Values in the order of the columns that were asked for.
  public var values: [Value]
  /// An attribute value beyond the reader's limit: its field and size. The value is null.
  public var oversized: (field: String, bytes: Int)?
  /// What GDAL said went wrong with this very feature.
  public var damage: String?
}

/// How much a reader takes into memory for one feature.
public struct ReadLimits: Sendable {
  /// Bytes of one attribute value.
  public var valueBytes = 1 << 20
  /// Bytes of one geometry as WKB.
  public var geometryBytes = 1 << 28

  public init() {}
}
