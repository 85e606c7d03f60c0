import Geometry
import Groundwork
import Optimisation
import VectorFiles

/// The parcels of a vector file that a problem is about: their areas in the plane of the layer, one value
/// of each, and which of them touch.
struct ParcelTable {
  private(set) var ids: [String] = []
  private(set) var codes: [String] = []
  private(set) var values: [Double] = []
  private(set) var areas: [Area] = []
  private(set) var edges: [SIMD2<Int32>] = []
  /// Features that were left out, with the reason, and what the reader found.
  private(set) var diagnostics: [Diagnostic] = []
  private let ground: GroundFile
  private let range: ClosedRange<Double>

  /// - Parameters:
  ///   - range: of the value; a parcel without one is an error, for no plan could be trusted.
  ///   - isWanted: whether parcels of a class code belong to the problem.
  /// - Throws: ``Diagnostic`` of the reader; `optimise.degrees` for a layer in degrees;
  ///   `optimise.field-missing`, `optimise.no-value`.
  init(
    _ ground: GroundFile, range: ClosedRange<Double>, job: Job, isWanted: (String) -> Bool
  ) throws {
    self.ground = ground
    self.range = range
    let source = try VectorSource(path: ground.file)
    let layer = try source.layer(named: ground.layer)
    diagnostics = source.diagnostics
    if layer.crs?.isGeographic != false {
      throw Diagnostic(
        code: "optimise.degrees",
        Localized(
          zh: "图层不是以米为单位的投影坐标。", en: "The layer is not in metres of a projected system."),
        remedy: Localized(
          zh: "先转为 CGCS2000 高斯-克吕格投影。",
          en: "Project it first, as to a CGCS2000 Gauss-Krüger zone."), file: source.path,
        layer: layer.name)
    }
    var columns: [Int] = []
    for field in [ground.classField, ground.valueField] + [ground.idField].compactMap({ $0 }) {
      columns.append(try ParcelTable.column(field, layer, source.path))
    }
    var touching = Touching()
    job.progress.begin(Localized(zh: "读取图斑", en: "Reading parcels"), total: layer.featureCount)
    var done = 0
    try source.forEachFeature(in: layer, columns: columns, cancellation: job.cancellation) {
      feature in
      done += 1
      job.progress.advance(to: done)
      let code = feature.values[0].string ?? ""
      if isWanted(code) { try append(feature, code, &touching, layer: layer.name) }
    }
    job.progress.end()
    job.progress.begin(Localized(zh: "判断相邻", en: "Finding neighbours"), total: nil)
    edges = touching.edges()
    job.progress.end()
  }

  private static func column(
    _ name: String, _ layer: SourceLayer, _ file: String
  ) throws(Diagnostic) -> Int {
    if let column = layer.column([name]) { return column }
    throw Diagnostic(
      code: "optimise.field-missing",
      Localized(zh: "图层没有字段“\(name)”。", en: "The layer has no field ‘\(name)’."),
      remedy: Localized(
        zh: "图层的字段：\(layer.columns.map(\.name).joined(separator: "、"))。",
        en: "Its fields are \(layer.columns.map(\.name).joined(separator: ", "))."),
      file: file, layer: layer.name, field: name)
  }

  private mutating func append(
    _ feature: SourceFeature, _ code: String, _ touching: inout Touching, layer: String
  ) throws {
    let given = feature.values.count > 2 ? feature.values[2].string : nil
    let id = given ?? String(feature.fid)
    func leaveOut(_ what: Localized) {
      diagnostics.append(
        Diagnostic(
          .warning, code: "optimise.parcel-left-out", what, file: ground.file, layer: layer,
          feature: id))
    }
    guard case .wkb(let bytes) = feature.geometry else {
      return leaveOut(
        feature.geometry.problem?.what ?? Localized(zh: "没有几何。", en: "No geometry."))
    }
    guard let value = feature.values[1].number, range.contains(value) else {
      throw Diagnostic(
        code: "optimise.no-value",
        Localized(
          zh: "数值缺失或不在 \(range.lowerBound) 至 \(range.upperBound) 之间。",
          en: "The value is missing or not from \(range.lowerBound) to \(range.upperBound)."),
        remedy: Localized(
          zh: "补全数值，或在数据中去掉该图斑。",
          en: "Complete the value, or take the parcel out of the data."),
        file: ground.file, layer: layer, feature: id, field: ground.valueField)
    }
    let geometry: MultiPolygon
    do {
      geometry = try WKB.decode(UnsafeRawBufferPointer(bytes))
    } catch {
      return leaveOut(
        Localized(zh: "几何不可读：\(error)。", en: "The geometry cannot be read: \(error)."))
    }
    guard let area = Area(roundingSquareMetres: geometry.planarSquareMetres), area > .zero else {
      return leaveOut(Localized(zh: "没有面积。", en: "It has no area."))
    }
    ids.append(id)
    codes.append(code)
    values.append(value)
    areas.append(area)
    touching.append(geometry)
  }

  /// Refuses ids of a problem file that the parcels do not have.
  func requireIDs(_ ids: Set<String>, at place: String) throws(Diagnostic) {
    if let unknown = ids.subtracting(self.ids).min() {
      throw Diagnostic(
        code: "optimise.lock-unknown",
        Localized(
          zh: "锁定的图斑不在所选地类之中。",
          en: "A locked parcel is not among those of the classes named."), file: place,
        feature: unknown, field: "lock")
    }
  }
}
