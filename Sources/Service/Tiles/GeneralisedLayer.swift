import Geometry
import Groundwork
import Records
import Storage
import Survey
import Tiles

/// A large layer, generalised once for one state of the workspace, for tiles with too many patches
/// to be visible.
///
/// It takes two bytes for each of at most ``cellLimit`` cells, a third more for the coarser levels,
/// and nothing for each patch, so its memory is bounded however large the layer is.
final class GeneralisedLayer: Sendable {
  /// Tiles with at most this many patches show each of them.
  static let exactPatchLimit = 20_000
  /// 32 MB.
  static let cellLimit = 16 << 20
  /// The number of cells along a tile as a power of two: two screen pixels each.
  private static let cells = 8
  /// With fewer cells along a tile the map would look stepped.
  private static let fewestCells = 6
  private static let margin = 4
  /// Patches are counted by tiles of this zoom.
  private static let countZoom = 14

  /// From fine to coarse.
  private let levels: [CellRaster]
  private let counts: [TileCoordinate: Int]
  /// The attributes of the values from 1 on.
  private let attributes: [[(key: String, value: TileValue)]]

  /// Reads the layer once; `nil` if it has nothing to show.
  init?(
    _ record: LayerRecord, _ reader: WorkspaceReader, _ projection: MapProjection,
    without hidden: Set<String> = []
  ) throws {
    guard let extent = try reader.bounds(of: record.name) else { return nil }
    var raster = CellRaster(
      over: try projection.mercator(extent), deepest: 21, most: GeneralisedLayer.cellLimit)
    let side = WebMercator.worldWidth / Double(1 << raster.level)
    let grid = try ProjectionGrid(
      over: extent.padded(by: max(extent.width, extent.height) * 0.01), tolerance: side / 4
    ) { try projection.mercator(x: $0, y: $1) }
    let present = Set(try reader.columns(of: record.name).map(\.name))
    let columns = GeneralisedLayer.columns(for: record.role)
      .filter { present.contains($0) && !hidden.contains($0) }
    var values: [[Value]: UInt16] = [:]
    var attributes: [[(key: String, value: TileValue)]] = []
    var counts: [TileCoordinate: Int] = [:]
    try reader.forEachFeature(in: record.name, columns: columns) { feature in
      guard let geometry = feature.geometry, let box = geometry.bounds else { return }
      var value = values[feature.values] ?? 0
      if value == 0, attributes.count < Int(UInt16.max) {
        attributes.append(TileMaker.attributes(columns, feature.values))
        value = UInt16(attributes.count)
        values[feature.values] = value
      }
      let centre = try grid.project(
        x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2)
      let place = TileCoordinate(
        zoom: GeneralisedLayer.countZoom, mercatorX: centre.x, mercatorY: centre.y)
      counts[place, default: 0] += 1
      try raster.fill(geometry, with: value) { try grid.project(x: $0, y: $1) }
    }
    var levels = [raster]
    while let last = levels.last, last.level > GeneralisedLayer.cells {
      levels.append(last.halved())
    }
    self.levels = levels
    self.counts = counts
    self.attributes = attributes
  }

  /// The attributes of a generalised patch: none that differ from patch to patch.
  private static func columns(for role: LayerRole) -> [String] {
    let fields: [OwnField]
    switch role {
    case .survey, .planned: fields = [.landClass, .level1, .category]
    case .plan: fields = [.landClass, .element, .stage]
    case .witness: return ["rule"]
    default: fields = [.zone]
    }
    return fields.map(\.columnName)
  }

  /// Whether a tile has too many patches and is made from the raster.
  func isNeeded(for tile: TileCoordinate) -> Bool {
    let shift = GeneralisedLayer.countZoom - tile.zoom
    guard shift >= 0, let finest = levels.first,
      finest.level - tile.zoom >= GeneralisedLayer.fewestCells
    else { return false }
    let count = counts.reduce(0) { sum, entry in
      let isInside = entry.key.x >> shift == tile.x && entry.key.y >> shift == tile.y
      return isInside ? sum + entry.value : sum
    }
    return count > GeneralisedLayer.exactPatchLimit
  }

  /// The tile from the raster: one feature without an id for each combination of attributes.
  func tile(_ address: TileCoordinate, detail: TileDetail = TileDetail()) -> TileMaker.Tile {
    var layer = VectorTileLayer(name: TileMaker.layerName)
    let wanted = address.zoom + GeneralisedLayer.cells
    guard let raster = levels.first(where: { $0.level <= wanted }) ?? levels.last else {
      return TileMaker.Tile(bytes: [], tooSmall: 0)
    }
    let window = raster.window(address, margin: GeneralisedLayer.margin)
    let size = Int32(detail.extent >> (raster.level - address.zoom))
    let corner = -size * Int32(GeneralisedLayer.margin)
    for area in window.polygons(origin: TilePoint(x: corner, y: corner), size: size) {
      layer.append(
        id: nil, polygons: area.polygons, attributes: attributes[Int(area.value) - 1])
    }
    return TileMaker.Tile(bytes: VectorTile.encode([layer]), tooSmall: 0)
  }
}
