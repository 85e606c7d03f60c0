import Geodesy
import Geometry
import Groundwork
import VectorFiles

extension ImportPlan {
  /// The system that the layer states or that the user assigned to it.
  static func statedCRS(
    of layer: SourceLayer, _ options: ImportOptions, file: String
  ) throws -> SourceCRS {
    if let definition = options.assignedCRS {
      if let assigned = SourceCRS(definition: definition) { return assigned }
      throw Diagnostic(
        code: "crs.invalid",
        Localized(
          zh: "无法识别坐标系“\(definition)”。",
          en: "The coordinate system \"\(definition)\" cannot be"
            + " read."),
        remedy: Localized(zh: "例如 EPSG:4549。", en: "Write for example EPSG:4549."), file: file)
    }
    if let stated = layer.crs { return stated }
    throw Diagnostic(
      code: "import.crs-missing",
      Localized(zh: "图层没有坐标系。", en: "The layer has no coordinate system."),
      remedy: Localized(
        zh: "注明坐标系，例如 EPSG:4549；Shapefile 请附上 .prj 文件。",
        en: "Name it, for example EPSG:4549; with a Shapefile give its .prj file."),
      file: file, layer: layer.name)
  }

  /// The system into which the features are taken, with a note where that is not their own.
  static func target(
    for crs: CoordinateReferenceSystem, _ stated: SourceCRS, source: VectorSource,
    layer: SourceLayer, _ options: ImportOptions, _ job: Job, _ diagnostics: inout [Diagnostic]
  ) throws -> CoordinateReferenceSystem {
    let inMetres = crs.isProjected && abs(crs.metresPerUnit - 1) < 1e-9
    if let target = options.target {
      guard target.isProjected, abs(target.metresPerUnit - 1) < 1e-9 else {
        throw Diagnostic(
          code: "import.target-crs",
          Localized(
            zh: "工作空间的坐标系“\(target.name)”不是以米为单位的投影坐标系。",
            en: "The workspace's coordinate system \"\(target.name)\" is not projected in metres."),
          remedy: Localized(zh: "换用投影坐标系。", en: "Use a projected system."))
      }
      guard !target.isEquivalent(to: crs) else { return target }
      diagnostics.append(note(from: crs, to: target, source.path, layer.name, chosen: false))
      return target
    }
    if inMetres { return crs }
    let middle = try middle(of: layer, source, crs, options, job)
    let target = try WorkingCRS.choose(
      for: stated, isChinese: crs.isChinese, longitude: middle.longitude, latitude: middle.latitude)
    diagnostics.append(note(from: crs, to: target, source.path, layer.name, chosen: true))
    return target
  }

  private static func note(
    from crs: CoordinateReferenceSystem, to target: CoordinateReferenceSystem, _ file: String,
    _ layer: String, chosen: Bool
  ) -> Diagnostic {
    Diagnostic(
      .info, code: chosen ? "import.crs-chosen" : "import.reprojected",
      Localized(
        zh: "坐标从“\(crs.name)”转换到" + (chosen ? "为其选定的" : "工作空间的") + "“\(target.name)”。",
        en: "Coordinates are taken from \"\(crs.name)\" to \"\(target.name)\", "
          + (chosen ? "chosen for the place." : "that of the workspace.")),
      file: file, layer: layer)
  }

  /// The median position of the layer's features in degrees; stray features do not shift it.
  private static func middle(
    of layer: SourceLayer, _ source: VectorSource, _ crs: CoordinateReferenceSystem,
    _ options: ImportOptions, _ job: Job
  ) throws -> (longitude: Double, latitude: Double) {
    var xs: [Double] = []
    var ys: [Double] = []
    let swaps = (layer.crs?.northingFirst ?? false) != options.swapsAxes
    try source.forEachFeature(
      in: layer, columns: [], limits: options.limits, cancellation: job.cancellation
    ) { feature in
      guard case .wkb(let bytes) = feature.geometry,
        let summary = WKBCoordinates.summarise(bytes, swapping: swaps), summary.isFinite
      else { return }
      xs.append((summary.minX + summary.maxX) / 2)
      ys.append((summary.minY + summary.maxY) / 2)
    }
    guard !xs.isEmpty else {
      throw Diagnostic(
        code: "import.no-geometry",
        Localized(zh: "图层没有可用的面。", en: "The layer has no usable polygon."),
        remedy: Localized(zh: "核对图层。", en: "Check the layer."), file: source.path,
        layer: layer.name)
    }
    xs.sort()
    ys.sort()
    let x = xs[xs.count / 2]
    let y = ys[ys.count / 2]
    if crs.isGeographic {
      let box = Bounds(minX: x, minY: y, maxX: x, maxY: y)
      guard abs(x) <= 360, abs(y) <= 90 else {
        throw PositionCheck(crs, isNeeded: true).refusal(
          [box], file: source.path, layer: layer.name)
      }
      return (x, y)
    }
    let degrees = try CoordinateReferenceSystem("EPSG:4326")
    let point = try Transformer(from: crs, to: degrees).transform(x: x, y: y)
    return (point.x, point.y)
  }
}
