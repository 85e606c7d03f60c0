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
  /// A polygon with arcs, which a survey does not allow; the bytes have short edges in their place,
  /// four degrees of arc each, and are otherwise as those of ``wkb``.
  case curved(UnsafeMutableRawBufferPointer)
  /// More bytes than the reader's limit.
  case tooLarge(bytes: Int)
}

extension SourceGeometry {
  /// Why it is no polygon that can be used, with what to do; `nil` for one that may be.
  public var problem: (what: Localized, remedy: Localized?)? {
    switch self {
    case .wkb: nil
    case .none: (Localized(zh: "没有几何。", en: "No geometry."), nil)
    case .empty: (Localized(zh: "几何为空。", en: "The geometry is empty."), nil)
    case .notPolygonal(let type):
      (
        Localized(zh: "几何不是面而是 \(type)。", en: "Not a polygon but \(type)."),
        Localized(zh: "把它画成面，或从图层中移出。", en: "Draw it as a polygon, or take it out of the layer.")
      )
    case .curved:
      (
        Localized(
          zh: "边界含有圆弧，调查数据只允许折线。",
          en: "The boundary has arcs; a survey allows straight edges only."),
        Localized(
          zh: "把圆弧转为短折线后重试：QGIS 的“线段化”（Segmentize），或 ogr2ogr -nlt CONVERT_TO_LINEAR。",
          en: "Turn the arcs into short edges: Segmentize in QGIS, or ogr2ogr -nlt"
            + " CONVERT_TO_LINEAR.")
      )
    case .tooLarge(let size):
      (
        Localized(zh: "几何有 \(size) 字节，超过上限。", en: "The geometry has \(size) bytes, too many."),
        Localized(zh: "拆分该要素。", en: "Split the feature.")
      )
    }
  }
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
  /// A shape for which the attribute table has no row; its values are null.
  public var lacksRow = false
  /// A row of the attribute table that has no shape.
  public var lacksShape = false
}

/// How much a reader takes into memory for one feature.
public struct ReadLimits: Sendable {
  /// Bytes of one attribute value.
  public var valueBytes = 1 << 20
  /// Bytes of one geometry as WKB.
  public var geometryBytes = 1 << 28

  public init() {}
}
