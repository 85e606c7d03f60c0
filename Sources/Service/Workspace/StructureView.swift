import Geometry
import Groundwork
import Records
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
    /// The name of the class in the layer, for classes without a table entry.
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
    let rows = try reader.classAreas(of: record.name).map { item in
      StructureView.Row(
        class: item.code, level1: item.level1, category: item.category, count: item.count,
        area: item.area, nameInLayer: item.nameInLayer)
    }
    self.init(record, rows: rows)
  }
}
