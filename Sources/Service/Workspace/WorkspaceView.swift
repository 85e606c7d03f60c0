import Geodesy
import Geometry
import Groundwork
import Storage

/// `/api/workspace`: the content of the workspace.
struct WorkspaceView: Encodable {
  struct System: Encodable {
    var name: String
    var code: String?
  }

  struct Layer: Encodable {
    var name: String
    var title: String
    var role: String
    @Nullable var epoch: String?
    @Nullable var plan: String?
    @Nullable var classSystem: String?
    @Nullable var classVersion: String?
    var featureCount: Int
    var rejectedCount: Int
    var repairedCount: Int
    var synthetic: Bool
    @Nullable var provenance: Source?
    /// West, south, east, north in degrees.
    @Nullable var bounds: [Double]?
    var hasTiles: Bool
    /// Whether a field says how high its things are.
    var hasHeights: Bool
  }

  struct Source: Encodable {
    var file: String
    var sha256: String
    var layer: String
    var importedAt: String
    var program: String
    var options: [Option]
  }

  struct Option: Encodable {
    var name: String
    var value: String
  }

  var engine = Program.engine
  var name: String
  var synthetic: Bool
  @Nullable var crs: System?
  @Nullable var bounds: [Double]?
  var layers: [Layer]
  var epochs: [String]
  var plans: [String]
}

/// Writes an absent value as `null` instead of leaving it out.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
  var wrappedValue: Value?

  init(wrappedValue: Value?) {
    self.wrappedValue = wrappedValue
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}

extension Nullable: Sendable where Value: Sendable {}

extension WorkspaceView {
  /// - Parameter isVisible: Whether the sender may read a layer; the others are omitted.
  init(
    _ reader: WorkspaceReader, name: String, projection: MapProjection?,
    isVisible: (String) throws -> Bool
  ) throws {
    let records = try reader.layers().filter { try isVisible($0.name) }
    var all: Bounds?
    var ground: Bounds?
    layers = []
    for record in records {
      let isShown = TileMaker.isShown(record.role) && record.featureCount > 0
      let extent = isShown ? try reader.bounds(of: record.name) : nil
      if let extent {
        all = all?.union(extent) ?? extent
        if record.role == .survey { ground = ground?.union(extent) ?? extent }
      }
      let degrees = try extent.flatMap { try projection?.degrees($0) }
      let columns = degrees == nil ? [] : try reader.columns(of: record.name).map(\.name)
      layers.append(
        Layer(
          record, bounds: degrees, hasTiles: degrees != nil,
          hasHeights: TileHeight(among: columns) != nil))
    }
    self.name = name
    synthetic = records.contains { $0.synthetic }
    crs = try reader.crsDefinition().map { reference in
      System(
        name: reference.name, code: reference.code.map { "\(reference.organization):\($0)" })
    }
    bounds = try (ground ?? all).flatMap { try projection?.degrees($0) }
    epochs = Set(records.filter { $0.role == .survey }.compactMap(\.epoch)).sorted()
    // A flow stores the name of its later side as its plan even where that is an epoch.
    let planRoles: Set<LayerRole> = [.plan, .planned, .witness]
    plans = Set(records.filter { planRoles.contains($0.role) }.compactMap(\.plan)).sorted()
  }
}

extension WorkspaceView.Layer {
  init(_ record: LayerRecord, bounds: [Double]?, hasTiles: Bool, hasHeights: Bool) {
    name = record.name
    title = record.title
    role = record.role.rawValue
    epoch = record.epoch
    plan = record.plan
    classSystem = record.classSystem
    classVersion = record.classVersion
    featureCount = record.featureCount
    rejectedCount = record.rejectedCount
    repairedCount = record.repairedCount
    synthetic = record.synthetic
    provenance = record.provenance.map { source in
      WorkspaceView.Source(
        file: source.file, sha256: source.sha256, layer: source.layer,
        importedAt: source.importedAt, program: source.program,
        options: source.options.sorted { $0.key < $1.key }
          .map { WorkspaceView.Option(name: $0.key, value: $0.value) })
    }
    self.bounds = bounds
    self.hasTiles = hasTiles
    self.hasHeights = hasHeights
  }
}
