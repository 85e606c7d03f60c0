import Geometry
import Groundwork

/// Single reads, each seeing the newest finished state. To see one state in several reads, use
/// ``Workspace/read(_:)``.
extension Workspace {
  /// The one coordinate reference system of the workspace; `nil` before the first layer.
  public func crsDefinition() throws -> SpatialReference? {
    try read { try $0.crsDefinition() }
  }

  /// The register of layers, in the order of their names.
  public func layers() throws -> [LayerRecord] {
    try read { try $0.layers() }
  }

  /// The register entry of one layer by its name.
  public func layer(_ name: String) throws -> LayerRecord? {
    try read { try $0.layer(name) }
  }

  /// The layer with a role, and with an epoch and a plan where given; the first by name if several.
  public func layer(
    role: LayerRole, epoch: String? = nil, plan: String? = nil
  ) throws -> LayerRecord? {
    try read { try $0.layer(role: role, epoch: epoch, plan: plan) }
  }

  /// The attribute columns of a layer or table, without `fid` and `geom`.
  public func columns(of layer: String) throws -> [Column] {
    try read { try $0.columns(of: layer) }
  }

  /// The kind of geometry in a layer.
  public func geometryKind(of layer: String) throws -> GeometryKind {
    try read { try $0.geometryKind(of: layer) }
  }

  /// The number of features, counted now.
  public func featureCount(of layer: String) throws -> Int {
    try read { try $0.featureCount(of: layer) }
  }

  /// The extent of a layer in metres, `nil` if there is no geometry.
  public func bounds(of layer: String) throws -> Bounds? {
    try read { try $0.bounds(of: layer) }
  }

  /// See ``WorkspaceReader/forEachFeature(in:columns:bounds:geometry:where:_:)``.
  public func forEachFeature(
    in layer: String, columns: [String]? = nil, bounds: Bounds? = nil, geometry: Bool = true,
    where condition: (column: String, equals: Value)? = nil, _ body: (Feature) throws -> Void
  ) throws {
    try read {
      try $0.forEachFeature(
        in: layer, columns: columns, bounds: bounds, geometry: geometry, where: condition, body)
    }
  }

  /// See ``WorkspaceReader/forEachRawFeature(in:columns:bounds:_:)``.
  public func forEachRawFeature(
    in layer: String, columns: [String], bounds: Bounds? = nil,
    _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    try read { try $0.forEachRawFeature(in: layer, columns: columns, bounds: bounds, body) }
  }

  /// See ``WorkspaceReader/forEachPoint(in:columns:bounds:_:)``.
  public func forEachPoint(
    in layer: String, columns: [String]? = nil, bounds: Bounds? = nil,
    _ body: (Int64, (x: Double, y: Double)?, [Value]) throws -> Void
  ) throws {
    try read { try $0.forEachPoint(in: layer, columns: columns, bounds: bounds, body) }
  }

  /// One feature by its number.
  public func feature(_ fid: Int64, in layer: String) throws -> Feature? {
    try read { try $0.feature(fid, in: layer) }
  }

  /// The rows of a table, in the order of their numbers, in bounded memory.
  public func forEachRow(
    in table: String, columns: [String]? = nil,
    where condition: (column: String, equals: Value)? = nil, _ body: ([Value]) throws -> Void
  ) throws {
    try read { try $0.forEachRow(in: table, columns: columns, where: condition, body) }
  }

  /// The newest version of a document.
  public func document(kind: String, key: String) throws -> [UInt8]? {
    try read { try $0.document(kind: kind, key: key) }
  }

  /// The documents of a kind, in the order of their keys, with the time of the newest version.
  public func documents(kind: String) throws -> [(key: String, createdAt: String)] {
    try read { try $0.documents(kind: kind) }
  }

  /// All versions of a document, oldest first.
  public func versions(
    kind: String, key: String
  ) throws -> [(createdAt: String, body: [UInt8])] {
    try read { try $0.versions(kind: kind, key: key) }
  }
}
