import Geometry
import Groundwork
import Storage

extension ConformanceCase {
  /// What is put into a layer comes back as it was, and is found by number, value and box.
  static let rows: [ConformanceCase] = [
    ConformanceCase("values come back as they were") { workspace in
      let columns = [
        Column("zt_id", .text), Column("地类名称", .text), Column("n", .integer), Column("r", .real),
        Column("odd \"name\"", .real), Column("select", .text),
      ]
      let rows: [[Value]] = [
        [.text("1"), .text("水田"), .integer(.max), .real(0.1), .real(5), .text("'")],
        [.null, .text(""), .integer(.min), .real(-1e300), .real(0), .text("\\N\t\r\n\\.")],
        [.text("a\"b'c\n𠮷🌾"), .null, .null, .null, .real(.infinity), .null],
        [.text("007"), .text("  x "), .integer(0), .real(.leastNonzeroMagnitude), .null, .null],
      ]
      let shapes: [MultiPolygon?] = [
        Ground.square(0, 0), MultiPolygon([]), nil,
        MultiPolygon([
          Polygon(
            Ground.square(0, 0).polygons[0].exterior,
            holes: [Array(Ground.square(2, 2, side: 3).polygons[0].exterior.reversed())]),
          Ground.square(50, 50).polygons[0],
        ]),
      ]
      try workspace.write { writer in
        try writer.setCRS(Ground.reference)
        let layer = try writer.createLayer(
          Ground.record("调查_2023"), geometry: .multiPolygon, columns: columns)
        for index in rows.indices { try layer.append(geometry: shapes[index], values: rows[index]) }
      }
      try expect(try workspace.columns(of: "调查_2023"), columns, "columns")
      try expect(try workspace.layers().map { $0.featureCount }, [4], "count")
      try expect(
        try workspace.bounds(of: "调查_2023"), Bounds(minX: 0, minY: 0, maxX: 60, maxY: 60), "extent")
      var features: [Feature] = []
      try workspace.forEachFeature(in: "调查_2023") { features.append($0) }
      try expect(features.map { $0.fid }, [1, 2, 3, 4], "numbers")
      try expect(features.map { $0.values }, rows, "values")
      try expect(features.map { $0.geometry }, shapes, "geometries")
      try expect(try workspace.feature(4, in: "调查_2023")?.geometry, shapes[3], "one feature")
      try expect(try workspace.feature(5, in: "调查_2023") == nil, true, "a number that is not there")
    },
    ConformanceCase("values are brought into one form") { workspace in
      try workspace.write { writer in
        let layer = try writer.createLayer(
          Ground.record("a"), geometry: .none, columns: [Column("r", .real)])
        for value in [Value.integer(3), .real(-0.0), .real(.nan)] {
          try layer.append(geometry: nil, values: [value])
        }
      }
      var rows: [Value] = []
      try workspace.forEachRow(in: "a") { rows += $0 }
      try expect(rows, [.real(3), .real(0), .null], "values")
      for (type, value) in [(ColumnType.integer, Value.text("1")), (.text, .text("a\0b"))] {
        try expectRefusal("workspace.value-type") {
          try workspace.write { writer in
            let layer = try writer.createLayer(
              Ground.record("b"), geometry: .none, columns: [Column("c", type)])
            try layer.append(geometry: nil, values: [value])
          }
        }
      }
    },
    ConformanceCase("columns and rows are chosen") { workspace in
      try Ground.write(3, to: workspace)
      var rows: [[Value]] = []
      try workspace.forEachFeature(
        in: "survey_2023", columns: ["n", "zt_id"], geometry: false
      ) { rows.append($0.values) }
      try expect(rows, (0..<3).map { [.integer($0), .text("图斑\($0)")] }, "columns")
      func numbers(_ column: String, _ value: Value) throws -> [Value] {
        var found: [Value] = []
        try workspace.forEachRow(
          in: "survey_2023", columns: ["n"], where: (column, value)
        ) { found += $0 }
        return found
      }
      try expect(try numbers("zt_id", .text("图斑1")), [.integer(1)], "by text")
      try expect(try numbers("n", .integer(2)), [.integer(2)], "by number")
      try expect(try numbers("zt_id", .null), [], "by null")
      try expect(try numbers("zt_id", .integer(1)), [], "by a value of another type")
      try expectRefusal("workspace.column-missing") { _ = try numbers("没有", .null) }
    },
    ConformanceCase("a number that is taken is refused at once") { workspace in
      // Above, within and between the runs of numbers; the caller may carry on.
      let given: [Int64] = [3, 4, 5, 9, 7, .min, 0]
      try workspace.write { writer in
        let layer = try writer.createLayer(
          Ground.record("a"), geometry: .none, columns: [Column("n", .integer)])
        for fid in given {
          try layer.append(fid: fid, geometry: nil, values: [.integer(fid)])
          for taken in given[...(given.firstIndex(of: fid) ?? 0)] {
            try expectRefusal("workspace.constraint") {
              try layer.append(fid: taken, geometry: nil, values: [.null])
            }
          }
        }
        try expect(try layer.append(geometry: nil, values: [.null]), 10, "the next number")
        try expect(layer.count, given.count + 1, "count")
      }
      var rows: [Value] = []
      try workspace.forEachRow(in: "a") { rows += $0 }
      try expect(rows, given.sorted().map { .integer($0) } + [.null], "rows")
      struct Whim: Error {}
      do {
        try workspace.write { writer in
          let layer = try writer.createLayer(Ground.record("b"), geometry: .none, columns: [])
          try layer.append(fid: 1, geometry: nil, values: [])
          try expectRefusal("workspace.constraint") {
            try layer.append(fid: 1, geometry: nil, values: [])
          }
          throw Whim()
        }
      } catch is Whim {}
      try expect(try workspace.layers().map { $0.name }, ["a"], "layers")
    },
    ConformanceCase("numbers are the caller's, in any order") { workspace in
      try workspace.write { writer in
        let layer = try writer.createLayer(
          Ground.record("a"), geometry: .none, columns: [Column("n", .integer)])
        for fid: Int64 in [7, 3, 5] {
          try layer.append(fid: fid, geometry: nil, values: [.integer(fid)])
        }
        try expect(try layer.append(geometry: nil, values: [.null]), 8, "the next number")
      }
      var rows: [Value] = []
      try workspace.forEachRow(in: "a") { rows += $0 }
      try expect(rows, [.integer(3), .integer(5), .integer(7), .null], "order")
      try expectRefusal("workspace.constraint") {
        try workspace.write { writer in
          let layer = try writer.createLayer(Ground.record("b"), geometry: .none, columns: [])
          for _ in 0..<2 { try layer.append(fid: 1, geometry: nil, values: []) }
          try layer.finish()
        }
      }
      try expect(try workspace.layers().map { $0.name }, ["a"], "nothing of it is left")
    },
    ConformanceCase("points, tables and geometry as received") { workspace in
      // A line with Z, big endian; an open ring; bytes that are no geometry at all.
      let line: [UInt8] =
        [0, 0, 0, 3, 234, 0, 0, 0, 2]
        + [1.0, 2, 3, 4, 5, 6].flatMap { value in
          withUnsafeBytes(of: value.bitPattern.bigEndian) { [UInt8]($0) }
        }
      let raw: [[UInt8]] = [line, [], [1, 2, 3], [1, 3, 0, 0, 0, 9, 9, 9, 9]]
      try workspace.write { writer in
        try writer.setCRS(Ground.reference)
        let flow = try writer.createLayer(
          Ground.record("flow_a__b"), geometry: .none,
          columns: [Column("from_fid", .integer), Column("area", .integer)], indexed: ["from_fid"])
        let points = try writer.createLayer(
          Ground.record("finding_a"), geometry: .point, columns: [Column("rule", .text)])
        let rejected = try writer.createLayer(
          Ground.record("rejected_a"), geometry: .any, columns: [])
        // Filled side by side, finished by the transaction.
        for index in 0..<4 {
          try flow.append(
            geometry: nil, values: [index == 1 ? .null : .integer(7), .integer(Int64(index))])
          try points.append(point: (Double(index), 5), values: [.text("R\(index)")])
          try rejected.append(rawWKB: raw[index], values: [])
        }
      }
      try expect(try workspace.bounds(of: "flow_a__b"), nil, "no extent")
      try expect(
        try workspace.bounds(of: "finding_a"), Bounds(minX: 0, minY: 5, maxX: 3, maxY: 5), "points")
      try expect(
        try workspace.bounds(of: "rejected_a"), Bounds(minX: 1, minY: 2, maxX: 4, maxY: 5), "line")
      var found: [[UInt8]] = []
      try workspace.forEachRawFeature(in: "rejected_a", columns: []) { _, wkb, _ in
        found.append([UInt8](wkb))
      }
      try expect(found, raw, "bytes")
      try expectRefusal("workspace.geometry") {
        try workspace.forEachFeature(in: "rejected_a") { _ in }
      }
      var numbers: [Int64] = []
      let box = Bounds(minX: 0, minY: 0, maxX: 2, maxY: 9)
      for layer in ["finding_a", "rejected_a", "flow_a__b"] {
        try workspace.forEachRawFeature(in: layer, columns: [], bounds: box) { fid, _, _ in
          numbers.append(fid)
        }
      }
      try expect(numbers, [1, 2, 3, 1], "in the box")
    },
    ConformanceCase("boxes touch at their edges") { workspace in
      try Ground.write(10, to: workspace)
      func found(_ minX: Double, _ maxX: Double) throws -> [Int64] {
        var numbers: [Int64] = []
        let box = Bounds(minX: minX, minY: 3_320_000, maxX: maxX, maxY: 3_320_000)
        try workspace.forEachRawFeature(in: "survey_2023", columns: [], bounds: box) { fid, _, _ in
          numbers.append(fid)
        }
        return numbers
      }
      try expect(try found(650_010, 650_010), [1, 2], "on an edge")
      try expect(try found(650_010.0001, 650_010.0001), [2], "a grid unit beside it")
      try expect(try found(650_095, 660_000), [10], "the last")
      try expect(try found(650_100.0001, 660_000), [], "outside")
    },
  ]
}
