import Geometry
import Groundwork
import Storage

extension ConformanceCase {
  /// The register of layers, and the one coordinate reference system.
  static let layers: [ConformanceCase] = [
    ConformanceCase("an empty workspace") { workspace in
      try expect(try workspace.crsDefinition() == nil, true, "no reference")
      try expect(try workspace.layers(), [], "no layers")
      try expect(try workspace.document(kind: "a", key: "b") == nil, true, "no document")
      try expectRefusal("workspace.layer-missing") { _ = try workspace.columns(of: "nowhere") }
    },
    ConformanceCase("one reference system") { workspace in
      try expectRefusal("workspace.crs-missing") {
        try workspace.write { writer in
          _ = try writer.createLayer(Ground.record("a"), geometry: .point, columns: [])
        }
      }
      try workspace.write { try $0.setCRS(Ground.reference) }
      try workspace.write { try $0.setCRS(Ground.reference) }
      try expect(try workspace.crsDefinition(), Ground.reference, "reference")
      let other = SpatialReference(epsg: nil, name: "独立坐标系", wkt: "LOCAL_CS[\"x\"]")
      try expectRefusal("workspace.crs-differs") { try workspace.write { try $0.setCRS(other) } }
    },
    ConformanceCase("a reference system without a code") { workspace in
      let own = SpatialReference(epsg: nil, name: "独立坐标系", wkt: "LOCAL_CS[\"镇海独立\"]")
      try workspace.write { try $0.setCRS(own) }
      let found = try workspace.crsDefinition()
      try expect(found?.wkt, own.wkt, "text")
      try expect(found?.name, own.name, "name")
      try expect(found?.organization, "NONE", "organization")
      try expect(found?.code, nil, "code")
    },
    ConformanceCase("the register keeps everything") { workspace in
      var record = LayerRecord(
        name: "survey_2023", role: .survey, epoch: "2023", title: "二〇二三",
        classSystem: "GB/T 21010", classVersion: "2017", featureCount: 99, rejectedCount: 2,
        repairedCount: 3,
        provenance: Provenance(
          file: "/数据/镇海.gdb", sha256: "ab", layer: "DLTB", importedAt: "2024-01-01T00:00:00Z",
          program: Program.engine, options: ["b": "2", "a": "/1"]), synthetic: true)
      try workspace.write { writer in
        _ = try writer.createLayer(record, geometry: .none, columns: [])
      }
      record.featureCount = 0
      try expect(try workspace.layers(), [record], "entry")
      try expect(try workspace.layer("SURVEY_2023"), record, "whatever the case")
      try expect(try workspace.layer(role: .survey, epoch: "2024"), nil, "other epoch")
      record.title = "改名'\"\\"
      record.plan = "方案"
      record.provenance = nil
      try workspace.write { try $0.updateRecord(record) }
      try expect(try workspace.layers(), [record], "changed entry")
      try workspace.write { try $0.dropLayer("Survey_2023") }
      try expect(try workspace.layers(), [], "after the layer went")
      try expectRefusal("workspace.layer-missing") {
        try workspace.write { try $0.updateRecord(record) }
      }
    },
    ConformanceCase("layers in the order of their names") { workspace in
      try workspace.write { writer in
        for name in ["b", "Á", "a_2", "规划", "A_1", "调查"] {
          _ = try writer.createLayer(Ground.record(name), geometry: .none, columns: [])
        }
      }
      try expect(
        try workspace.layers().map { $0.name }, ["A_1", "a_2", "b", "Á", "规划", "调查"], "order")
    },
    ConformanceCase("a layer of the same name is replaced") { workspace in
      try Ground.write(100, to: workspace)
      try Ground.write(5, "SURVEY_2023", to: workspace)
      try expect(try workspace.layers().map { $0.name }, ["SURVEY_2023"], "names")
      try expect(try workspace.featureCount(of: "survey_2023"), 5, "features")
      var found = 0
      let far = Bounds(minX: 650_045, minY: 3_320_000, maxX: 655_000, maxY: 3_320_010)
      try workspace.forEachFeature(in: "survey_2023", bounds: far) { _ in found += 1 }
      try expect(found, 1, "features in the box")
      try workspace.write { writer in
        try Ground.write(3, "survey_2023", to: writer)
        try Ground.write(2, "survey_2023", to: writer)
      }
      try expect(try workspace.featureCount(of: "survey_2023"), 2, "twice in one transaction")
    },
    ConformanceCase("names longer than PostgreSQL's") { workspace in
      let long = String(repeating: "图", count: 55)
      let columns = ["甲", "乙"].map { Column(String(repeating: "字段", count: 40) + $0, .text) }
      for name in [long + "甲", long + "乙"] {
        try workspace.write { writer in
          let layer = try writer.createLayer(
            Ground.record(name), geometry: .none, columns: columns, indexed: [columns[0].name])
          try layer.append(geometry: nil, values: [.text(name), .null])
        }
      }
      for name in [long + "甲", long + "乙"] {
        try expect(try workspace.columns(of: name), columns, "columns")
        var rows: [[Value]] = []
        try workspace.forEachRow(in: name) { rows.append($0) }
        try expect(rows, [[.text(name), .null]], "row of \(name)")
      }
    },
    ConformanceCase("names that cannot be") { workspace in
      for name in ["", "a b", "a-b", "gpkg_x", "RTREE_a", "sqlite_a", "zhitu_layers", "a\"b", "图;"]
      {
        try expectRefusal("workspace.layer-name") {
          try workspace.write { writer in
            _ = try writer.createLayer(Ground.record(name), geometry: .none, columns: [])
          }
        }
      }
      for names in [["a", "A"], ["fid"], [""]] {
        try expectRefusal("workspace.column-name") {
          try workspace.write { writer in
            _ = try writer.createLayer(
              Ground.record("a"), geometry: .none, columns: names.map { Column($0, .text) })
          }
        }
      }
      try expect(try workspace.layers(), [], "nothing is left")
    },
  ]
}
