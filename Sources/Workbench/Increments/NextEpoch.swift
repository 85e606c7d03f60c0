import Classes
import Flow
import Geometry
import Groundwork
import Monitoring
import Planning
import Records
import Storage

extension Workbench {
  /// What changed ground makes of an epoch (变更图斑入库): touched patches leave remainders, the ground of a
  /// change takes its new class; both get ids and numbers of their own.
  ///
  /// Ground of one change is cut where owner or village changes, since a patch has one of each.
  ///
  /// - Parameters:
  ///   - base: the patches of the epoch, in the order of its layer.
  ///   - changes: a layer of role plan: measured ground with its new class.
  /// - Throws: Diagnostics `increment.bsm`, and those of laying a plan; ``Geometry/GEOSError``.
  func nextEpoch(
    _ base: SurveyEpoch, named name: String, changes: String
  ) throws -> SurveyEpoch {
    let laid = try lay(plan: changes, base: base.name, area: .official)
    let fields = PlannedFields(base.columns)
    let own = try records.planValues(laid, fields)
    var numbers = try PatchNumbers(base)
    var next = SurveyEpoch(name: name, columns: base.columns, patches: [])
    let geos = GEOS()
    let after = laid.state.ledger.after
    var pieces: [Int32: [(base: Int, row: Int)]] = [:]
    for (index, row) in laid.state.ledger.rows.enumerated() where row.kind == .piece {
      guard let from = row.from, let to = row.to,
        case .measure(let measure) = laid.state.origins[Int(to)]
      else { continue }
      pieces[measure, default: []].append((Int(from), index))
    }
    for (patch, origin) in laid.state.origins.enumerated() {
      try job.cancellation.check()
      switch origin {
      case .unchanged(let index): next.patches.append(base.patches[Int(index)])
      case .remainder(let index):
        let whole = base.patches[Int(index)]
        let ground = after.polygons.multiPolygon(of: patch)
        for part in try parts(ground, area: after.areas[patch]) {
          next.patches.append(
            numbers.numbered(
              fields.remainder(whole.values, area: part.area), part.geometry, part.area))
        }
      case .measure(let measure):
        let label = after.classes[Int(after.classOf[patch])]
        let land = label.standard ?? label.source
        let stated = own[laid.plan.side.fids[Int(measure)]]
        for group in groups(pieces[measure] ?? [], base) {
          let ground = try geos.union(
            group.map { try laid.state.geometry(ofRow: $0.row, geos: geos) ?? MultiPolygon([]) })
          let area = group.map { laid.state.ledger.rows[$0.row].area }.total()
          let whole = largest(group, laid.state.ledger, base)
          let values = ChangedFields(base.columns).values(of: whole, stated: stated)
          let change = laid.plan.measures[Int(measure)]
          let slope =
            label.use == .farmland ? change.slopeClass ?? slopeClass(of: whole, base) : nil
          for part in try parts(ground, area: area) {
            next.patches.append(
              numbers.numbered(
                fields.measure(
                  values, area: part.area, class: land.key, name: land.name.zh,
                  ridgeShare: change.ridgeShare, slopeClass: slope),
                part.geometry, part.area))
          }
        }
      }
    }
    if let year = base.position("SJNF"), let number = Int64(name) {
      for index in next.patches.indices {
        next.patches[index].values[year] =
          base.columns[year].type == .text ? .text(name) : .integer(number)
      }
    }
    return next
  }

  /// The pieces of a change by tenure, owner and village, ascending.
  private func groups(
    _ pieces: [(base: Int, row: Int)], _ base: SurveyEpoch
  ) -> [[(base: Int, row: Int)]] {
    let fields = ["ZLDWDM", "QSDWDM", "QSXZ"].compactMap(base.position)
    let byKey = Dictionary(grouping: pieces) { piece in
      fields.map { base.patches[piece.base].values[$0].string ?? "" }.joined(separator: "|")
    }
    return byKey.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The slope of ground stays when its class changes; only farmland states it.
  private func slopeClass(of patch: SurveyPatch, _ base: SurveyEpoch) -> Int? {
    base.position("GDPDJB").flatMap { patch.values[$0].string }.flatMap { Int($0) }
      .flatMap { (1...5).contains($0) ? $0 : nil }
  }

  private func largest(
    _ group: [(base: Int, row: Int)], _ ledger: FlowLedger, _ base: SurveyEpoch
  ) -> SurveyPatch {
    var best = group[0]
    for piece in group where ledger.rows[piece.row].area > ledger.rows[best.row].area {
      best = piece
    }
    return base.patches[best.base]
  }

  /// The polygons of ground, which share its area by their size in the plane.
  private func parts(
    _ ground: MultiPolygon, area: Area
  ) throws -> [(geometry: MultiPolygon, area: Area)] {
    let parts = ground.polygons.map { MultiPolygon($0) }
    guard parts.count > 1 else { return parts.map { ($0, area) } }
    var cells = parts.map { part in
      ControlledRounding.Cell(row: 0, column: -1, value: max(part.planarSquareMetres, 1e-9))
    }
    try ControlledRounding.round(&cells, rows: [area.hundredths], columns: [])
    return zip(parts, cells).map { ($0, Area(hundredths: $1.units)) }
  }
}

/// The fields of changed ground: place and owner stay, what depends on the class goes.
private struct ChangedFields {
  private let columns: [Column]
  private static let ofClass: Set<String> = [
    "KCDLBM", "KCXS", "KCMJ", "GDLX", "GDPDJB", "XZDWKD", "TBXHDM", "TBXHMC", "ZZSXDM", "ZZSXMC",
    "GDDB", "CZCSXM",
  ]
  private static let ofPlace: Set<String> = [
    "BSM", "YSDM", "TBBH", "TBYBH", "QSXZ", "QSDWDM", "QSDWMC", "ZLDWDM", "ZLDWMC", "FRDBS", "SJNF",
    "MSSM", "HDMC", "TBMJ", "TBDLMJ", "BZ",
  ]

  init(_ columns: [Column]) { self.columns = columns }

  /// - Parameter stated: the fields that the layer of changes states itself.
  func values(of patch: SurveyPatch, stated: [Value]?) -> [Value] {
    columns.indices.map { index in
      let name = columns[index].name.uppercased()
      if ChangedFields.ofPlace.contains(name) { return patch.values[index] }
      if let value = stated?[index], value != .null { return value }
      return ChangedFields.ofClass.contains(name) ? .null : patch.values[index]
    }
  }
}

/// New ids (BSM) and numbers of patches (TBBH): both go on behind the highest.
private struct PatchNumbers {
  private let id: Int?
  private let number: Int?
  private let draft: Int?
  private let village: Int?
  private let prefix: String
  private let width: Int
  private var last: UInt64
  private var highest: [String: Int] = [:]
  private var numberWidth = 4

  /// - Throws: Diagnostic `increment.bsm` where ids are not of digits, all equally long.
  init(_ base: SurveyEpoch) throws {
    id = base.position("BSM")
    number = base.position("TBBH")
    draft = base.position("TBYBH")
    village = base.position("ZLDWDM")
    let ids = base.patches.map(\.id)
    let length = ids.first?.utf8.count ?? 0
    guard length > 6,
      let odd = ids.first(where: { $0.utf8.count != length || !$0.utf8.allSatisfy(\.isDigit) })
    else {
      prefix = String(ids.first?.prefix(6) ?? "")
      width = max(0, length - 6)
      last = ids.compactMap { UInt64($0.suffix(max(0, length - 6))) }.max() ?? 0
      for patch in base.patches {
        guard let number, let text = patch.values[number].string, let value = Int(text) else {
          continue
        }
        let place = village.flatMap { patch.values[$0].string } ?? ""
        highest[place] = max(highest[place] ?? 0, value)
        numberWidth = max(numberWidth, text.utf8.count)
      }
      return
    }
    throw Diagnostic(
      code: "increment.bsm",
      Localized(
        zh: "标识码“\(odd)”不是等长数字，无法续编。",
        en: "The id ‘\(odd)’ is not of digits as long as the others, so that none can follow."),
      layer: base.name, feature: odd, field: "BSM")
  }

  mutating func numbered(
    _ values: [Value], _ geometry: MultiPolygon, _ area: Area
  ) -> SurveyPatch {
    var values = values
    last += 1
    let name = prefix + PatchNumbers.padded(String(last), width)
    if let id { values[id] = .text(name) }
    if let number {
      let place = village.flatMap { values[$0].string } ?? ""
      let next = (highest[place] ?? 0) + 1
      highest[place] = next
      values[number] = .text(PatchNumbers.padded(String(next), numberWidth))
    }
    // A preliminary number is that of the sheet on which a patch was first drawn.
    if let draft { values[draft] = .null }
    return SurveyPatch(id: name, geometry: geometry, values: values, area: area)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
