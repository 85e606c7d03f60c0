import Flow
import Geometry
import Groundwork
import Overlay
import Testing

@Suite("Flow ledger")
struct FlowLedgerTests {
  private func label(_ key: String) -> FlowClass.Label {
    FlowClass.Label(key: key, name: Localized(key), colour: "#888888")
  }

  private func side(_ name: String, _ shapes: [(String, MultiPolygon)]) -> FlowSide {
    var side = FlowSide(name: name)
    for (index, (code, shape)) in shapes.enumerated() {
      let level1 = String(code.prefix(2))
      let item = FlowClass(
        source: label(code), standard: label(code), level1: label(level1), category: nil)
      let known = side.classes.firstIndex(of: item) ?? side.classes.count
      if known == side.classes.count { side.classes.append(item) }
      var rings = RingBuffer()
      rings.append(shape)
      side.append(
        fid: Int64(index + 1), id: "\(name)\(index)", class: Int32(known),
        area: Area(roundingSquareMetres: shape.planarSquareMetres) ?? .zero, rings: rings)
    }
    return side
  }

  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> MultiPolygon {
    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return MultiPolygon(
      Polygon(corners.compactMap { GridPoint(metresX: $0.0, y: $0.1) }))
  }

  @Test("pieces and uncovered ground of both sides are rows that sum to every patch")
  func uncovered() throws {
    let before = side("a", [("0101", box(0, 0, 100, 100)), ("0601", box(100, 0, 50, 100))])
    let after = side("b", [("0102", box(20, 0, 100, 100)), ("1101", box(120, -50, 10, 60))])
    let ledger = try FlowLedger.make(before: before, after: after, density: nil)
    try ledger.checkInvariants()
    func area(_ from: Int32?, _ to: Int32?) -> Int64? {
      ledger.rows.first { $0.from == from && $0.to == to }?.area.hundredths
    }
    #expect(area(0, 0) == 800_000)
    #expect(area(0, nil) == 200_000)
    #expect(area(1, 0) == 200_000)
    #expect(area(1, 1) == 10_000)
    #expect(area(1, nil) == 290_000)
    #expect(area(nil, 1) == 50_000)
    #expect(ledger.rows.count == 6)
    #expect(ledger.rows.filter { $0.kind == .uncoveredFrom }.count == 2)
    #expect(ledger.rows.filter { $0.kind == .uncoveredTo }.count == 1)
  }

  @Test("ground that the after side counts twice is one negative row")
  func overlap() throws {
    let before = side("a", [("0101", box(0, 0, 100, 100))])
    let after = side("b", [("0102", box(0, 0, 60, 100)), ("0103", box(40, 0, 60, 100))])
    let ledger = try FlowLedger.make(before: before, after: after, density: nil)
    try ledger.checkInvariants()
    #expect(ledger.total(of: .piece) == Area(hundredths: 1_200_000))
    #expect(ledger.total(of: .overlap) == Area(hundredths: -200_000))
    #expect(ledger.rows.map(\.area).total() == before.areas.total())
  }

  @Test(
    "rows sum to every patch before, columns to every patch after, with areas of thirds of units")
  func margins() throws {
    var shapes: [(String, MultiPolygon)] = []
    var strips: [(String, MultiPolygon)] = []
    for index in 0..<60 {
      shapes.append(("0101", box(Double(index) * 3.3333, 0, 3.3333, 199.998)))
      strips.append(("0201", box(0, Double(index) * 3.3333, 199.998, 3.3333)))
    }
    let before = side("a", shapes)
    let after = side("b", strips)
    let ledger = try FlowLedger.make(before: before, after: after, density: nil)
    try ledger.checkInvariants()
    #expect(ledger.rows.allSatisfy { $0.kind == .piece })
    var rows = [Int: Int64]()
    var columns = [Int: Int64]()
    for row in ledger.rows {
      rows[Int(row.from ?? -1), default: 0] += row.area.hundredths
      columns[Int(row.to ?? -1), default: 0] += row.area.hundredths
    }
    for patch in 0..<60 {
      #expect(rows[patch] == before.areas[patch].hundredths)
      #expect(columns[patch] == after.areas[patch].hundredths)
    }
  }

  @Test("an unchanged epoch flows only to itself")
  func unchanged() throws {
    let one = side("a", [("0101", box(0, 0, 33.3333, 71.7)), ("0301", box(33.3333, 0, 20, 71.7))])
    let ledger = try FlowLedger.make(before: one, after: one, density: nil)
    try ledger.checkInvariants()
    #expect(ledger.rows.count == 2)
    #expect(ledger.matrix(by: .class).cells.allSatisfy { $0.from == $0.to })
    #expect(ledger.matrix(by: .class).total == one.areas.total())
  }

  @Test(
    "matrices group by class and by level; a class without a label is identified by its source value"
  )
  func matrix() throws {
    let before = side("a", [("0101", box(0, 0, 100, 100)), ("0102", box(100, 0, 100, 100))])
    let after = side("b", [("0601", box(0, 0, 200, 100))])
    let ledger = try FlowLedger.make(before: before, after: after, density: nil)
    try ledger.checkInvariants()
    let byLevel = ledger.matrix(by: .level1)
    #expect(byLevel.cells.count == 1)
    #expect(byLevel.cells[0].from?.key == "01")
    #expect(byLevel.cells[0].area == Area(hundredths: 2_000_000))
    #expect(ledger.matrix(by: .class).cells.count == 2)
    #expect(ledger.matrix(by: .category).cells.count == 2)
    #expect(
      ledger.matrix(by: .class).csv == "\u{FEFF}from,to,area_m2,kind,from_name,to_name\n"
        + "0101,0601,10000.00,piece,0101,0601\n0102,0601,10000.00,piece,0102,0601\n")
  }

  @Test("the piece table names ids and classes and leaves uncovered ones empty")
  func pieces() throws {
    let before = side("a", [("01,01", box(0, 0, 100, 100))])
    let after = side("b", [("0601", box(50, 0, 100, 100))])
    let ledger = try FlowLedger.make(before: before, after: after, density: nil)
    try ledger.checkInvariants()
    var text = ""
    try ledger.writePieces(by: .class, job: Job(threads: 2)) {
      text += String(decoding: $0, as: UTF8.self)
    }
    #expect(
      text == CSV.byteOrderMark + """
        from_id,to_id,from,to,area_m2,kind
        a0,b0,"01,01",0601,5000.00,piece
        a0,,"01,01",,5000.00,uncovered_from
        ,b0,,0601,5000.00,uncovered_to

        """)
  }

  @Test("a long piece table is the same for any number of threads")
  func longTable() throws {
    let side = side("a", (0..<100).map { _ in ("0101", box(0, 0, 100, 100)) })
    let rows = (0..<50_000).map { index in
      FlowRow(from: Int32(index % 100), to: Int32(index % 99), area: Area(hundredths: Int64(index)))
    }
    let ledger = FlowLedger(before: side, after: side, rows: rows, areaKind: .planar)
    let tables = try [1, 2, 7].map { threads in
      var table: [UInt8] = []
      try ledger.writePieces(by: .class, job: Job(threads: threads)) { table += $0 }
      return table
    }
    #expect(tables[0].count { $0 == 10 } == 50_001)
    let isSame = tables.map { $0 == tables[0] }
    #expect(isSame == [true, true, true])
  }

  /// Twice the ground in the west, more in the east.
  private struct Slope: ArealDensity {
    func expansion(x: Double, y: Double) -> DensityExpansion {
      DensityExpansion(value: 2 + 1e-3 * x, x: 1e-3, y: 0, xx: 0, xy: 0, yy: 0)
    }
  }

  @Test(
    "a ledger without rings has the rows of one with them, also of ground that is not covered",
    arguments: [1, 2], [false, true])
  func withoutRings(threads: Int, isWeighed: Bool) throws {
    let density: (any ArealDensity)? = isWeighed ? Slope() : nil
    let before = side("a", [("0101", box(0, 0, 100, 100)), ("0601", box(100, 0, 50, 100))])
    let after = side("b", [("0102", box(20, 0, 100, 100)), ("1101", box(120, -50, 10, 60))])
    let whole = try FlowLedger.make(before: before, after: after, density: density)
    try whole.checkInvariants()
    #expect(whole.rows.contains { $0.kind == .uncoveredFrom })
    let bare = try FlowLedger.make(
      before: before, after: after, density: density, keepsRings: false,
      job: Job(threads: threads))
    #expect(bare.rows == whole.rows)
    #expect(bare.before.areas == whole.before.areas)
    #expect(bare.before.polygons.count == 2)
    #expect(bare.before.polygons.doubledAreas == whole.before.polygons.doubledAreas)
    #expect(bare.before.polygons.slots.isEmpty)
    #expect(bare.after.polygons.slots.isEmpty)
    #expect(before.polygons.ringCount == 2)
    #expect(try !whole.geometry(ofRow: 0).polygons.isEmpty)
  }

  @Test("the piece table writes any id and any number")
  func anyIdAndNumber() throws {
    let ids = ["", "a,b", "say \"no\"", "two\nlines", "耕地一号，在河边的那一块地", "plain"]
    let areas: [Int64] = [
      0, 1, -1, 9, 10, 99, 100, -100, 101, 999, 1_000, 123_456_789, -50_005, .max, .min + 1,
    ]
    var side = side("a", ids.map { ($0, box(0, 0, 100, 100)) })
    side.ids = ids
    var rows: [FlowRow] = []
    for (index, area) in areas.enumerated() {
      let patch = Int32(index % ids.count)
      rows.append(
        FlowRow(
          from: index % 4 == 3 ? nil : patch, to: index % 5 == 4 ? nil : (patch + 1) % 6,
          area: Area(hundredths: area)))
    }
    let ledger = FlowLedger(before: side, after: side, rows: rows, areaKind: .planar)
    var text = ""
    try ledger.writePieces(by: .source) { text += String(decoding: $0, as: UTF8.self) }
    let expected = rows.map { row in
      let from = row.from.map { side.ids[Int($0)] } ?? ""
      let to = row.to.map { side.ids[Int($0)] } ?? ""
      let key = { (patch: Int32?) in
        patch.map { side.classes[Int(side.classOf[Int($0)])].source.key } ?? ""
      }
      let fields = [
        from, to, key(row.from), key(row.to), row.area.decimal, row.kind.rawValue,
      ]
      return fields.map(CSV.field).joined(separator: ",") + "\n"
    }
    #expect(text == "\u{FEFF}from_id,to_id,from,to,area_m2,kind\n" + expected.joined())
  }
}
