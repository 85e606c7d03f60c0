import Flow
import Geometry
import Groundwork
import Policy
import Records
import Storage
import Survey
import Testing

@Suite("Rows and values")
struct RowTests {
  private func box(_ x: Double, _ width: Double) -> MultiPolygon {
    let corners = [(x, 0.0), (x + width, 0), (x + width, 100), (x, 100)]
    return MultiPolygon(Polygon(corners.compactMap { GridPoint(metresX: $0.0, y: $0.1) }))
  }

  private func side(_ name: String, _ shapes: [(String, MultiPolygon)]) -> FlowSide {
    var side = FlowSide(name: name)
    var labels = ClassLabels(system: nil)
    var rings = RingBuffer()
    for (number, (code, shape)) in shapes.enumerated() {
      rings.clear()
      rings.append(shape)
      side.append(
        fid: Int64(number + 1), id: "\(name)\(number)",
        class: labels.index(source: code, code: nil),
        area: Area(roundingSquareMetres: shape.planarSquareMetres) ?? .zero, rings: rings)
    }
    side.classes = labels.classes
    return side
  }

  @Test("every row of a ledger is read back as written")
  func flow() throws {
    // Changed, unchanged, uncovered on either side, covered twice.
    let ledger = try FlowLedger.make(
      before: side("a", [("0101", box(0, 100)), ("0301", box(100, 50)), ("0601", box(150, 10))]),
      after: side("b", [("0102", box(40, 60)), ("0301", box(80, 70)), ("1101", box(200, 20))]),
      density: nil)
    let written = ledger.rows.map { FlowRecord($0, of: ledger) }
    #expect(Set(written.map(\.kind)) == Set([.piece, .uncoveredFrom, .uncoveredTo, .overlap]))
    let workspace = Workspace(MemoryHome())
    let record = LayerRecord(name: LayerName.flow(from: "a", to: "b"), role: .flow, title: "")
    try workspace.write { writer in
      let table = try writer.createLayer(record, geometry: .none, columns: FlowRecord.columns)
      for row in written { try table.append(geometry: nil, values: row.values) }
      try table.finish()
    }
    var read: [FlowRecord] = []
    try workspace.read { try $0.forEachFlowRecord(in: record.name) { read.append($0) } }
    #expect(read.map(\.values) == written.map(\.values))
    #expect(read.map(\.area).total() == ledger.rows.map(\.area).total())
  }

  @Test("areas by class are the sums of the patches, whatever their order")
  func classAreas() throws {
    let workspace = Workspace(MemoryHome())
    let record = LayerRecord(name: LayerName.survey("2023"), role: .survey, title: "")
    let patches: [(String, Int64)] = [("0101", 100), ("0301", 7), ("0101", 250), ("", 1)]
    try workspace.write { writer in
      try writer.setCRS(SpatialReference(epsg: nil, name: "测试", wkt: "LOCAL_CS[\"测试\"]"))
      let layer = try writer.createLayer(
        record, geometry: .none, columns: ImportRole.survey.fields.map(\.column))
      for (code, area) in patches {
        let values = ImportRole.survey.fields.map { field -> Value in
          switch field {
          case .landClass: code.isEmpty ? .null : .text(code)
          case .className: .text("类")
          case .area: .integer(area)
          default: .null
          }
        }
        try layer.append(geometry: nil, values: values)
      }
      try layer.finish()
    }
    let areas = try workspace.read { try $0.classAreas(of: record.name) }
    #expect(areas.map(\.code) == ["", "0101", "0301"])
    #expect(areas.map(\.count) == [1, 2, 1])
    #expect(areas.map(\.area.hundredths) == [1, 350, 7])
    #expect(areas.allSatisfy { $0.nameInLayer == "类" })
  }

  @Test("a planned layer keeps the survey's own fields and none of the program's")
  func plannedFields() {
    let fields = PlannedFields([
      Column("ZT_ID", .text), Column("TBMJ", .real), Column("KCXS", .real), Column("KCMJ", .real),
      Column("TBDLMJ", .real), Column("DLBM", .text),
    ])
    #expect(fields.columns.map(\.name) == ["TBMJ", "KCXS", "KCMJ", "TBDLMJ", "DLBM"])
    let rest = fields.remainder(
      [.real(1000), .real(0.1), .real(100), .real(900), .text("0101")],
      area: Area(hundredths: 50_000))
    #expect(rest == [.real(500), .real(0.1), .real(50), .real(450), .text("0101")])
  }
}
