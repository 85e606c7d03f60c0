import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// What the coordinates of a source layer mean: the one road from a file to working coordinates begins
/// here, for every command.
///
/// ``PatchReader`` goes it to the end: it takes the geometry of a feature into a plane in metres, valid
/// and on the survey grid.
public struct SourceReference {
  public let source: VectorSource
  public let layer: SourceLayer
  public let options: GeoreferenceOptions
  public let crs: CoordinateReferenceSystem
  public let position: PositionCheck
  /// Whether the file has the northing first.
  public let swapsAxes: Bool
  /// What the user should know: that a system was assumed, that the file contradicts itself.
  public let diagnostics: [Diagnostic]
  let stated: SourceCRS
  /// Whether nobody named the system.
  private let isAssumed: Bool

  /// - Throws: ``Diagnostic`` `import.crs-missing` where neither the layer nor the user names a
  ///   coordinate system, `crs.invalid`, `crs.unsupported`.
  public init(
    _ source: VectorSource, _ layer: SourceLayer, _ options: GeoreferenceOptions
  ) throws {
    self.source = source
    self.layer = layer
    self.options = options
    let stated = try SourceReference.statedCRS(of: layer, options, file: source.path)
    self.stated = stated
    crs = try CoordinateReferenceSystem(stated.definition)
    position = try PositionCheck(crs, isNeeded: options.checksPosition)
    swapsAxes = (layer.crs?.northingFirst ?? false) != options.swapsAxes
    let assumption = "import.crs-assumed"
    let isAssumed =
      options.assignedCRS == nil && source.diagnostics.contains { $0.code == assumption }
    self.isAssumed = isAssumed
    diagnostics =
      source.diagnostics.filter { isAssumed || $0.code != assumption }
      + SourceReference.contradiction(in: source, layer, crs)
  }

  /// Whether plane coordinates can be worked with as they are.
  public var isInMetres: Bool { crs.isProjected && abs(crs.metresPerUnit - 1) < 1e-9 }

  /// The refusal of a layer whose features, of which these are some bounds, lie nowhere.
  func refusal(_ sample: [Bounds]) -> Diagnostic {
    position.refusal(sample, isAssumed: isAssumed, file: source.path, layer: layer.name)
  }

  /// The system that the layer states or that the user assigned to it.
  private static func statedCRS(
    of layer: SourceLayer, _ options: GeoreferenceOptions, file: String
  ) throws -> SourceCRS {
    if let definition = options.assignedCRS {
      if let assigned = SourceCRS(definition: definition) { return assigned }
      throw Diagnostic(
        code: "crs.invalid",
        Localized(
          zh: "无法识别坐标系“\(definition)”。",
          en: "The coordinate system \"\(definition)\" cannot be"
            + " read."),
        remedy: Localized(
          zh: "--crs 例如 EPSG:4549。", en: "Write for example --crs EPSG:4549."), file: file)
    }
    if let stated = layer.crs { return stated }
    throw Diagnostic(
      code: "import.crs-missing",
      Localized(zh: "图层没有坐标系。", en: "The layer has no coordinate system."),
      remedy: Localized(
        zh: "用 --crs 注明坐标系，例如 --crs EPSG:4549；Shapefile 请附上 .prj 文件。",
        en: "Name it with --crs, for example --crs EPSG:4549; with a Shapefile give its .prj file."),
      file: file, layer: layer.name)
  }

  /// The warning that geometries of a GeoPackage name another system in their headers than the table.
  private static func contradiction(
    in source: VectorSource, _ layer: SourceLayer, _ crs: CoordinateReferenceSystem
  ) -> [Diagnostic] {
    guard let stated = layer.crs else { return [] }
    // 0 and -1 stand for undefined systems.
    let others = source.contradictingSystems(of: layer).filter { $0.key > 0 }
    guard !others.isEmpty else { return [] }
    let list = others.keys.sorted().map(String.init)
    let count = others.values.reduce(0, +)
    return [
      Diagnostic(
        .warning, code: "import.crs-contradicted",
        Localized(
          zh: "图层的坐标系是“\(stated.name)”，而 \(count) 个几何自身注明的是 \(list.joined(separator: "、"))；"
            + "按图层的坐标系“\(crs.name)”读取。",
          en:
            "The layer names the coordinate system \"\(stated.name)\", but \(count) of its geometries name"
            + " \(list.joined(separator: ", ")); that of the layer, \"\(crs.name)\", is taken."),
        remedy: Localized(
          zh: "核实坐标系；如有误，用 --crs 注明。",
          en: "Find out which is right; if it is the other, name it with --crs."),
        file: source.path, layer: layer.name)
    ]
  }
}
