import EventLog
import Geometry
import Groundwork
import Storage

/// Makes random writes and questions, puts the same to several homes, and throws at the first
/// difference. The same seed makes the same trial.
public struct HomeComparison {
  /// The number of writes and questions so far.
  public private(set) var steps = 0
  private let seed: UInt64
  var random: SeededNumbers
  private static let names = [
    "survey_2018", "survey_2023", "规划", "plan_A", "rejected_x", "flow_a__b",
  ]

  public init(seed: UInt64) {
    self.seed = seed
    random = SeededNumbers(state: seed)
  }

  /// - Throws: ``ConformanceFailure`` with seed and step.
  public mutating func run(_ homes: [Workspace], steps count: Int) throws {
    let end = steps + count
    while steps < end {
      do {
        try step(homes)
      } catch let failure as ConformanceFailure {
        throw ConformanceFailure(description: "seed \(seed), step \(steps): \(failure)")
      }
      steps += 1
    }
    try HomeComparison.compare(homes)
  }

  /// Everything that can be asked, of every layer and document.
  public static func compare(_ homes: [Workspace]) throws {
    try agree(homes, "the log of deeds") { try $0.readEvents { try Deeds.content($0) } }
    for home in homes where try home.readEvents({ try $0.logHeader() }) != nil {
      try expect(try LogVerification.run(home).faults, [], "the chain of \(home.path)")
    }
    try agree(homes, "everything") { workspace in
      try workspace.read { reader in
        var text = "\(String(describing: try reader.crsDefinition()?.wkt))\n"
        for layer in try reader.layers() {
          text += "\(layer)\n\(try reader.columns(of: layer.name))\n"
          text += "\(String(describing: try reader.bounds(of: layer.name)))\n"
          text += try features(reader, layer.name, nil, nil)
        }
        for kind in ["check", "verdicts"] {
          for (key, _) in try reader.documents(kind: kind) {
            text += "\(kind) \(key) \(try reader.versions(kind: kind, key: key).map { $0.body })\n"
          }
        }
        return text
      }
    }
  }

  private mutating func step(_ homes: [Workspace]) throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0, 1: try writeLayer(homes)
    case 2: try writeDocuments(homes)
    case 3: try change(homes)
    case 4: try compareRegister(homes)
    case 5: try compareDocuments(homes)
    case 6, 7: try appendEvents(homes)
    case 8: try project(homes)
    case 9: try compareEvents(homes)
    default: try compareFeatures(homes)
    }
  }

  /// A write of one or two layers; one in six fails at its end and leaves nothing.
  private mutating func writeLayer(_ homes: [Workspace]) throws {
    struct Whim: Error {}
    let drafts = (0..<Int.random(in: 1...2, using: &random)).map { _ in draft() }
    let fails = Int.random(in: 0..<6, using: &random) == 0
    try HomeComparison.agree(homes, "writing layers") { workspace in
      do {
        try workspace.write { writer in
          try writer.setCRS(Ground.reference)
          for draft in drafts {
            let layer = try writer.createLayer(
              draft.record, geometry: draft.geometry, columns: draft.columns,
              indexed: draft.indexed)
            for row in draft.rows {
              try layer.append(fid: row.fid, rawWKB: row.wkb, values: row.values)
            }
          }
          if fails { throw Whim() }
        }
        return "written"
      } catch is Whim {
        return "undone"
      } catch let problem as Diagnostic {
        return problem.code
      }
    }
  }

  private mutating func writeDocuments(_ homes: [Workspace]) throws {
    let kind = ["check", "verdicts"].randomElement(using: &random) ?? "check"
    let key = ["a", "b", "方案"].randomElement(using: &random) ?? "a"
    let random = bytes(Int.random(in: 0..<200, using: &random))
    try HomeComparison.agree(homes, "writing a document") { workspace in
      try workspace.write { try $0.putDocument(kind: kind, key: key, body: random) }
      return "written"
    }
  }

  private mutating func change(_ homes: [Workspace]) throws {
    let name = name()
    let drops = Bool.random(using: &random)
    let title = "题 \(Int.random(in: 0..<100, using: &random))"
    try HomeComparison.agree(homes, "changing \(name)") { workspace in
      do {
        try workspace.write { writer in
          if drops { return try writer.dropLayer(name) }
          guard var record = try writer.reader.layer(name) else { return }
          record.title = title
          record.rejectedCount += 1
          try writer.updateRecord(record)
        }
        return "changed"
      } catch let problem as Diagnostic {
        return problem.code
      }
    }
  }

  private func compareRegister(_ homes: [Workspace]) throws {
    try HomeComparison.agree(homes, "the register") { "\(try $0.layers())" }
  }

  private mutating func compareDocuments(_ homes: [Workspace]) throws {
    let key = ["a", "b", "方案", "nothing"].randomElement(using: &random) ?? "a"
    try HomeComparison.agree(homes, "documents") { workspace in
      try workspace.read { reader in
        "\(try reader.documents(kind: "check").map { $0.key })"
          + "\(String(describing: try reader.document(kind: "check", key: key)))"
          + "\(try reader.versions(kind: "verdicts", key: key).map { $0.body })"
      }
    }
  }

  private mutating func compareFeatures(_ homes: [Workspace]) throws {
    let name = name()
    var box: Bounds?
    if Bool.random(using: &random) {
      let x = Double(Int.random(in: -2...22, using: &random) * 5)
      let y = Double(Int.random(in: -2...22, using: &random) * 5)
      let sizes: [Double] = [0, 0.0001, 5, 30, 500]
      let size = sizes.randomElement(using: &random) ?? 0
      box = Bounds(minX: x, minY: y, maxX: x + size, maxY: y + size)
    }
    let fid = Int64.random(in: 0..<40, using: &random)
    let value = self.value(.text)
    try HomeComparison.agree(homes, "features of \(name) in \(String(describing: box))") {
      workspace in
      try workspace.read { reader in
        do {
          var text = try HomeComparison.features(reader, name, box, nil)
          text += try HomeComparison.features(reader, name, nil, value)
          text += "\(try reader.featureCount(of: name)) "
          text += "\(String(describing: try reader.feature(fid, in: name)))"
          return text
        } catch let problem as Diagnostic {
          return problem.code
        }
      }
    }
  }

  private static func features(
    _ reader: WorkspaceReader, _ layer: String, _ box: Bounds?, _ value: Value?
  ) throws -> String {
    var text = ""
    if let value {
      try reader.forEachRow(in: layer, where: ("t", value)) { text += "\($0)\n" }
    } else {
      let columns = try reader.columns(of: layer).map { $0.name }
      try reader.forEachRawFeature(in: layer, columns: columns, bounds: box) { fid, wkb, values in
        text += "\(fid) \([UInt8](wkb)) \(values)\n"
      }
    }
    return text
  }

  /// Throws unless all homes give the same answer.
  static func agree(
    _ homes: [Workspace], _ question: String, _ answer: (Workspace) throws -> String
  ) throws {
    let answers = try homes.map(answer)
    for (home, found) in zip(homes, answers).dropFirst() where found != answers[0] {
      throw ConformanceFailure(
        description: "\(question): \(homes[0].path) says \(answers[0]), \(home.path) says \(found)")
    }
  }
}

extension HomeComparison {
  private struct Draft {
    struct Row {
      var fid: Int64?
      var wkb: [UInt8]
      var values: [Value]
    }

    var record: LayerRecord
    var geometry: GeometryKind
    var columns: [Column]
    var indexed: [String]
    var rows: [Row]
  }

  private mutating func name() -> String {
    HomeComparison.names.randomElement(using: &random) ?? "a"
  }

  private mutating func draft() -> Draft {
    let kinds: [GeometryKind] = [.multiPolygon, .multiPolygon, .point, .any, .none]
    let geometry = kinds.randomElement(using: &random) ?? .none
    var columns = [Column("t", .text)]
    for name in ["n", "实数", "Odd \"x\"", "xmin"] where Bool.random(using: &random) {
      let type = [ColumnType.integer, .real, .text].randomElement(using: &random) ?? .text
      columns.append(Column(name, type))
    }
    var record = Ground.record(name())
    record.plan = Bool.random(using: &random) ? "方案" : nil
    record.synthetic = Bool.random(using: &random)
    let rows = (0..<Int.random(in: 0..<25, using: &random)).map { _ in
      Draft.Row(
        // Now and then a number that is there already.
        fid: Int.random(in: 0..<12, using: &random) == 0
          ? Int64.random(in: 0..<400, using: &random) : nil,
        wkb: wkb(geometry), values: columns.map { value($0.type) })
    }
    return Draft(
      record: record, geometry: geometry, columns: columns,
      indexed: Bool.random(using: &random) ? ["t"] : [], rows: rows)
  }

  private mutating func wkb(_ kind: GeometryKind) -> [UInt8] {
    let x = Double(Int.random(in: 0...20, using: &random) * 5)
    let y = Double(Int.random(in: 0...20, using: &random) * 5)
    let chance = Int.random(in: 0..<12, using: &random)
    if kind == .none || chance == 0 { return [] }
    if kind == .any, chance < 6 { return bytes(Int.random(in: 1..<60, using: &random)) }
    if kind == .point { return WKB.encode(x: x, y: y) }
    if chance == 1 { return WKB.encode(MultiPolygon([])) }
    let square = Ground.square(x, y, side: Double(Int.random(in: 1...4, using: &random) * 5))
    var bytes = WKB.encode(square)
    // A ring that does not close, a NaN, bytes behind the end: kept as they are.
    switch chance {
    case 2: bytes[bytes.count - 1] ^= 1
    case 3: bytes.replaceSubrange((bytes.count - 8)..., with: [0, 0, 0, 0, 0, 0, 0xF8, 0x7F])
    case 4: bytes.append(7)
    default: break
    }
    return bytes
  }

  private mutating func value(_ type: ColumnType) -> Value {
    let chance = Int.random(in: 0..<8, using: &random)
    if chance == 0 { return .null }
    switch type {
    case .integer:
      return .integer(
        [0, -1, .max, .min, Int64.random(in: -9...9, using: &random)][min(chance, 4)])
    case .real:
      return .real([0, -0.0, .infinity, .nan, .leastNonzeroMagnitude, 0.1, -5, 1e300][chance])
    case .text:
      return .text(["", "a", "A", "水田", " a", "a'b\"c\\", "𠮷\n\t", "0101"][chance])
    }
  }

  private mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }
}

/// The same numbers for the same seed, on every machine (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
