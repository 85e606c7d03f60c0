import Certificates
import Geometry
import Groundwork
import Optimisation
import VectorFiles

/// The parcels of an exchange as a file has them.
public struct ExchangeGround: Sendable {
  /// Ids of the parcels, in the order of the problem.
  public private(set) var ids: [String] = []
  public private(set) var problem: ExchangeProblem
  /// Features that were left out, with the reason, and what the reader found.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Reads the parcels of the two classes, their areas in the plane of the layer, and which of them
  /// touch.
  ///
  /// - Throws: ``Diagnostic`` of the reader; `optimise.degrees` for a layer in degrees;
  ///   `optimise.field-missing`, `optimise.no-slope`, `optimise.lock-unknown`, `optimise.one-class`.
  public init(_ request: ExchangeRequest, job: Job) throws {
    let source = try VectorSource(path: request.ground.file)
    let layer = try source.layer(named: request.ground.layer)
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
    for field in [request.ground.classField, request.ground.slopeField]
      + [request.ground.idField].compactMap({ $0 })
    {
      columns.append(try ExchangeGround.column(field, layer, source.path))
    }
    problem = ExchangeProblem(
      areas: [], slopes: [], isFarmland: [], edges: [], objective: request.objective,
      pairLimit: request.pairs, keepsFarmland: request.keepsFarmland)
    var touching = Touching()
    job.progress.begin(Localized(zh: "读取图斑", en: "Reading parcels"), total: layer.featureCount)
    var done = 0
    try source.forEachFeature(in: layer, columns: columns, cancellation: job.cancellation) {
      feature in
      done += 1
      job.progress.advance(to: done)
      let code = feature.values[0].string ?? ""
      let isFarmland = request.farmland.contains { code.hasPrefix($0) }
      guard isFarmland || request.counterpart.contains(where: { code.hasPrefix($0) }) else { return }
      let id = feature.values.count > 2 ? feature.values[2].string : nil
      try append(
        feature, id: id ?? String(feature.fid), isFarmland: isFarmland, request, &touching,
        file: source.path, layer: layer.name)
    }
    job.progress.end()
    job.progress.begin(Localized(zh: "判断相邻", en: "Finding neighbours"), total: nil)
    problem.edges = touching.edges()
    job.progress.end()
    try finish(request, file: source.path)
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
    _ feature: SourceFeature, id: String, isFarmland: Bool, _ request: ExchangeRequest,
    _ touching: inout Touching, file: String, layer: String
  ) throws {
    func leaveOut(_ what: Localized) {
      diagnostics.append(
        Diagnostic(
          .warning, code: "optimise.parcel-left-out", what, file: file, layer: layer, feature: id))
    }
    guard case .wkb(let bytes) = feature.geometry else {
      return leaveOut(
        feature.geometry.problem?.what ?? Localized(zh: "没有几何。", en: "No geometry."))
    }
    guard let slope = feature.values[1].number, (0...90).contains(slope) else {
      throw Diagnostic(
        code: "optimise.no-slope",
        Localized(
          zh: "坡度缺失或不在 0 至 90 度之间。", en: "The slope is missing or not from 0 to 90 degrees."),
        remedy: Localized(
          zh: "补全坡度，或在数据中去掉该图斑。",
          en: "Complete the slope, or take the parcel out of the data."),
        file: file, layer: layer, feature: id, field: request.ground.slopeField)
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
    problem.areas.append(area.hundredths)
    problem.slopes.append(Int64((slope * 1e9).rounded()))
    problem.isFarmland.append(isFarmland)
    problem.isLocked.append(request.locked.contains(id))
    touching.append(geometry)
  }

  private mutating func finish(_ request: ExchangeRequest, file: String) throws {
    if let unknown = request.locked.subtracting(ids).min() {
      throw Diagnostic(
        code: "optimise.lock-unknown",
        Localized(
          zh: "锁定的图斑不在两类图斑之中。",
          en: "A locked parcel is of neither of the two classes."), file: request.place,
        feature: unknown, field: "lock")
    }
    guard problem.isFarmland.contains(true), problem.isFarmland.contains(false) else {
      throw Diagnostic(
        code: "optimise.one-class",
        Localized(
          zh: "没有可互换的两类图斑：耕地 \(problem.isFarmland.count(where: \.self)) 个，林地"
            + " \(problem.isFarmland.count { !$0 }) 个。",
          en: "There are no two classes to exchange: \(problem.isFarmland.count(where: \.self))"
            + " parcels of farmland, \(problem.isFarmland.count { !$0 }) of forest."),
        remedy: Localized(
          zh: "核对 farmland、counterpart 的地类编码。",
          en: "Check the codes under farmland and counterpart."), file: file)
    }
    problem.pairLimit = min(problem.pairLimit, problem.count)
    let now = problem.measures(problem.isFarmland)
    if let change = request.leastContiguityChange {
      problem.leastEdges = now.edges + Int64((change * Double(now.parcels) / 2).rounded(.up))
    }
    if let percent = request.mostSlopeChange {
      let slope = now.slope * (1 + percent / 100)
      problem.mostSlope = Int64((slope * 1e9).rounded(.down))
    }
  }
}
