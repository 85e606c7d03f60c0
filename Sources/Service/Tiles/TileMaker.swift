import Geometry
import Groundwork
import Records
import Storage
import Survey
import Tiles

/// Makes the vector tiles of one workspace.
struct TileMaker: Sendable {
  /// A tile, and how many patches were too small to be drawn at its zoom.
  struct Tile: Sendable {
    var bytes: [UInt8]
    var tooSmall: Int
  }

  /// The name of the one layer inside every tile.
  static let layerName = "features"

  let workspace: Workspace
  let projection: MapProjection
  /// Columns that are left out, in small letters.
  var hidden: Set<String> = []

  /// The columns that the map needs to style and to label each kind of layer.
  static func columns(for role: LayerRole) -> [String] {
    let fields: [OwnField]
    switch role {
    case .survey, .planned: fields = [.landClass, .level1, .category, .area]
    case .plan: fields = [.id, .landClass, .element, .project, .stage, .area]
    case .witness:
      return ["rule", "rank", "from_class", "to_class", OwnField.area.columnName]
    default: fields = [.id, .name, .zone, .area]
    }
    return fields.map(\.columnName)
  }

  /// Which of the columns of tiles are left out for somebody: people for whom they are the same share
  /// their tiles.
  static func hidden(_ fields: VisibleFields, _ role: LayerRole) -> Set<String> {
    Set(columns(for: role) + TileHeight.columns)
      .intersection(fields.withheld.map { $0.lowercased() })
  }

  /// Whether layers of this role have polygons that the map shows.
  static func isShown(_ role: LayerRole) -> Bool {
    [.planned, .witness].contains(role) || ImportRole(rawValue: role.rawValue) != nil
  }

  /// The tile with every patch, or from the generalised layer where there are too many of them.
  func tile(
    _ address: TileCoordinate, of record: LayerRecord, _ generalised: GeneralisedLayerCache
  ) throws -> Tile {
    if record.featureCount > GeneralisedLayer.exactPatchLimit,
      let layer = try generalised.layer(
        record.name, without: hidden,
        make: {
          try workspace.read { try GeneralisedLayer(record, $0, projection, without: hidden) }
        }),
      layer.isNeeded(for: address)
    {
      return layer.tile(address)
    }
    return try exactTile(address, of: record)
  }

  private func exactTile(_ address: TileCoordinate, of record: LayerRecord) throws -> Tile {
    try workspace.read { reader in
      guard let extent = try reader.bounds(of: record.name) else {
        return Tile(bytes: [], tooSmall: 0)
      }
      let detail = TileDetail()
      let probe = PolygonTiler(tile: address, detail: detail) { ($0, $1) }
      let onMap = try projection.mercator(extent)
      guard onMap.intersects(probe.reach) else { return Tile(bytes: [], tooSmall: 0) }
      // Far from the layer its coordinate system may be undefined, so only the part of the tile
      // that the layer reaches is transformed.
      let box = try projection.workspace(TileMaker.intersection(onMap, probe.reach))
      let grid = try ProjectionGrid(
        over: box.padded(by: max(box.width, box.height) * 0.1),
        tolerance: address.width / Double(detail.extent) / 4
      ) { try projection.mercator(x: $0, y: $1) }
      let tiler = PolygonTiler(tile: address, detail: detail) { try grid.project(x: $0, y: $1) }
      return try fill(tiler, box, record, reader)
    }
  }

  private func fill(
    _ tiler: PolygonTiler, _ box: Bounds, _ record: LayerRecord, _ reader: WorkspaceReader
  ) throws -> Tile {
    let all = try reader.columns(of: record.name).map(\.name)
    let present = Set(all)
    let height = TileHeight(among: all.filter { !hidden.contains($0.lowercased()) })
    let columns =
      TileMaker.columns(for: record.role)
      .filter { present.contains($0) && !hidden.contains($0) }
      + (height.map { [$0.column] } ?? [])
    var layer = VectorTileLayer(name: TileMaker.layerName)
    var tooSmall = 0
    try reader.forEachFeature(in: record.name, columns: columns, bounds: box) { feature in
      guard let geometry = feature.geometry else { return }
      switch try tiler.place(geometry) {
      case .outside: return
      case .tooSmall: tooSmall += 1
      case .drawn(let polygons):
        var values = feature.values
        let metres = height == nil ? nil : values.popLast().flatMap { height?.metres($0) }
        var attributes = TileMaker.attributes(columns, values)
        if let metres { attributes.append((TileHeight.attribute, .real(metres))) }
        let id = UInt64(exactly: feature.fid)
        layer.append(id: id, polygons: polygons, attributes: attributes)
      }
    }
    return Tile(bytes: VectorTile.encode([layer]), tooSmall: tooSmall)
  }

  static func attributes(
    _ columns: [String], _ values: [Value]
  ) -> [(key: String, value: TileValue)] {
    zip(columns, values).compactMap { column, value in
      switch value {
      case .null: nil
      case .integer(let number): (column, .integer(number))
      case .real(let number): (column, .real(number))
      case .text(let text): (column, .text(text))
      }
    }
  }

  private static func intersection(_ a: Bounds, _ b: Bounds) -> Bounds {
    Bounds(
      minX: max(a.minX, b.minX), minY: max(a.minY, b.minY), maxX: min(a.maxX, b.maxX),
      maxY: min(a.maxY, b.maxY))
  }
}
