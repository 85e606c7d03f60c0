import Classes
import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// Everything that is decided before the first feature is imported: layer, role, coordinate
/// systems, class system, columns.
///
/// Making a plan refuses what cannot be imported at all; ``LayerImporter`` then carries it out.
public struct ImportPlan {
  public let source: VectorSource
  public let layer: SourceLayer
  public let role: ImportRole
  public let options: ImportOptions
  /// What the coordinates of the layer mean.
  public let reference: SourceReference
  /// Where the features come out: in the plane of the workspace, or in the one chosen for it.
  public let plane: WorkingPlane
  /// The epoch that was given or that the layer's name ends in.
  public let epoch: String?
  /// The system of the classes; `nil` for layers without classes.
  public let classSystem: LandClassSystem?
  /// What the program says of an accepted feature; the values of ``sourceColumns`` follow.
  public var fields: [OwnField] { role.fields }
  /// The source's columns, renamed where they would meet the program's own or each other.
  public let sourceColumns: [Column]
  /// What the user should know so far.
  public let diagnostics: [Diagnostic]

  let classes: ClassSource
  let idColumns: [Int]
  let nameColumn: Int?
  let zoneColumn: Int?
  let statedAreaColumn: Int?

  /// Whether positions are checked; not for data whose coordinates mean no place on Earth. For
  /// those an area on the ellipsoid means nothing either: use planar areas.
  public var checksPosition: Bool { reference.options.checksPosition }

  /// The coordinate system of the features that come out.
  public var targetCRS: CoordinateReferenceSystem { plane.crs }

  /// Whether features are taken from one coordinate system to another.
  public var isReprojected: Bool { plane.transformer != nil }

  /// Decides how to import a layer.
  ///
  /// Reads the class column once where the class system must be found out, and the positions once
  /// where a projection must be chosen.
  /// - Throws: ``Diagnostic`` with a code `import.…`, `class.…` or `crs.…`; ``Cancelled``.
  public init(source: VectorSource, options: ImportOptions, job: Job = Job()) throws {
    self.source = source
    self.options = options
    let layer = try ImportPlan.layer(of: source, options)
    self.layer = layer
    try ImportPlan.refuseUseless(layer, of: source)
    let role = try ImportPlan.role(of: layer, options, file: source.path)
    self.role = role
    if role == .survey || role == .plan { try ImportPlan.refuseWithoutTable(layer, source.path) }
    let epoch = options.epoch ?? ImportPlan.year(in: layer.name)
    self.epoch = epoch

    let reference = try SourceReference(source, layer, options.georeference)
    self.reference = reference
    plane = try options.target.map { try reference.plane($0) } ?? reference.ownPlane(job)
    var diagnostics = reference.diagnostics + plane.diagnostics

    classes = try ClassSource.decide(
      role: role, source: source, layer: layer, options: options, epoch: epoch, job: job,
      diagnostics: &diagnostics)
    classSystem = classes.system
    idColumns = try ImportPlan.idColumns(role: role, layer: layer, options, file: source.path)
    nameColumn = layer.column(role.kind.nameFields)
    zoneColumn = layer.column(role.kind.zoneFields)
    statedAreaColumn = layer.column(role.kind.statedAreaFields)
    sourceColumns = ImportPlan.sourceColumns(layer.columns, reserved: options.reservedPrefix)
    for column in layer.columns where column.isBinary {
      diagnostics.append(
        Diagnostic(
          .warning, code: "import.binary-field",
          Localized(zh: "二进制字段不导入，其值为空。", en: "Binary values are not imported."),
          file: source.path, layer: layer.name, field: column.name))
    }
    self.diagnostics = diagnostics
  }

  private static func layer(
    of source: VectorSource, _ options: ImportOptions
  ) throws -> SourceLayer {
    if options.layer == nil, let role = options.role {
      let fitting = source.layers.filter { ImportRole.recognise($0) == role }
      if fitting.count == 1, let only = fitting.first { return only }
    }
    return try source.layer(named: options.layer)
  }

  private static func refuseUseless(_ layer: SourceLayer, of source: VectorSource) throws {
    guard layer.mayHavePolygons else {
      throw Diagnostic(
        code: "import.no-polygons",
        Localized(
          zh: "图层不是面图层，而是 \(layer.geometryType)。",
          en: "The layer holds no polygons but \(layer.geometryType)."),
        remedy: Localized(
          zh: "用 --layer 选择面图层：\(source.names(source.layers, "、"))。",
          en: "Choose a polygon layer with --layer: \(source.names(source.layers, ", "))."),
        file: source.path, layer: layer.name)
    }
    if layer.featureCount == 0 { throw emptyLayer(layer, file: source.path) }
  }

  /// Refuses a Shapefile without attribute table, whose classes nobody knows.
  private static func refuseWithoutTable(_ layer: SourceLayer, _ file: String) throws {
    guard let table = layer.missingTable else { return }
    throw Diagnostic(
      code: "import.sidecar-missing",
      Localized(
        zh: "缺少属性表 \(table)，要素没有地类。",
        en: "The attribute table \(table) is missing; the features have no class."),
      remedy: Localized(
        zh: "把 \(table) 与 .shp、.shx、.prj 一起提供。",
        en: "Give \(table) together with the .shp, .shx and .prj."), file: file, layer: layer.name)
  }

  static func emptyLayer(_ layer: SourceLayer, file: String) -> Diagnostic {
    Diagnostic(
      code: "import.empty-layer",
      Localized(zh: "图层没有任何要素。", en: "The layer has no features."),
      remedy: Localized(
        zh: "核对是否选对了图层，或用 --layer 另选。",
        en: "Check that this is the right layer, or choose another with --layer."),
      file: file, layer: layer.name)
  }

  private static func role(
    of layer: SourceLayer, _ options: ImportOptions, file: String
  ) throws -> ImportRole {
    if let role = options.role { return role }
    if options.crosswalk != nil { return .survey }
    if let role = ImportRole.recognise(layer) { return role }
    if options.classField != nil { return .survey }
    try refuseWithoutTable(layer, file)
    throw Diagnostic(
      code: "import.role-unknown",
      Localized(
        zh: "无法识别图层的用途：名称和字段都不符合已知的图层。字段有：\(fieldList(layer, "、"))。",
        en: "What the layer is cannot be told: neither its name nor its fields are known. Its"
          + " fields: \(fieldList(layer, ", "))."),
      remedy: Localized(
        zh: "用 --role 注明图层用途；土地利用图层请用 --class-field 给出地类字段，或用 --crosswalk 给出对照。",
        en:
          "Say what it is with --role; for a land-use layer give the class field with --class-field,"
          + " or a crosswalk with --crosswalk."),
      file: file, layer: layer.name)
  }

  static func fieldList(_ layer: SourceLayer, _ separator: String) -> String {
    layer.columns.map(\.name).joined(separator: separator)
  }

  /// The year that a layer's name holds: four digits from 1900 to 2099 and no more.
  static func year(in name: String) -> String? {
    name.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).map(String.init)
      .last { $0.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20")) }
  }

  private static func idColumns(
    role: ImportRole, layer: SourceLayer, _ options: ImportOptions, file: String
  ) throws -> [Int] {
    if let field = options.idField {
      guard let column = layer.column([field]) else {
        throw Diagnostic(
          code: "import.id-field-missing",
          Localized(zh: "没有字段“\(field)”。", en: "There is no field \"\(field)\"."),
          remedy: Localized(
            zh: "用 --id-field 指定其中之一：\(fieldList(layer, "、"))。",
            en: "Name one of these with --id-field: \(fieldList(layer, ", "))."),
          file: file, layer: layer.name, field: field)
      }
      return [column]
    }
    for fields in options.crosswalk?.idFields ?? [] {
      let columns = fields.compactMap { layer.column([$0]) }
      if columns.count == fields.count { return columns }
    }
    return layer.column(role.kind.idFields).map { [$0] } ?? []
  }

  /// The source's columns, renamed where they would meet the program's own or each other.
  private static func sourceColumns(_ columns: [SourceColumn], reserved: String?) -> [Column] {
    var taken: Set<String> = ["fid", "geom", "ogc_fid"]
    return columns.map { column in
      let lower = column.name.lowercased()
      let isReserved = reserved.map { lower.hasPrefix($0) } ?? false
      var name = taken.contains(lower) || isReserved ? "source_" + column.name : column.name
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(column.name)_\(number)"
        number += 1
      }
      return Column(name, column.type)
    }
  }
}
