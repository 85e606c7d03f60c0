import Geometry
import Groundwork
import Storage

/// `/api/structure`: number and area of the patches of every class of every land-use layer
/// (土地利用结构).
struct StructureView: Encodable, Sendable {
  struct Row: Encodable, Sendable {
    var `class`: String
    var level1: String
    var category: String
    var count: Int
    var area: Area
    /// As the layer itself calls the class, for classes that no table knows.
    var nameInLayer: String
  }

  struct Layer: Encodable, Sendable {
    var layer: String
    var role: String
    @Nullable var epoch: String?
    @Nullable var plan: String?
    var classSystem: String?
    var rows: [Row]
  }

  var layers: [Layer]
}

extension StructureView {
  init(_ reader: WorkspaceReader) throws {
    layers = try reader.layers().filter { $0.role == .survey || $0.role == .planned }
      .map { try Layer($0, reader) }
  }
}

extension StructureView.Layer {
  private struct Key: Hashable {
    var values: [String]
  }

  private init(
    _ record: LayerRecord, rows: [StructureView.Row]
  ) {
    layer = record.name
    role = record.role.rawValue
    epoch = record.epoch
    plan = record.plan
    classSystem = record.classSystem
    self.rows = rows
  }

  init(_ record: LayerRecord, _ reader: WorkspaceReader) throws {
    var sums: [Key: (count: Int, area: Area)] = [:]
    let columns = ["zt_class", "zt_level1", "zt_category", "zt_class_name", "zt_area"]
    try reader.forEachRow(in: record.name, columns: columns) { values in
      let key = Key(values: values.prefix(4).map { $0.string ?? "" })
      sums[key, default: (0, .zero)].count += 1
      sums[key, default: (0, .zero)].area += Area(hundredths: values[4].int64 ?? 0)
    }
    let rows = sums.map { key, sum in
      StructureView.Row(
        class: key.values[0], level1: key.values[1], category: key.values[2], count: sum.count,
        area: sum.area, nameInLayer: key.values[3])
    }
    self.init(record, rows: rows.sorted { ($0.class, $0.nameInLayer) < ($1.class, $1.nameInLayer) })
  }
}
