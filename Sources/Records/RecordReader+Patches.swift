import Classes
import Flow
import Geometry
import Groundwork
import Storage
import Survey

extension RecordReader {
  /// Reads the patches of a survey layer.
  ///
  /// - Parameter spill: receives the polygons, so that the side has only their areas; `nil` puts
  ///   the polygons into the side.
  public func side(
    _ record: LayerRecord, named name: String, area kind: AreaKind, spill: PolygonSpill? = nil
  ) throws -> FlowSide {
    var side = FlowSide(name: name)
    var labels = ClassLabels(system: record.classSystem.flatMap(LandClassSystem.init(named:)))
    let count = record.featureCount
    if spill == nil {
      side.polygons.reserve(features: count, points: 0)
    } else {
      side.polygons.reserve(areas: count)
    }
    var single = PolygonSet()
    job.progress.begin(
      Localized(zh: "读取 \(record.title)", en: "Reading \(record.title)"), total: count)
    var rings = RingBuffer()
    var done = 0
    let areaField: OwnField = kind == .official ? .area : .planarArea
    let fields = [OwnField.id, .landClass, .sourceClass, areaField]
    try workspace.forEachRawFeature(in: record.name, columns: fields.map(\.columnName)) {
      fid, wkb, values in
      rings.clear()
      do throws(WKBError) {
        try WKB.decode(wkb, into: &rings)
      } catch {
        throw Diagnostic(
          code: "workspace.geometry",
          Localized(zh: "几何无法读取：\(error)", en: "The geometry cannot be read: \(error)"),
          remedy: Localized(zh: "重新导入该图层。", en: "Import the layer again."),
          file: workspace.path, layer: record.name, feature: String(fid))
      }
      let code = values[1].string
      guard let hundredths = values[3].int64 else {
        throw Diagnostic(
          code: "workspace.area",
          Localized(zh: "图斑没有面积。", en: "The patch has no area."),
          remedy: Localized(zh: "重新导入该图层。", en: "Import the layer again."),
          file: workspace.path, layer: record.name, feature: String(fid),
          field: areaField.columnName)
      }
      if let spill {
        try spill.append(rings)
        single.removeAll()
        single.append(rings)
        side.polygons.append(areasOf: single)
      } else {
        side.polygons.append(rings)
      }
      side.append(
        fid: fid, id: values[0].string ?? String(fid),
        class: labels.index(source: values[2].string ?? code ?? "", code: code),
        area: Area(hundredths: hundredths))
      done += 1
      if done % 256 == 0 {
        try job.cancellation.check()
        job.progress.advance(to: done)
      }
    }
    job.progress.end()
    try spill?.flush()
    side.classes = labels.classes
    return side
  }
}
