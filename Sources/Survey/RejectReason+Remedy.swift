import Geometry
import Groundwork
import VectorFiles

extension RejectReason {
  /// What to do about features that are set aside for this reason; `nil` where the reason says it.
  public var remedy: Localized? {
    switch self {
    case .curved:
      SourceGeometry.curved(UnsafeMutableRawBufferPointer(start: nil, count: 0)).problem?
        .remedy
    case .notPolygonal: SourceGeometry.notPolygonal("").problem?.remedy
    case .rowMissing:
      Localized(
        zh: "重新导出图层，使图形与属性行一致。",
        en: "Export the layer again, so that shapes and rows agree.")
    case .damaged, .malformedGeometry:
      Localized(zh: "重新获取文件。", en: "Fetch the file again.")
    case .invalid:
      Localized(
        zh: "在 GIS 中修复这些面的自相交后重试。", en: "Repair their self-intersections in a GIS.")
    case .collapsed, .noGeometry, .emptyGeometry:
      Localized(zh: "补画或删除这些要素。", en: "Draw these features, or delete them.")
    case .classMissing:
      Localized(
        zh: "补填地类；如果地类在另一字段，请用 --class-field 指定。",
        en: "Fill in the class; if it is in another field, name that with --class-field.")
    case .outsideCRS, .notTransformed, .outOfRange, .notFinite:
      Localized(
        zh: "核对坐标；坐标系有误时用 --crs 指定。",
        en:
          "Check the coordinates; if the coordinate system is wrong, give the right one with --crs."
      )
    case .attributeTooLarge, .geometryTooLarge, .classUnknown, .planElement, .planStage, .planCost:
      nil
    }
  }
}
